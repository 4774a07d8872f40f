extension Stylesheet {
  /// Type, colour and rhythm of plain elements.
  ///
  /// The root's size grows with very wide screens, so that a page keeps its measure on 4K.
  static let base = """
    *,*::before,*::after{box-sizing:border-box}
    html{font-size:clamp(100%,62.5% + .36vw,150%);-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-behavior:smooth}
    @media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
    body{margin:0;background:var(--paper);color:var(--ink);line-height:1.5;
    font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif;
    font-variant-numeric:tabular-nums;font-feature-settings:"tnum";overflow-wrap:break-word}
    h1,h2,h3{line-height:1.2;font-weight:650;letter-spacing:-.011em;text-wrap:balance;margin:0}
    h1{font-size:1.75rem}
    h2{font-size:1.1875rem}
    h3{font-size:1rem}
    p,ul,ol,dl,figure,table,pre{margin:0}
    p,li,dd{text-wrap:pretty}
    a{color:var(--accent);text-decoration-thickness:1px;text-underline-offset:.18em}
    a:hover{text-decoration-thickness:2px}
    :focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:3px}
    code,pre,kbd{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:.875em}
    small,.small{font-size:.8125rem}
    .quiet{color:var(--quiet)}
    .number{text-align:right;white-space:nowrap}
    .nowrap{white-space:nowrap}
    .strong{font-weight:650}
    .unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
    bdi{unicode-bidi:isolate}

    """
}
