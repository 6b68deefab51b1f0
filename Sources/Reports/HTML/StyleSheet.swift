/// The look of `report.html`: light, dark and print.
enum StyleSheet {
  static let text = light + dark + print

  private static let light = """
    :root{color-scheme:light dark;--ground:#fff;--panel:#f7f8fa;--ink:#1b1f24;--soft:#5b636e;\
    --line:#e1e4e8;--good:#00734f;--bad:#b3261e;--warn:#8a5300;--link:#0b5cad}
    *{box-sizing:border-box}
    body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.55 system-ui,-apple-system,\
    "Segoe UI",Roboto,"Noto Sans","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",\
    "WenQuanYi Micro Hei",sans-serif}
    header,main,footer,nav{max-width:960px;margin:0 auto;padding:0 32px}
    header{padding-top:44px}
    h1{font-size:30px;line-height:1.2;margin:0 0 6px;font-weight:650;letter-spacing:-.01em;\
    overflow-wrap:anywhere}
    h2{font-size:21px;margin:0 0 6px;padding-top:52px;font-weight:650}
    h3{font-size:15px;margin:30px 0 6px;font-weight:650;overflow-wrap:anywhere}
    p{margin:6px 0 12px;max-width:74ch;overflow-wrap:anywhere}
    .soft,figcaption,caption,footer{color:var(--soft)}
    .eyebrow{color:var(--soft);font-size:13px;margin:0 0 8px}
    a{color:var(--link)}
    nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:4px 18px;margin:18px 0 0;padding:10px 0;\
    border-top:1px solid var(--line);border-bottom:1px solid var(--line);font-size:13px}
    nav a{text-decoration:none}
    nav a:hover{text-decoration:underline}
    .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(190px,1fr));gap:14px;\
    margin:0 0 20px}
    .tile{border:1px solid var(--line);border-radius:8px;padding:14px 16px 12px}
    .tile b{display:block;font-size:25px;line-height:1.25;font-weight:650;\
    font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
    .tile span{display:block;font-size:13px;color:var(--soft);overflow-wrap:anywhere}
    .headline{font-size:19px;line-height:1.4;font-weight:600;padding:14px 18px;border-radius:8px;\
    background:var(--panel);border-left:5px solid var(--soft);max-width:none;margin:14px 0 18px}
    .answer{font-size:17px;line-height:1.45;max-width:none;margin:8px 0 10px}
    .skip{position:absolute;left:-999px}
    .skip:focus{left:12px;top:8px;background:var(--ground);padding:4px 8px}
    .headline.good{border-color:var(--good)}
    .headline.bad{border-color:var(--bad)}
    .headline.warning{border-color:var(--warn)}
    .findings{list-style:none;margin:0;padding:0}
    .findings li{display:grid;grid-template-columns:22px 140px 1fr;gap:0 8px;padding:8px 0;\
    border-bottom:1px solid var(--line);overflow-wrap:anywhere}
    .findings b{font-weight:600}
    .mark{font-weight:700}
    .good .mark,td.good{color:var(--good)}
    .bad .mark,td.bad{color:var(--bad)}
    .warning .mark{color:var(--warn)}
    td.good,td.bad{font-weight:600;white-space:nowrap}
    .hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);\
    white-space:nowrap}
    .scroll{overflow-x:auto;margin:10px 0 4px}
    table{border-collapse:collapse;font-size:13px;line-height:1.4;width:100%;\
    font-variant-numeric:tabular-nums}
    caption{text-align:left;padding:0 0 6px}
    th,td{padding:5px 14px 5px 0;text-align:left;vertical-align:top;border-bottom:1px solid \
    var(--line)}
    th{font-weight:600;color:var(--soft);vertical-align:bottom}
    tbody th{color:var(--ink);vertical-align:top}
    td{overflow-wrap:break-word}
    .n,.nums td{text-align:right;white-space:nowrap}
    th:last-child,td:last-child{padding-right:0}
    figure{margin:16px 0 26px}
    figure>svg{display:block;width:100%;height:auto}
    figcaption{font-size:13px;margin:0 0 8px;max-width:86ch}
    details{margin:6px 0 0;font-size:13px}
    summary{cursor:pointer;color:var(--link);width:fit-content}
    summary:focus-visible,a:focus-visible{outline:2px solid var(--link);outline-offset:2px}
    pre{background:var(--panel);border:1px solid var(--line);border-radius:8px;padding:14px 16px;\
    font:12.5px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",\
    "Noto Sans Mono CJK SC","WenQuanYi Micro Hei Mono",monospace;overflow-x:auto;\
    max-height:520px;overflow-y:auto}
    code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.92em}
    dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 20px;font-size:14px;\
    margin:10px 0 16px}
    dt{color:var(--soft)}
    dd{margin:0;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
    footer{padding-top:44px;padding-bottom:56px;font-size:13px}
    svg .n{font-variant-numeric:tabular-nums}
    svg .u{font-weight:600}
    .heat{image-rendering:pixelated}
    @media(max-width:640px){header,main,footer,nav{padding:0 18px}
    .findings li{grid-template-columns:22px 1fr}
    .findings li>span:last-child{grid-column:2}}
    figure>svg.key{width:290px;margin:0 0 0 auto}

    """

  private static let dark = """
    @media screen and (prefers-color-scheme:dark){
    :root{--ground:#14171b;--panel:#1c2026;--ink:#e8eaed;--soft:#a2aab5;--line:#2d333b;\
    --good:#4cc38a;--bad:#ff8a80;--warn:#f2b45c;--link:#7cb7ff}
    svg .t{fill:#b4bbc5}
    svg .g{stroke:#343b44}
    svg .box{fill:#1c2026;stroke:#5f6875}
    svg .frame{stroke:#4a525d}
    svg .fl{fill:#ff9d5c}
    svg .fb{fill:#ff8c42;fill-opacity:.17}
    svg .wb{fill:#9aa4b1;fill-opacity:.13}
    svg .s0{stroke:#5f6875}
    svg .s1{stroke:#5db3f0}
    svg .s2{stroke:#ff8c42}
    svg .s3{stroke:#3fcb9c}
    svg .s4{stroke:#f0bd4a}
    svg .s5{stroke:#e08fc0}
    svg .s6{stroke:#8fd0f5}
    svg .f0{fill:#78818d}
    svg .f1{fill:#3f97d6}
    svg .f2{fill:#e2762f}
    svg .f3{fill:#2bb286}
    svg .f4{fill:#d9a531}
    svg .f5{fill:#cc77ab}
    svg .f6{fill:#6fbce8}
    svg .heat{filter:invert(1) hue-rotate(180deg) saturate(.85) brightness(.9)}
    }

    """

  private static let print = """
    @media print{
    @page{margin:14mm}
    body{font-size:11px}
    header,main,footer{max-width:none;padding:0}
    nav,summary{display:none}
    h1{font-size:22px}
    h2{font-size:16px;padding-top:22px;break-after:avoid}
    h3{break-after:avoid;margin-top:16px}
    .headline{font-size:14px}
    figure,.tile,tr,.findings li{break-inside:avoid}
    .tiles{grid-template-columns:repeat(4,1fr)}
    .tile b{font-size:18px}
    table{font-size:9.5px}
    pre{max-height:none;white-space:pre-wrap;font-size:9px;overflow:visible}
    .scroll{overflow:visible}
    svg,.tile,.headline{print-color-adjust:exact;-webkit-print-color-adjust:exact}
    }

    """
}
