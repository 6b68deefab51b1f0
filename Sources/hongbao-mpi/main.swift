import Glibc
import HongbaoCommands
import MPIDistribution

do {
  let ranks = try MPIRanks.start()
  let status = HongbaoProgram.status(on: ranks)
  ranks.finish()
  exit(status)
} catch {
  exit(HongbaoProgram.refuse("\(error)"))
}
