extension Stylesheet {
  /// Where things stand on a page.
  static let layout = """
    .skip{position:absolute;left:-999rem;top:.5rem;padding:.5rem 1rem;background:var(--surface);z-index:2}
    .skip:focus{left:.5rem}
    .wide{width:min(100% - 2.5rem,76rem);margin-inline:auto}
    .top{border-bottom:1px solid var(--hairline);background:var(--surface)}
    .top .wide{display:flex;align-items:center;gap:.25rem 1.5rem;flex-wrap:wrap;min-height:3.5rem}
    .brand{display:inline-flex;align-items:center;gap:.55rem;font-weight:650;color:var(--ink);text-decoration:none;
    letter-spacing:-.01em;padding-block:.5rem}
    .brand img{width:1.5rem;height:1.5rem}
    .top nav ul{display:flex;gap:1.25rem;list-style:none;padding:0}
    .top nav a,.tabs a{color:var(--quiet);text-decoration:none;padding-block:.75rem;display:inline-block}
    .top nav a:hover,.tabs a:hover{color:var(--ink)}
    .top nav a[aria-current],.tabs a[aria-current]{color:var(--ink);font-weight:600}
    .leave{margin-left:auto;font-size:.875rem}
    .leave a{color:var(--quiet);text-decoration:none;padding-block:.75rem;display:inline-block}
    .leave a:hover{color:var(--ink)}
    .tabs{border-bottom:1px solid var(--hairline);margin-top:1rem}
    .tabs ul{display:flex;flex-wrap:wrap;gap:0 1.5rem;list-style:none;padding:0}
    .tabs a{padding-block:.65rem;border-bottom:2px solid transparent;margin-bottom:-1px}
    .tabs a[aria-current]{border-color:var(--accent)}
    .head{padding-top:2rem}
    .head .above{color:var(--quiet);margin-bottom:.25rem}
    .head .below{color:var(--quiet);margin-top:.35rem}
    main:focus{outline:none}
    .body{display:grid;grid-template-columns:minmax(0,1fr);gap:2.5rem;padding-block:2rem 4rem}
    .body>*{min-width:0}
    section{display:grid;grid-template-columns:minmax(0,1fr);gap:1rem;align-content:start;scroll-margin-top:1rem}
    .title{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:baseline;gap:.25rem 1.5rem}
    .title p{color:var(--quiet)}
    .lede{color:var(--quiet);max-width:72ch}
    .pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));gap:2.5rem 3rem}
    .foot{border-top:1px solid var(--hairline);color:var(--quiet);padding-block:1.25rem 2.5rem;font-size:.8125rem}
    .foot p+p{margin-top:.25rem}
    .foot:empty{display:none}

    """
}
