extension DashboardPage {
  /// Colours, also of the charts, are set once for light and once for dark.
  static let style = #"""
    :root { --bg:#fbfaf8; --ink:#1d1b1a; --soft:#6a6561; --line:#d9d4ce; --card:#fff;
      --accent:#b3261e; --ok:#1b6e3c; --bad:#b3261e; --warn:#8a5a00;
      --s0:#2f5d8a; --s1:#b3261e; --s2:#4d7c2f; --s3:#8a5a00; --s4:#6b4a94; --s5:#1f7a7a;
      --s6:#a04070; --s7:#5a5a5a; }
    @media (prefers-color-scheme: dark) { :root { --bg:#161514; --ink:#ece8e3; --soft:#a39d96;
      --line:#3a3734; --card:#1f1d1c; --accent:#ff8a80; --ok:#7fd19b; --bad:#ff8a80;
      --warn:#f0c060; --s0:#8ab8e8; --s1:#ff8a80; --s2:#a5d47f; --s3:#f0c060; --s4:#c0a0ee;
      --s5:#6fd0d0; --s6:#f09ac4; --s7:#b8b8b8; } }
    * { box-sizing:border-box }
    body { margin:0; background:var(--bg); color:var(--ink);
      font:15px/1.45 system-ui, sans-serif }
    header { display:flex; gap:1rem; align-items:center; padding:.6rem 1rem; flex-wrap:wrap;
      border-bottom:1px solid var(--line) }
    header h1 { font-size:1.1rem; margin:0; color:var(--accent) }
    nav { display:flex; gap:.25rem }
    main { padding:1rem; max-width:1500px; margin:0 auto }
    button, select, input, textarea { font:inherit; color:inherit; background:var(--card);
      border:1px solid var(--line); border-radius:6px; padding:.35rem .7rem }
    button { cursor:pointer }
    button:hover { border-color:var(--soft) }
    button:disabled { opacity:.45; cursor:default }
    :focus-visible { outline:3px solid var(--s0); outline-offset:1px }
    [role=tab][aria-selected=true] { background:var(--accent); color:var(--bg);
      border-color:var(--accent) }
    .bar { display:flex; gap:.5rem; align-items:center; flex-wrap:wrap; margin:0 0 .8rem }
    .bar > *, .bar select, .bar input, .bar textarea { max-width:100%; min-width:0 }
    .primary { background:var(--accent); color:var(--bg); border-color:var(--accent) }
    .soft { color:var(--soft) }
    .num { font-variant-numeric:tabular-nums }
    textarea { width:100%; height:58vh; font:13px/1.5 ui-monospace, monospace; white-space:pre;
      tab-size:2; resize:vertical }
    textarea.low { height:auto; width:auto; vertical-align:top }
    pre, code { font:13px/1.5 ui-monospace, monospace; white-space:pre-wrap; margin:.4rem 0 }
    .split { display:grid; grid-template-columns:minmax(0,3fr) minmax(0,2fr); gap:1rem }
    .grid { display:grid; grid-template-columns:repeat(auto-fit,minmax(430px,1fr)); gap:1rem }
    @media (max-width:900px) { .split, .grid { grid-template-columns:minmax(0,1fr) } }
    .card { background:var(--card); border:1px solid var(--line); border-radius:8px;
      padding:.7rem .9rem; min-width:0 }
    .card h2 { font-size:.95rem; margin:0 0 .4rem }
    .tiles { display:grid; grid-template-columns:repeat(auto-fit,minmax(140px,1fr)); gap:.6rem;
      margin:0 0 1rem }
    .tile { background:var(--card); border:1px solid var(--line); border-radius:8px;
      padding:.45rem .7rem }
    .tile b { display:block; font-size:1.15rem; font-variant-numeric:tabular-nums;
      white-space:nowrap }
    .tile span { color:var(--soft); font-size:.8rem }
    progress { width:100%; height:.5rem; accent-color:var(--accent) }
    svg { display:block; width:100%; height:auto }
    svg text { fill:var(--soft); font:11px system-ui, sans-serif }
    .legend { display:flex; flex-wrap:wrap; gap:.2rem .9rem; font-size:.8rem; margin-top:.2rem }
    .legend i { display:inline-block; width:.8em; height:.25em; margin-right:.35em;
      vertical-align:middle }
    .error { border-left:4px solid var(--bad) } .warning { border-left:4px solid var(--warn) }
    .good { border-left:4px solid var(--ok) }
    .finding { display:block; width:100%; text-align:left; margin:0 0 .4rem; border-radius:4px }
    .finding small { color:var(--soft); white-space:pre-line }
    a { color:inherit }
    table { border-collapse:collapse; width:100%; font-size:.88rem }
    th, td { text-align:left; padding:.25rem .5rem; border-bottom:1px solid var(--line) }
    td.num, th.num { text-align:right }
    .phase { padding:.1rem .6rem; border-radius:1rem; border:1px solid var(--line) }
    #toast { position:fixed; right:1rem; bottom:1rem; max-width:32rem; z-index:2 }
    [hidden] { display:none !important }
    """#
}
