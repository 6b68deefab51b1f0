/// What each diagnostic code means, why it is refused, and how to mend it.
public enum DiagnosticCatalog {
  /// One page of the catalog.
  package struct Entry: Sendable {
    /// One line, without the code.
    package var title: String
    /// What it means and why it is refused, in lines of the width of a terminal.
    package var text: String
    /// A part of a scenario, or a command line, that has the mistake.
    package var wrong: String
    /// The same without it.
    package var right: String

    /// The page as it is printed.
    func page(_ code: String) -> String {
      func indented(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
          .map { $0.isEmpty ? "" : "    \($0)" }.joined(separator: "\n")
      }
      return """
        \(code): \(title)

        \(text)

        Wrong:
        \(indented(wrong))

        Right:
        \(indented(right))

        """
    }
  }

  /// Every code, in the order of the groups: files, keys, values, references, meaning, warnings.
  public static var codes: [String] { DiagnosticCode.allCases.map(\.rawValue) }

  /// The page of a code such as `S0204`, upper or lower case; nil when there is no such code.
  public static func explanation(of code: String) -> String? {
    let name = code.uppercased()
    return DiagnosticCode(rawValue: name).map { $0.entry.page(name) }
  }
}

extension DiagnosticCode {
  /// The page of the catalog; a new code needs one.
  package var entry: DiagnosticCatalog.Entry {
    switch self {
    case .fileUnreadable: .fileUnreadable
    case .notARegularFile: .notARegularFile
    case .fileTooLarge: .fileTooLarge
    case .invalidUTF8: .invalidUTF8
    case .forbiddenCharacter: .forbiddenCharacter
    case .emptyFile: .emptyFile
    case .tabInIndentation: .tabInIndentation
    case .severalDocuments: .severalDocuments
    case .anchorOrAlias: .anchorOrAlias
    case .tag: .tag
    case .complexKey: .complexKey
    case .nestedTooDeeply: .nestedTooDeeply
    case .invalidYAML: .invalidYAML
    case .includeUnreadable: .includeUnreadable
    case .includeCycle: .includeCycle
    case .pageWithoutScenario: .pageWithoutScenario
    case .unknownKey: .unknownKey
    case .missingKey: .missingKey
    case .duplicateKey: .duplicateKey
    case .namesDifferByCase: .namesDifferByCase
    case .wrongShape: .wrongShape
    case .keyNotInTopology: .keyNotInTopology
    case .keyDoesNotApply: .keyDoesNotApply
    case .unsupportedVersion: .unsupportedVersion
    case .invalidName: .invalidName
    case .malformedOverride: .malformedOverride
    case .unknownOverridePath: .unknownOverridePath
    case .exclusiveKeys: .exclusiveKeys
    case .emptyCollection: .emptyCollection
    case .notANumber: .notANumber
    case .missingUnit: .missingUnit
    case .unknownUnit: .unknownUnit
    case .unknownDistribution: .unknownDistribution
    case .distributionParameter: .distributionParameter
    case .parameterOutOfRange: .parameterOutOfRange
    case .wrongQuantity: .wrongQuantity
    case .valueOutOfRange: .valueOutOfRange
    case .tooFine: .tooFine
    case .unknownWord: .unknownWord
    case .malformedCurve: .malformedCurve
    case .malformedTable: .malformedTable
    case .malformedDate: .malformedDate
    case .malformedExpression: .malformedExpression
    case .sharesDoNotSum: .sharesDoNotSum
    case .unknownTier: .unknownTier
    case .unknownPlace: .unknownPlace
    case .unknownAccessNetwork: .unknownAccessNetwork
    case .unknownNode: .unknownNode
    case .unknownMetric: .unknownMetric
    case .warmupTooLong: .warmupTooLong
    case .faultOutsideRun: .faultOutsideRun
    case .missingPath: .missingPath
    case .operationOnWrongPath: .operationOnWrongPath
    case .routingNotAllowed: .routingNotAllowed
    case .latencyWithoutFloor: .latencyWithoutFloor
    case .timeoutBelowFloor: .timeoutBelowFloor
    case .openWithoutPath: .openWithoutPath
    case .poolTooLarge: .poolTooLarge
    case .tierTwiceInPath: .tierTwiceInPath
    case .emptyService: .emptyService
    case .alwaysZero: .alwaysZero
    case .settingsDiffer: .settingsDiffer
    case .endlessLoop: .endlessLoop
    case .tooFewNodes: .tooFewNodes
    case .sliceOutsideRun: .sliceOutsideRun
    case .sliceWithoutStart: .sliceWithoutStart
    case .sliceNotPossible: .sliceNotPossible
    case .tierNeverReached: .tierNeverReached
    case .unstableTier: .unstableTier
    case .warmupClipped: .warmupClipped
    case .faultClipped: .faultClipped
    case .faultDropped: .faultDropped
    case .doubtfulPlace: .doubtfulPlace
    case .probeDropped: .probeDropped
    case .floorWithoutGrace: .floorWithoutGrace
    }
  }
}
