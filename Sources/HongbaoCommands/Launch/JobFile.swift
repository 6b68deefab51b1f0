import ArgumentParser
import Experiments
import Foundation
import ScenarioLanguage
import ScenarioTypes

/// The steps that all verbs share which write a job file.
struct JobFile {
  var options: LaunchOptions

  /// The scenario, once it is valid: a job that fails on a typo tomorrow helps nobody.
  func load() throws -> LoadedScenario {
    let outcome = ScenarioLoader.load(
      path: options.file, overrides: options.allOverrides, slice: options.slice.wish,
      sliceWarmup: options.slice.warmup)
    return try DiagnosticPrinter(style: options.style)
      .accept(outcome, showsWarnings: options.logging.log.shows(.warning))
  }

  /// The plan of a job.
  ///
  /// - Parameters:
  ///   - scheduler: the word after `launch`.
  ///   - ending: of the job file's name.
  ///   - words: what the scheduler's own options add to the line that wrote the file.
  func plan(
    _ loaded: LoadedScenario, scheduler: String, ending: String, program: String, out: String,
    words: [String]
  ) throws -> JobPlan {
    let name = options.name ?? JobName.of(loaded.scenario.name, digest: loaded.digest)
    let study = Study(
      ReplicationPlan(
        loaded: loaded, toolVersion: ToolVersion.current,
        replications: options.replications ?? 1,
        detectsWarmup: options.warmup == "auto"))
    let origin =
      ["hongbao", "launch", scheduler, options.file] + options.words + options.jobWords + words
    return JobPlan(
      name: name, jobFile: options.jobFile ?? "\(name).\(ending)",
      origin: ShellWords.line(origin), file: options.file,
      isCapacityStudy: options.isCapacityStudy, replications: options.replications,
      shards: options.shards, words: options.words, detectsWarmup: options.warmup == "auto",
      writesHistograms: options.writesHistograms, program: options.program ?? program, out: out,
      shardsFolder: ShardFolder.parent(of: study, out: out), threads: options.threads,
      memoryMebibytes: try options.memoryMebibytes, seconds: try options.seconds)
  }

  /// Prints the text, or writes it to a file that is not there yet.
  func deliver(_ text: String, _ plan: JobPlan) throws {
    if options.prints { return try StandardStream.output.write(text) }
    try AtomicFile.writeNew(text, to: plan.jobFile)
    options.logging.log.note("wrote \(plan.jobFile); how to submit it stands at its top")
  }
}
