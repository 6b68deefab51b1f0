import ArgumentParser
import ResultStore

/// `hongbao runs rm ID...`: out of the database; the folders of the runs stay.
struct RunsRemoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rm",
    abstract: "Remove runs from the database; their folders stay.",
    discussion: """
      Asks nothing, and names what it removed. When one id is unknown, nothing is removed.

      EXAMPLES
        hongbao runs rm tiny-test-1c9e07 tiny-test-88b0f2
      """)

  @Argument(
    help: ArgumentHelp("The runs: ids, beginnings of them, or latest.", valueName: "id"),
    completion: Completions.runs)
  var words: [String]

  @OptionGroup var store: StoreOptions

  @OptionGroup var logging: LogOptions

  func run() throws {
    let store = try store.open(toWrite: true)
    let ids = try RunIDs.resolve(words, in: store)
    try StoreOptions.telling("write") { () throws(StoreFailure) in try store.remove(ids) }
    for id in ids { try StandardStream.output.write("removed \(id)\n") }
  }
}
