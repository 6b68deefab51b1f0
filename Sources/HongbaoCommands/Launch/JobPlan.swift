/// What a job file is about, whatever the scheduler.
package struct JobPlan {
  /// The name of the job.
  package var name: String
  /// The name of the job file.
  package var jobFile: String
  /// The line that wrote it.
  package var origin: String
  /// The scenario's file as the shards find it.
  package var file: String
  /// The shards make a capacity study, not replications of a run.
  package var isCapacityStudy: Bool
  /// All shards together; of a capacity study the seeds, where they were said.
  package var replications: Int?
  package var shards: Int
  /// Words of `hongbao run` that decide the result, without those about replications.
  package var words: [String]
  package var detectsWarmup: Bool
  package var writesHistograms: Bool
  /// The program as the nodes find it.
  package var program: String
  /// The results folder.
  package var out: String
  /// The folder that the shards write into.
  package var shardsFolder: String
  package var threads: Int
  package var memoryMebibytes: Int64
  package var seconds: Int64

  package init(
    name: String, jobFile: String, origin: String, file: String, isCapacityStudy: Bool,
    replications: Int?, shards: Int, words: [String], detectsWarmup: Bool, writesHistograms: Bool,
    program: String, out: String,
    shardsFolder: String, threads: Int, memoryMebibytes: Int64, seconds: Int64
  ) {
    self.name = name
    self.jobFile = jobFile
    self.origin = origin
    self.file = file
    self.isCapacityStudy = isCapacityStudy
    self.replications = replications
    self.shards = shards
    self.words = words
    self.detectsWarmup = detectsWarmup
    self.writesHistograms = writesHistograms
    self.program = program
    self.out = out
    self.shardsFolder = shardsFolder
    self.threads = threads
    self.memoryMebibytes = memoryMebibytes
    self.seconds = seconds
  }

  /// What the shards do together.
  var subject: String {
    isCapacityStudy ? "A capacity study" : "\(replications ?? 1) replications"
  }

  /// `hongbao run …` of the whole study, or `hongbao capacity …`, without its last words.
  var runWords: [String] {
    [program, isCapacityStudy ? "capacity" : "run", file] + words
      + (replications.map { ["--replications", String($0)] } ?? [])
      + (detectsWarmup ? ["--warmup", "auto"] : []) + ["--out", out]
  }

  /// `hongbao merge …`.
  var mergeWords: [String] {
    [program, "merge", shardsFolder, "--out", out] + (writesHistograms ? ["--hgrm"] : [])
  }

  /// Lines as comments, each with `#` before it, whatever is in them.
  static func comment(_ text: String) -> String {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map { $0.isEmpty ? "#\n" : "# \($0)\n" }.joined()
  }
}
