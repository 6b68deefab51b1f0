/// What the clients saw of one kind of request.
///
/// `firstTries = toldYes + toldNo + gaveUp + stillTryingAtEnd`.
public struct RequestResult: Codable, Hashable, Sendable {
  public var firstTries: UInt64
  public var retries: UInt64
  public var toldYes: UInt64
  /// Those of them that needed one try only.
  public var toldYesAtFirstTry: UInt64
  public var toldNo: UInt64
  /// Clients that spent their tries without a good answer.
  public var gaveUp: UInt64
  public var stillTryingAtEnd: UInt64
  /// Users who met at least one failure, whatever came after.
  public var usersWhoSawAnError: UInt64
  /// Final noes by reason.
  public var noes: [String: UInt64]
  /// From the first tap to the final answer or to giving up.
  public var latencyMilliseconds: LatencySummary
  /// Time average over the statistics window of the clients that wait between two tries.
  public var meanBetweenTries: Double
  /// When the last final outcome came, in seconds; null without any.
  public var lastOutcomeSeconds: Double?

  enum CodingKeys: String, CodingKey {
    case firstTries = "first_tries"
    case retries
    case toldYes = "told_yes"
    case toldYesAtFirstTry = "told_yes_at_first_try"
    case toldNo = "told_no"
    case gaveUp = "gave_up"
    case stillTryingAtEnd = "still_trying_at_end"
    case usersWhoSawAnError = "users_who_saw_an_error"
    case noes
    case latencyMilliseconds = "latency_ms"
    case meanBetweenTries = "mean_between_tries"
    case lastOutcomeSeconds = "last_outcome_seconds"
  }

  public init(
    firstTries: UInt64, retries: UInt64, toldYes: UInt64, toldYesAtFirstTry: UInt64 = 0,
    toldNo: UInt64, gaveUp: UInt64,
    stillTryingAtEnd: UInt64, usersWhoSawAnError: UInt64, noes: [String: UInt64],
    latencyMilliseconds: LatencySummary, meanBetweenTries: Double = 0,
    lastOutcomeSeconds: Double? = nil
  ) {
    self.firstTries = firstTries
    self.retries = retries
    self.toldYes = toldYes
    self.toldYesAtFirstTry = toldYesAtFirstTry
    self.toldNo = toldNo
    self.gaveUp = gaveUp
    self.stillTryingAtEnd = stillTryingAtEnd
    self.usersWhoSawAnError = usersWhoSawAnError
    self.noes = noes
    self.latencyMilliseconds = latencyMilliseconds
    self.meanBetweenTries = meanBetweenTries
    self.lastOutcomeSeconds = lastOutcomeSeconds
  }
}
