/// What somebody wants of the twin.
package enum TwinRequest: Equatable {
  /// `POST /packets`.
  case send(shares: Int, cents: Int64)
  /// `POST /packets/{id}/claims`; without a member: somebody new.
  case claim(packet: UInt64, member: TwinMember?)
  /// `POST /claims`: somebody new claims a packet of the twin's choice.
  case claimAny
  /// `POST /packets/{id}/opens`; without a member: the next one that was admitted.
  case open(packet: UInt64, member: TwinMember?)
  /// `GET /status`.
  case status
  /// `GET /`.
  case help

  /// Who claims or opens.
  package enum TwinMember: Equatable {
    /// A number that the twin gave.
    case number(UInt16)
    /// A name that the client chose.
    case name(String)
  }
}
