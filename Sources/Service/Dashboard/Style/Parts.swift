extension Stylesheet {
  /// What pages are made of: figures, badges, tables, lists.
  static let parts = """
    .figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,14rem),1fr));gap:1.25rem 2rem;
    border-block:1px solid var(--hairline);padding-block:1.25rem}
    .figures>div{display:grid;align-content:start;gap:.15rem}
    .figures dt{color:var(--quiet);font-size:.875rem}
    .figures dd{margin:0}
    .figures .big{font-size:2rem;line-height:1.15;font-weight:650;letter-spacing:-.02em}
    .figures .big small{font-size:1.25rem;font-weight:500;letter-spacing:0}
    .figures .note{color:var(--quiet);font-size:.875rem}
    .badge{display:inline-block;padding:.05rem .5rem;border-radius:1rem;font-size:.8125rem;font-weight:550;
    background:var(--sunken);color:var(--ink);white-space:nowrap;vertical-align:.1em}
    .badge.good{background:var(--good-soft);color:var(--good)}
    .badge.notable{background:var(--notable-soft);color:var(--notable)}
    .badge.bad{background:var(--bad-soft);color:var(--bad)}
    .tier{white-space:nowrap}
    .tier::before{content:"";display:inline-block;width:.6em;height:.6em;border-radius:50%;margin-right:.45em;
    background:var(--neutral)}
    .tier.hot::before{background:var(--hot)}.tier.warming::before{background:var(--warming)}
    .tier.cooling::before{background:var(--cooling)}.tier.cold::before{background:var(--cold)}
    .choice{display:flex;flex-wrap:wrap;gap:.25rem;list-style:none;padding:0;margin-inline:-.65rem}
    .choice a{display:inline-block;padding:.2rem .65rem;min-height:1.75rem;border-radius:.4rem;text-decoration:none;color:var(--quiet);
    font-size:.875rem}
    .choice a:hover{background:var(--sunken);color:var(--ink)}
    .choice a[aria-current]{background:var(--accent-soft);color:var(--ink);font-weight:600}
    .scroll{overflow-x:auto;max-width:100%;position:relative;background:
    linear-gradient(to right,var(--paper) 1.5rem,transparent) left/3rem 100% no-repeat local,
    linear-gradient(to left,var(--paper) 1.5rem,transparent) right/3rem 100% no-repeat local,
    linear-gradient(to right,var(--hairline),transparent) left/.75rem 100% no-repeat scroll,
    linear-gradient(to left,var(--hairline),transparent) right/.75rem 100% no-repeat scroll}
    table{border-collapse:collapse;width:100%;font-size:.9375rem}
    caption{text-align:left;color:var(--quiet);font-size:.875rem;padding-bottom:.5rem}
    th,td{padding:.5rem .75rem;text-align:left;vertical-align:baseline;border-bottom:1px solid var(--hairline)}
    th:first-child,td:first-child{padding-left:0}
    th:last-child,td:last-child{padding-right:0}
    thead th{font-weight:500;color:var(--quiet);font-size:.8125rem;vertical-align:bottom;white-space:nowrap}
    thead th.number{white-space:normal}
    tbody th{font-weight:550}
    tr.chosen>*{background:var(--accent-soft)}
    tr.sum>*{border-top:1px solid var(--edge);border-bottom:0;font-weight:650}
    td small,th small{display:block;color:var(--quiet);font-weight:400}
    .middle td,.middle th{vertical-align:middle}
    details>summary{cursor:pointer;color:var(--accent);width:fit-content;padding-block:.25rem;font-size:.9375rem}
    details[open]>summary{margin-bottom:.5rem}
    .notes{display:grid;gap:.35rem;padding:0;list-style:none;max-width:76ch;font-size:.9375rem}
    .notes li{padding-left:.85rem;border-left:2px solid var(--hairline);color:var(--quiet)}
    .calls{display:grid;gap:0;list-style:none;padding:0;counter-reset:call}
    .calls>li{display:grid;grid-template-columns:2.25rem minmax(0,1fr) auto;gap:.1rem .5rem;padding-block:.8rem;
    border-bottom:1px solid var(--hairline)}
    .calls .place{grid-row:span 3;color:var(--quiet)}
    .calls .who{font-weight:600}
    .calls .due{text-align:right;white-space:nowrap}
    .calls .why,.calls .what{grid-column:2/-1;max-width:100ch}
    .calls .what{color:var(--quiet)}
    .badges{display:flex;flex-wrap:wrap;gap:.25rem .4rem;padding-block:.2rem}
    h3 .tier{text-transform:capitalize}
    tbody .code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:.8125rem;font-weight:450}
    tbody .level1{padding-left:1.25rem}tbody .level2{padding-left:2.5rem}tbody .level3{padding-left:3.75rem}tbody .level4{padding-left:5rem}
    .wants{list-style:disc}
    .wants .level1{margin-left:1.25rem}.wants .level2{margin-left:2.5rem}
    .late{color:var(--bad);font-weight:600}
    .empty{color:var(--quiet);border:1px dashed var(--edge);border-radius:.5rem;padding:1rem 1.25rem;max-width:72ch}
    .quadrants{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:1px;background:var(--hairline);
    border:1px solid var(--hairline);border-radius:.5rem;overflow:hidden}
    .quadrants>div{background:var(--surface);padding:.9rem 1rem}
    .quadrants dt{color:var(--quiet);font-size:.875rem}
    .quadrants dd{margin:0;font-size:1.5rem;font-weight:650;letter-spacing:-.01em}
    .quadrants .marked{background:var(--notable-soft)}
    .story{list-style:none;padding:0;display:grid;gap:1rem}
    .story>li{display:grid;grid-template-columns:7rem minmax(0,1fr);gap:.25rem 1rem}
    .story time{color:var(--quiet)}
    .story ul{list-style:none;padding:0;display:grid;gap:.3rem}
    .story li li{display:grid;grid-template-columns:3.25rem minmax(0,1fr);gap:.5rem}
    .story .change{border-left:3px solid var(--accent);padding-left:.6rem;display:block}
    .story .change.left{border-color:var(--notable)}
    .gates{display:grid;gap:1.5rem}
    .diff{border:1px solid var(--hairline);border-radius:.5rem;overflow-x:auto;background:var(--surface);padding-block:.5rem}
    .diff table{font-size:.8125rem;width:max-content;min-width:100%}
    .diff td{border:0;padding:.05rem .75rem;white-space:pre;font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,
    "Liberation Mono",monospace}
    .diff td.line,.diff td.sign{width:1%}
    .diff .line{color:var(--quiet);text-align:right;user-select:none;padding-inline:.5rem}
    .diff .added>*{background:var(--good-soft)}
    .diff .removed>*{background:var(--bad-soft)}
    button{font:inherit;font-weight:600;color:var(--surface);background:var(--accent);border:0;border-radius:.5rem;
    padding:.6rem 1.25rem;cursor:pointer}
    button:hover{text-decoration:underline;text-underline-offset:.18em}
    .facts{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.25rem 1.25rem;font-size:.9375rem}
    .facts dt{color:var(--quiet)}
    .facts dd{margin:0}

    """
}
