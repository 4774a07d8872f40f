extension Templates {
  static let client = """
    {{<shell}}{{$main}}
    {{^hasPeriods}}<section><p class="empty">There are no leads yet, so there is nothing to count.</p></section>{{/hasPeriods}}
    {{#hasPeriods}}
    <dl class="figures">{{#figures}}<div><dt>{{.name}}</dt><dd class="big">{{.value}}{{#.unit}} <small>{{.}}</small>{{/.unit}}</dd>{{#.hasBadges}}<dd class="badges">{{#.badges}}<span class="{{.kind}}">{{.text}}</span> {{/.badges}}</dd>{{/.hasBadges}}{{#.notes}}<dd class="note">{{.}}</dd>{{/.notes}}</div>{{/figures}}</dl>
    <section aria-labelledby="velocity-heading">
    <div class="title"><h2 id="velocity-heading">Lead velocity rate {{grainWords}}</h2>{{#grain}}{{>choice}}{{/grain}}</div>
    <figure class="chart">{{#chart}}{{>velocity-chart}}{{/chart}}
    <figcaption class="legend">
    <span><svg viewBox="0 0 20 14" aria-hidden="true"><line class="path" x1="1" x2="19" y1="7" y2="7"/><circle class="dot" cx="10" cy="7" r="4.5"/></svg>rate in percent</span>
    <span><svg viewBox="0 0 20 14" aria-hidden="true"><line class="spread" x1="10" x2="10" y1="3" y2="11"/></svg>95 % interval</span>
    <span><svg viewBox="0 0 20 14" aria-hidden="true"><circle class="dot hollow" cx="10" cy="7" r="4.5"/></svg>in progress</span>
    <span><svg viewBox="0 0 20 14" aria-hidden="true"><path class="dot hollow" d="M4.5 7 10 1.5 15.5 7 10 12.5z"/></svg>low base</span>
    {{#chart.goals}}<span><svg viewBox="0 0 20 14" aria-hidden="true"><rect class="goal" width="20" height="14"/></svg>{{.words}}</span>{{/chart.goals}}
    </figcaption></figure>
    {{#notes}}{{>notes}}{{/notes}}
    <details><summary>All periods as a table</summary>{{#periods}}{{>table}}{{/periods}}</details>
    </section>
    {{#picked}}
    <section id="period" aria-labelledby="period-heading">
    <div class="title"><h2 id="period-heading">How {{.title}} came about</h2><p>{{.sentence}}</p></div>
    {{#.choice}}{{>choice}}{{/.choice}}
    {{#.waterfall}}{{>table}}{{/.waterfall}}
    <p class="screen"><a href="{{.more.href}}">{{.more.title}}</a></p>
    </section>
    {{#.hasChannels}}<section aria-labelledby="channels-heading">
    <h2 id="channels-heading">Channels in {{.title}}</h2>
    <p class="lede">{{.channelWords}}</p>
    {{#.channels}}{{>table}}{{/.channels}}
    </section>{{/.hasChannels}}
    {{#.published}}<section aria-labelledby="published-heading">
    <h2 id="published-heading">Published and live</h2>
    <p>{{.words}}</p>
    {{#.notes}}{{>notes}}{{/.notes}}
    {{#.hasLeads}}{{#.leads}}{{>table}}{{/.leads}}{{#.rest}}<p class="quiet">{{.}}</p>{{/.rest}}{{/.hasLeads}}
    </section>{{/.published}}
    {{/picked}}
    <section aria-labelledby="counts-heading">
    <h2 id="counts-heading">All leads and qualified ones</h2>
    <p class="lede">{{countsWords}}</p>
    <figure class="chart">{{#counts}}{{>counts-chart}}{{/counts}}
    <figcaption class="legend">
    <span><svg viewBox="0 0 20 14" aria-hidden="true"><rect class="all" x="4" width="12" height="14"/></svg>new leads</span>
    <span><svg viewBox="0 0 20 14" aria-hidden="true"><rect class="some" x="4" width="12" height="14"/></svg>newly qualified</span>
    </figcaption></figure>
    <details><summary>The same as a table</summary>{{#countsTable}}{{>table}}{{/countsTable}}</details>
    </section>
    {{/hasPeriods}}
    {{/main}}{{/shell}}
    """

  static let period = """
    {{<shell}}{{$main}}
    <section><p>{{sentence}}</p><p class="screen"><a href="{{back.href}}">{{back.title}}</a></p>{{#notes}}{{>notes}}{{/notes}}</section>
    {{#changes}}<section class="long">
    <div class="title"><h2>{{.title}}</h2><p>{{.count}}</p></div>
    {{#.leads}}{{>table}}{{/.leads}}
    {{#.rest}}<p class="quiet">{{.}}</p>{{/.rest}}
    </section>{{/changes}}
    {{^hasChanges}}<section><p class="empty">Nobody entered and nobody left.</p></section>{{/hasChanges}}
    {{/main}}{{/shell}}
    """
}
