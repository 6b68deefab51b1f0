/// Comparisons and capacity studies of the dashboard; at most one is under way, beside a run.
extension Dashboard {
  func showStudy() -> DashboardResponse {
    guard let study else { return .error(404, "nothing was studied") }
    return .json(200, study.state)
  }

  func startStudy(_ body: [UInt8]) -> DashboardResponse {
    guard let wish = JSONText.decode(StudyWish.self, body) else { return StudyWish.malformed }
    guard let program = configuration.simulator else {
      return .error(503, "the program hongbao is not beside hongbao-live: build it first")
    }
    let shelf = Set(configuration.scenarios.entries.map(\.path))
    let results = configuration.results.folder
    let order: StudyOrder
    do throws(StudyOrder.Refusal) {
      order = try StudyOrder(wish, results: results) { shelf.contains($0) }
    } catch {
      return .error(422, error.reason)
    }
    return beginStudy { number in
      StudySession(
        number: number, order, command: configuration.commandLine(["./hongbao"] + order.words),
        program: program, results: results, feed: feed)
    }
  }

  func stopStudy() -> DashboardResponse {
    guard let study, !study.isOver else { return .error(409, "no study is under way") }
    study.stop()
    return .json(202, ["study": study.state.study])
  }
}
