import ArgumentParser
import ClusterModel
import Glibc

/// The program as one of several processes.
extension HongbaoProgram {
  /// Runs the command line of this process together with the other ranks, which were started with
  /// the same one, and answers the status that all of them end with.
  ///
  /// Rank 0 alone prints and writes. The others take part in the verbs that are shared, and are
  /// idle in all other ones.
  public static func status(on ranks: any RankGroup) -> Int32 {
    ignoreSignals()
    CrashReport.listen()
    let arguments = Array(CommandLine.arguments.dropFirst())
    let own =
      ranks.rank == 0 ? status(of: arguments, on: ranks) : followed(arguments, on: ranks)
    return agreed(own, on: ranks)
  }

  /// Says why the program cannot run at all; answers the status to end with.
  public static func refuse(_ message: String) -> Int32 {
    StandardStream.error.tell(message)
    return EX_UNAVAILABLE
  }

  /// What a rank other than 0 does: rank 0 tells of mistakes in the command line.
  private static func followed(_ arguments: [String], on ranks: any RankGroup) -> Int32 {
    guard
      let command = try? HongbaoCommand.parseAsRoot(preferred(arguments)) as? any SharedCommand
    else { return ExitStatus.done.rawValue }
    do {
      try command.run(on: ranks)
      return ExitStatus.done.rawValue
    } catch {
      return HongbaoCommand.exitCode(for: error).rawValue
    }
  }

  /// Rank 0's status, or the first one of the others that is an error. Of a signal that came to
  /// another rank rank 0 knows only that there was one.
  private static func agreed(_ own: Int32, on ranks: any RankGroup) -> Int32 {
    let all = ranks.share([UInt8(truncatingIfNeeded: own)])
    let statuses = all.map { $0.first ?? 1 }
    let terminated = UInt8(ExitStatus.terminated.rawValue)
    if Int32(statuses[0]) == ExitStatus.interrupted.rawValue, statuses.contains(terminated) {
      return ExitStatus.terminated.rawValue
    }
    return Int32(statuses.first { $0 != 0 } ?? 0)
  }
}
