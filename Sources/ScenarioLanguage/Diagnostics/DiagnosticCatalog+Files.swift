/// Files and YAML: S0001 and following.
extension DiagnosticCatalog.Entry {
  static let fileUnreadable = Self(
    title: "the file cannot be read",
    text: """
      The scenario is not there, or you may not read it. The words behind the colon are
      those of the operating system. Paths are relative to the folder you are in. Nothing
      was run; the exit status is 66.
      """,
    wrong: """
      hongbao run topologies/new-year-pick.yaml
      """,
    right: """
      hongbao run topologies/new-year-peak.yaml
      """)

  static let notARegularFile = Self(
    title: "this is not an ordinary file",
    text: """
      A scenario is read from an ordinary file: a folder has no text, and a pipe or a
      device could keep the reader waiting for ever, or never end. Save the text in a file
      first.
      """,
    wrong: """
      hongbao run topologies/
      """,
    right: """
      hongbao run topologies/first-steps.yaml
      """)

  static let pageWithoutScenario = Self(
    title: "the file is a web page without a scenario",
    text: """
      The report of a run, of a capacity study or of a sweep holds the one scenario that
      it is about, and `hongbao run report.html` runs it again. The page of a comparison
      is about several and holds none; other pages have nothing that could be run.
      """,
    wrong: """
      hongbao run results/comparisons/peak-1f0c/report.html
      """,
    right: """
      hongbao run results/peak/seed-1-5d41402a/report.html
      """)

  static let fileTooLarge = Self(
    title: "the file is larger than 1 MiB",
    text: """
      No scenario needs a megabyte; a file of that size is mostly a wrong file, or one
      made to keep the reader busy. Long tables of measurements belong into CSV files of
      at most 10,000 rows, which a scenario names.
      """,
    wrong: """
      sends:
        curve: [0s 12k/s, 0.1s 12.1k/s, 0.2s 12.1k/s]   # and 100,000 more
      """,
    right: """
      sends:
        curve: from rates.csv
      """)

  static let invalidUTF8 = Self(
    title: "the file is not UTF-8",
    text: """
      The file holds bytes that are no UTF-8 text, often because it was saved as GBK or
      Latin-1, or is no text at all. Names could not be compared safely. Save it as UTF-8;
      `iconv` converts whole files.
      """,
    wrong: """
      hongbao run peak-gbk.yaml
      """,
    right: """
      iconv -f GBK -t UTF-8 peak-gbk.yaml > peak.yaml
      hongbao run peak.yaml
      """)

  static let forbiddenCharacter = Self(
    title: "a character that cannot be seen",
    text: """
      The file holds a control character, a byte order mark, an invisible character or one
      that turns the direction of the text. With these a line can mean something else than
      it shows, so they are refused everywhere, even in comments. Delete the character;
      the message gives its number.
      """,
    wrong: #"""
      name: New Year\u200Bpeak    # with an invisible space inside
      """#,
    right: """
      name: New Year peak
      """)

  static let emptyFile = Self(
    title: "the file holds no scenario",
    text: """
      There is nothing in the file but blanks and comments. A scenario needs at least a
      version, a name, a duration, tiers, a flow and populations. Begin with a copy of
      topologies/first-steps.yaml.
      """,
    wrong: """
      # my scenario
      """,
    right: """
      version: 1
      name: My scenario
      base: first-steps.yaml
      """)

  static let tabInIndentation = Self(
    title: "a tab in the indentation",
    text: """
      YAML allows only spaces in front of a key: a tab has no fixed width, so nobody could
      tell what belongs to what. Set your editor to write spaces; two for each level are
      usual.
      """,
    wrong: """
      tiers:
      \tcache:
      \t\tnodes: 4
      """,
    right: """
      tiers:
        cache:
          nodes: 4
      """)

  static let severalDocuments = Self(
    title: "more than one YAML document",
    text: """
      One file holds one scenario. A line `---` in the middle begins a second document,
      and directives (`%YAML`) change how the text is read; both are refused, since one of
      two readers would overlook them. Move the second part into a file of its own.
      """,
    wrong: """
      name: Peak
      ---
      name: Overload
      """,
    right: """
      name: Peak
      """)

  static let anchorOrAlias = Self(
    title: "a YAML anchor, alias or merge key",
    text: """
      `&name`, `*name` and `<<` copy parts of a file out of sight: a mistake in a copy has
      no line of its own, and a few lines can grow into gigabytes. Write the value out, or
      share it between files with `base` and `topology`, which merge key by key.
      """,
    wrong: """
      tiers:
        gateway: {nodes: &count 4}
        cache: {nodes: *count}
      """,
    right: """
      tiers:
        gateway: {nodes: 4}
        cache: {nodes: 4}
      """)

  static let tag = Self(
    title: "a YAML tag",
    text: """
      Tags (`!!str`, `!include`) tell a YAML reader how to build a value. Here each key
      knows the type of its value, so a tag could only contradict it. Leave it out; to
      include a file, use `topology` or `base`.
      """,
    wrong: """
      topology: !include wechat-2015.yaml
      """,
    right: """
      topology: wechat-2015.yaml
      """)

  static let complexKey = Self(
    title: "a key that is not a plain word",
    text: """
      A question mark and a space begin a key that may be a list or a mapping. Nothing in
      a scenario has such a key. Perhaps a name begins with `? ` by accident.
      """,
    wrong: """
      tiers:
        ? cache
        : {nodes: 4}
      """,
    right: """
      tiers:
        cache: {nodes: 4}
      """)

  static let nestedTooDeeply = Self(
    title: "nested too deeply",
    text: """
      Lists and mappings may stand inside each other 32 levels deep; a scenario needs six.
      Mostly a bracket is opened again and again by mistake.
      """,
    wrong: """
      faults: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
      """,
    right: """
      faults: []
      """)

  static let invalidYAML = Self(
    title: "not valid YAML",
    text: """
      The text cannot be read as YAML. The usual reasons: a bracket or a quotation mark
      that is not closed (the caret then stands where that became impossible, often a line
      too late; the help names the line where it began), a key with another indentation
      than its neighbours, or a text with `: ` in it that needs quotation marks.
      """,
    wrong: """
      flow:
        claim: [gateway, cache
      """,
    right: """
      flow:
        claim: [gateway, cache]
      """)

  static let includeUnreadable = Self(
    title: "a file that the scenario names cannot be read",
    text: """
      A `topology`, a `base`, or a table behind `from` is not there, is no ordinary file,
      or is larger than 1 MiB. Such paths are relative to the file that names them, not to
      the folder you are in.
      """,
    wrong: """
      topology: wechat-2051.yaml
      """,
    right: """
      topology: wechat-2015.yaml
      """)

  static let includeCycle = Self(
    title: "files that include one another",
    text: """
      A scenario is its own `base`, perhaps by way of other files, or the chain of bases
      is longer than 16 files. Nothing would be at the bottom. Let one of the files stand
      on its own.
      """,
    wrong: """
      base: peak.yaml        # in peak.yaml itself
      """,
    right: """
      base: calm-evening.yaml
      """)
}
