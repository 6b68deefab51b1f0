/// Every code that a diagnostic can have. The raw values are stable: they are never given a new
/// meaning, and new ones come at the end of their group.
package enum DiagnosticCode: String, CaseIterable, Sendable {
  // Files and YAML.
  case fileUnreadable = "S0001"
  case notARegularFile = "S0002"
  case fileTooLarge = "S0003"
  case invalidUTF8 = "S0004"
  case forbiddenCharacter = "S0005"
  case emptyFile = "S0006"
  case tabInIndentation = "S0007"
  case severalDocuments = "S0008"
  case anchorOrAlias = "S0009"
  case tag = "S0010"
  case complexKey = "S0011"
  case nestedTooDeeply = "S0012"
  case invalidYAML = "S0013"
  case includeUnreadable = "S0014"
  case includeCycle = "S0015"
  case pageWithoutScenario = "S0016"

  // Structure and keys.
  case unknownKey = "S0101"
  case missingKey = "S0102"
  case duplicateKey = "S0103"
  case namesDifferByCase = "S0104"
  case wrongShape = "S0105"
  case keyNotInTopology = "S0106"
  case keyDoesNotApply = "S0107"
  case unsupportedVersion = "S0108"
  case invalidName = "S0109"
  case malformedOverride = "S0110"
  case unknownOverridePath = "S0111"
  case exclusiveKeys = "S0112"
  case emptyCollection = "S0113"

  // Values, units and distributions.
  case notANumber = "S0201"
  case missingUnit = "S0202"
  case unknownUnit = "S0203"
  case unknownDistribution = "S0204"
  case distributionParameter = "S0205"
  case parameterOutOfRange = "S0206"
  case wrongQuantity = "S0207"
  case valueOutOfRange = "S0208"
  case tooFine = "S0209"
  case unknownWord = "S0210"
  case malformedCurve = "S0211"
  case malformedTable = "S0212"
  case malformedDate = "S0213"
  case malformedExpression = "S0214"
  case sharesDoNotSum = "S0215"

  // References.
  case unknownTier = "S0301"
  case unknownPlace = "S0302"
  case unknownAccessNetwork = "S0303"
  case unknownNode = "S0304"
  case unknownMetric = "S0305"

  // Semantics.
  case warmupTooLong = "S0401"
  case faultOutsideRun = "S0402"
  case missingPath = "S0403"
  case operationOnWrongPath = "S0404"
  case routingNotAllowed = "S0405"
  case latencyWithoutFloor = "S0406"
  case timeoutBelowFloor = "S0407"
  case openWithoutPath = "S0408"
  case poolTooLarge = "S0409"
  case tierTwiceInPath = "S0410"
  case emptyService = "S0411"
  case alwaysZero = "S0412"
  case settingsDiffer = "S0413"
  case endlessLoop = "S0414"
  case tooFewNodes = "S0415"
  case sliceOutsideRun = "S0416"
  case sliceWithoutStart = "S0417"
  case sliceNotPossible = "S0418"

  // Warnings.
  case tierNeverReached = "W0001"
  case unstableTier = "W0002"
  case warmupClipped = "W0003"
  case faultClipped = "W0004"
  case faultDropped = "W0005"
  case doubtfulPlace = "W0006"
  case probeDropped = "W0007"
  case floorWithoutGrace = "W0008"

  /// Warnings do not keep a scenario from running.
  package var severity: Diagnostic.Severity { rawValue.hasPrefix("W") ? .warning : .error }
}
