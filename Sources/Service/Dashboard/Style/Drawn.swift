extension Stylesheet {
  /// Charts: geometry is in the SVG, looks are here.
  static let charts = """
    .chart{display:grid;gap:.5rem}
    .frame{display:grid;grid-template-columns:2.75rem minmax(0,1fr)}
    .frame.roomy{grid-template-columns:5.5rem minmax(0,1fr)}
    .frame svg{display:block;overflow:visible;width:100%}
    .frame svg svg{overflow:visible;width:auto}
    .chart text{font-size:.75rem;fill:var(--quiet);font-family:inherit}
    .chart .value{fill:var(--ink);font-weight:600;paint-order:stroke;stroke:var(--paper);stroke-width:4px;stroke-linejoin:round}
    .chart .grid{stroke:var(--hairline)}
    .chart .zero{stroke:var(--edge)}
    .chart .goal{fill:var(--target)}
    .chart .spread{stroke:var(--edge);stroke-width:7;stroke-linecap:round;opacity:.35}
    .chart .spread.cut{stroke-linecap:butt}
    .chart .path{stroke:var(--accent);stroke-width:2}
    .chart .path.soft{stroke-dasharray:4 4}
    .chart .dot{fill:var(--accent);stroke:var(--paper);stroke-width:2}
    .chart .dot.hollow{fill:var(--paper);stroke:var(--accent)}
    .chart .dot.chosen{stroke:var(--accent);stroke-width:2;fill:var(--accent)}
    .chart .ring{fill:none;stroke:var(--accent);stroke-width:1.5}
    .chart .hit{fill:transparent}
    .chart .hit:hover{fill:var(--ink);opacity:.05}
    .chart .all{fill:var(--neutral);opacity:.38}
    .chart .some{fill:var(--accent)}
    .chart .all.later{opacity:.22}
    .chart .some.later{opacity:.55}
    .legend{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;color:var(--quiet);font-size:.8125rem}
    .legend span{display:inline-flex;align-items:center;gap:.4rem}
    .legend svg{width:1.25rem;height:.875rem;flex:none}
    .bar{display:block;width:100%;height:1.25rem;min-width:5rem;overflow:visible}
    .bar .axis{stroke:var(--edge)}
    .bar .stand{fill:var(--cold)}
    .bar .plus{fill:var(--good)}
    .bar .minus{fill:var(--bad)}
    .bar .won{fill:var(--accent)}
    .bar .link{stroke:var(--hairline)}
    td.drawn{width:56%;padding-block:.3rem}
    td.drawn.short{width:20%}
    .chart .zero{stroke-width:1}
    .curve{display:block;width:7rem;height:1.75rem;overflow:visible}
    .curve polyline{fill:none;stroke:var(--accent);stroke-width:1.75;stroke-linejoin:round;stroke-linecap:round;
    vector-effect:non-scaling-stroke}
    .curve .zero{stroke:var(--hairline);vector-effect:non-scaling-stroke}
    .curve circle{fill:var(--accent)}
    .shares{display:block;width:100%;height:1.5rem;border-radius:.3rem}
    .shares .hot,.swatch .hot{fill:var(--hot)}.shares .warming{fill:var(--warming)}
    .shares .neutral{fill:var(--neutral)}.shares .cooling{fill:var(--cooling)}.shares .cold{fill:var(--cold)}
    .tiers{display:grid;grid-template-columns:repeat(auto-fit,minmax(6.5rem,1fr));gap:.75rem 1.25rem}
    .tiers dd{margin:0;font-size:1.5rem;font-weight:650;letter-spacing:-.01em}
    .tiers dt{color:var(--quiet);font-size:.875rem}
    .tiers .note{color:var(--quiet);font-size:.8125rem;font-weight:400;letter-spacing:0}

    """

  static let narrow = """
    @media screen and (min-width:2400px){
    .frame{zoom:1.5;grid-template-columns:2.25rem minmax(0,1fr)}
    .frame.roomy{grid-template-columns:4rem minmax(0,1fr)}
    .frame text{font-size:.5rem}
    }
    @media (max-width:46rem){
    .wide{width:min(100% - 2rem,76rem)}
    .tabs ul{gap:0 .55rem;font-size:.875rem}
    h1{font-size:1.5rem}
    .chart .minor{display:none}
    .chart .value:not(.major){display:none}
    .calls>li{grid-template-columns:1.75rem minmax(0,1fr)}
    .calls .due{grid-column:2;text-align:left}
    .calls .place{grid-row:span 4}
    .story>li{grid-template-columns:minmax(0,1fr)}
    .cards thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
    .cards,.cards tbody,.cards tr,.cards td,.cards th{display:block;width:auto}
    .cards tr{border-bottom:1px solid var(--hairline);padding-block:.9rem;display:grid;
    grid-template-columns:repeat(auto-fit,minmax(8.5rem,1fr));gap:.5rem 1rem}
    .cards td,.cards th{border:0;padding:0;text-align:left}
    .cards th{grid-column:1/-1;font-size:1.0625rem}
    .cards td::before{content:attr(data-title);display:block;color:var(--quiet);font-size:.75rem}
    .cards td.void{display:none}
    .cards td.drawn{width:auto}
    td.drawn,td.drawn.short{width:38%}
    .cards caption{display:block}
    .cards th.code{font-size:.8125rem}
    .cards td.full{grid-column:1/-1}
    .cards td.drawn::before{display:none}
    .calls .due{white-space:normal}
    .bar{min-width:3.5rem}
    th,td{padding-inline:.4rem}
    }

    """

  /// Paper: no navigation, everything open, nothing cut in two.
  static let print = """
    @media print{
    @page{size:A4;margin:16mm 14mm}
    html{font-size:10pt}
    body{background:none}
    .top nav,.tabs,.choice,.skip,summary,.screen{display:none!important}
    .top{border:0}
    .wide{width:100%}
    .body{gap:1.5rem;padding-block:1rem}
    .head{padding-top:.5rem}
    .body,section,section.long .gates{display:block}
    section>*+*{margin-top:.8rem}
    .body>*+*,.gates>section+section{margin-top:1.6rem}
    figure,tr,li,dl,.title,.choice,details .scroll{break-inside:avoid}
    .figures{grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));padding-block:.8rem}
    h2,h3,caption{break-after:avoid}
    a{color:inherit;text-decoration:none}
    table{font-size:7.5pt}
    thead th{font-size:6.5pt;white-space:normal}
    th,td{padding:.25rem}
    td .badge{font-size:7pt;padding-inline:.3rem}
    .scroll{overflow:visible;background:none}
    details::details-content{content-visibility:visible;display:block}
    *{print-color-adjust:exact;-webkit-print-color-adjust:exact}
    }

    """
}
