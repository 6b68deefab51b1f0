/// Objects for Kubernetes: the scenario, an Indexed Job of shards, and for replications a suspended
/// Job that merges.
package struct KubernetesJob {
  /// Where the scenario is mounted.
  package static let scenarioFolder = "/scenario"
  /// Where the claim is mounted.
  package static let resultsFolder = "/results"

  private let plan: JobPlan
  /// The scenario's text; its file in the pods is `plan.file`.
  private let scenario: String
  /// Words about the scenario's text, for a comment.
  private let scenarioNote: String
  private let image: String
  private let claim: String
  private let namespace: String?
  private let parallelism: Int

  package init(
    _ plan: JobPlan, scenario: String, scenarioNote: String, image: String, claim: String,
    namespace: String?, parallelism: Int
  ) {
    self.plan = plan
    self.scenario = scenario
    self.scenarioNote = scenarioNote
    self.image = image
    self.claim = claim
    self.namespace = namespace
    self.parallelism = parallelism
  }

  /// All of it as YAML.
  package var text: String {
    let objects = [configuration, shards] + (plan.isCapacityStudy ? [] : [merge])
    return head + "\n" + objects.joined(separator: "---\n")
  }

  private var head: String {
    let file = ShellWords.quoted(plan.jobFile)
    let space = namespace.map { " --namespace \($0)" } ?? ""
    let last =
      plan.isCapacityStudy
      ? """

      Shard 0 writes the answer; nothing has to be merged. A shard that was stopped goes on where it
      was: delete the job and apply the file again, and what was kept is not simulated again.
      """
      : """
        kubectl patch\(space) job/\(plan.name)-merge --patch '{"spec":{"suspend":false}}'

      The last line starts the merge, which waits suspended until then. A shard that was stopped
      goes on where it was: delete both jobs and apply the file again, and shards that are done end
      at once.
      """
    return JobPlan.comment(
      """
      \(plan.subject) in \(plan.shards) shards, as an Indexed Job for Kubernetes
      (1.33 or newer: backoffLimitPerIndex).
      Written by: \(plan.origin)

      It needs an image with the program `\(plan.program)` in it, and the claim `\(claim)` for a
      volume that pods of several nodes can write at the same time (ReadWriteMany). Then:

        kubectl apply\(space) -f \(file)
        kubectl wait\(space) --for=condition=complete --timeout=24h job/\(plan.name)
      \(last)
      """)
  }

  private func metadata(_ name: String, indent: String = "") -> String {
    var lines = ["metadata:", "  name: \(name)"]
    if let namespace { lines.append("  namespace: \(namespace)") }
    lines += ["  labels:", "    app.kubernetes.io/name: hongbao"]
    lines.append("    app.kubernetes.io/instance: \(plan.name)")
    return lines.map { indent + $0 + "\n" }.joined()
  }

  private var configuration: String {
    let key = YAMLText.quoted(String(plan.file.split(separator: "/").last ?? "scenario.yaml"))
    return JobPlan.comment(scenarioNote) + "apiVersion: v1\nkind: ConfigMap\n"
      + metadata("\(plan.name)-scenario") + "data:\n"
      + "  \(key): \(YAMLText.block(scenario, indent: 4))"
  }

  private var shards: String {
    let words =
      Array(plan.runWords.dropFirst())
      + ["--threads", String(plan.threads), "--no-progress", "--shard"]
    return """
      apiVersion: batch/v1
      kind: Job
      \(metadata(plan.name))spec:
        # One index a shard, from 0.
        completionMode: Indexed
        completions: \(plan.shards)
        parallelism: \(parallelism)
        # Each shard may fail three times, whatever others do; pods that are moved do not count.
        backoffLimitPerIndex: 3
        podFailurePolicy:
          rules:
            - action: Ignore
              onPodConditions:
                - type: DisruptionTarget
            # A wrong command line, scenario or folder does not mend itself.
            - action: FailIndex
              onExitCodes:
                containerName: hongbao
                operator: In
                values: [64, 65, 66]
        template:
          metadata:
            labels:
              app.kubernetes.io/name: hongbao
              app.kubernetes.io/instance: \(plan.name)
          spec:
            restartPolicy: Never
            # A shard that is told to stop keeps what is done.
            terminationGracePeriodSeconds: 60
            activeDeadlineSeconds: \(plan.seconds)
      \(pod(words, last: "$(JOB_COMPLETION_INDEX)/\(plan.shards)", cores: plan.threads))
      """
  }

  private var merge: String {
    """
    apiVersion: batch/v1
    kind: Job
    \(metadata("\(plan.name)-merge"))spec:
      # Started by hand when all shards are done; see above.
      suspend: true
      backoffLimit: 2
      template:
        metadata:
          labels:
            app.kubernetes.io/name: hongbao
            app.kubernetes.io/instance: \(plan.name)
        spec:
          restartPolicy: Never
          activeDeadlineSeconds: 3600
    \(pod(Array(plan.mergeWords.dropFirst()), last: nil, cores: 1))
    """
  }

  /// The rest of a pod: who it runs as, its container and its volumes.
  private func pod(_ words: [String], last: String?, cores: Int) -> String {
    // The system puts variables in for $(NAME); ours is the last word alone.
    let arguments =
      words.map { YAMLText.quoted($0.replacing("$(", with: "$$(")) }
      + (last.map { [YAMLText.quoted($0)] } ?? [])
    let lines =
      [
        "securityContext:", "  runAsNonRoot: true", "  runAsUser: 1000", "  runAsGroup: 1000",
        "  # Makes the volume writable for that group.", "  fsGroup: 1000",
        "  seccompProfile:", "    type: RuntimeDefault", "containers:", "  - name: hongbao",
        "    image: \(YAMLText.quoted(image))", "    command: [\(YAMLText.quoted(plan.program))]",
        "    args:",
      ] + arguments.map { "      - \($0)" } + [
        "    resources:", "      requests:", "        cpu: \(cores)",
        "        memory: \(plan.memoryMebibytes)Mi", "      limits:",
        "        memory: \(plan.memoryMebibytes)Mi", "    securityContext:",
        "      allowPrivilegeEscalation: false", "      readOnlyRootFilesystem: true",
        "      capabilities:", "        drop: [ALL]", "    volumeMounts:",
        "      - name: scenario", "        mountPath: \(Self.scenarioFolder)",
        "        readOnly: true", "      - name: results",
        "        mountPath: \(Self.resultsFolder)", "volumes:", "  - name: scenario",
        "    configMap:", "      name: \(plan.name)-scenario", "  - name: results",
        "    persistentVolumeClaim:", "      claimName: \(claim)",
      ]
    return lines.map { "      \($0)\n" }.joined()
  }
}
