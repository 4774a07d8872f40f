extension Templates {
  static let momentum = """
    {{<shell}}{{$main}}
    {{^hasMomentum}}<section><p class="empty">No lead has engaged yet, so none has momentum.</p></section>{{/hasMomentum}}
    {{#hasMomentum}}
    <section aria-labelledby="tiers-heading">
    <h2 id="tiers-heading">Tiers</h2>
    <figure class="chart"><svg class="shares" role="img" aria-labelledby="shares-title"><title id="shares-title">{{barWords}}</title>{{#bar.parts}}<rect class="{{.kind}}" x="{{.x}}%" width="{{.width}}%" height="100%"/>{{/bar.parts}}</svg></figure>
    <dl class="tiers">{{#tiers}}<div><dt><span class="tier {{.name}}">{{.name}}</span></dt><dd>{{.count}} <span class="note">{{.share}}</span></dd></div>{{/tiers}}</dl>
    </section>
    <section id="calls" class="long" aria-labelledby="calls-heading">
    <div class="title"><h2 id="calls-heading">Whom to call now</h2><p>{{callWords}}</p></div>
    {{#hasCalls}}{{#calls}}<h3><span class="tier {{.tier}}">{{.tier}}</span>: {{.action}}</h3>
    <ol class="calls" start="{{.first}}">{{#.rows}}<li>
    <span class="place" aria-hidden="true">{{.position}}</span>
    <span class="who"><a href="{{.href}}"><bdi>{{.who}}</bdi></a>{{#.assignedTo}} <span class="badge">with <bdi>{{.}}</bdi></span>{{/.assignedTo}}</span>
    <span class="due{{#.isLate}} late{{/.isLate}}">{{.due}}</span>
    {{#.place}}<span class="what"><bdi>{{.}}</bdi></span>{{/.place}}
    <span class="why">Momentum {{.momentum}}: {{.reason}}</span>
    </li>{{/.rows}}</ol>{{/calls}}{{/hasCalls}}
    {{#moreCalls}}<p class="screen"><a href="{{.href}}">{{.title}}</a></p>{{/moreCalls}}
    </section>
    <div class="pair">
    <section class="long" aria-labelledby="surging-heading">
    <h2 id="surging-heading">Surging companies</h2>
    <p class="lede">Three or more of the company engaged in the last 30 days, and twice as many as before.</p>
    {{#hasSurging}}{{#surging}}{{>table}}{{/surging}}{{/hasSurging}}
    {{^hasSurging}}<p class="empty">No company surges at the moment.</p>{{/hasSurging}}
    </section>
    <section aria-labelledby="quadrants-heading">
    <h2 id="quadrants-heading">Score against momentum</h2>
    {{#hasQuadrants}}<p class="lede">{{quadrantWords}}</p>
    <dl class="quadrants">{{#quadrants}}<div{{#.kind}} class="{{.}}"{{/.kind}}><dt>{{.name}}</dt><dd>{{.count}}</dd></div>{{/quadrants}}</dl>{{/hasQuadrants}}
    {{^hasQuadrants}}<p class="empty">There is no MQL yet whose score could tell high from low.</p>{{/hasQuadrants}}
    </section>
    </div>
    {{#hasUnheard}}<section class="long" aria-labelledby="unheard-heading">
    <h2 id="unheard-heading">Believed in, not heard from</h2>
    {{#unheard}}{{>table}}{{/unheard}}
    </section>{{/hasUnheard}}
    <section class="long" aria-labelledby="cooling-heading">
    <h2 id="cooling-heading">Cooling down</h2>
    <p class="lede">{{coolingWords}}</p>
    {{#hasCooling}}{{#cooling}}{{>table}}{{/cooling}}{{/hasCooling}}
    </section>
    <section aria-labelledby="worth-heading">
    <h2 id="worth-heading">What momentum is good for</h2>
    <dl class="figures">{{#figures}}<div><dt>{{.name}}</dt><dd class="big">{{.value}}{{#.unit}} <small>{{.}}</small>{{/.unit}}</dd>{{#.notes}}<dd class="note">{{.}}</dd>{{/.notes}}</div>{{/figures}}</dl>
    {{#hasProgression}}{{#progression}}{{>table}}{{/progression}}{{/hasProgression}}
    </section>
    {{/hasMomentum}}
    {{/main}}{{/shell}}
    """

  static let lead = """
    {{<shell}}{{$main}}
    <section aria-labelledby="answer-heading">
    <h2 id="answer-heading">{{verdict}}</h2>
    <p>{{how}}</p>
    {{#merged}}<p class="quiet">{{.}}</p>{{/merged}}
    <dl class="facts">{{#facts}}<dt>{{.name}}</dt><dd><bdi>{{.value}}</bdi></dd>{{/facts}}</dl>
    </section>
    <section aria-labelledby="momentum-heading">
    <h2 id="momentum-heading">{{momentumTitle}}</h2>
    {{#chart}}<figure class="chart">{{>momentum-chart}}</figure>{{/chart}}
    {{#hasMomentum}}{{#components}}{{>table}}{{/components}}
    {{#hasSteps}}<h3>{{stepsTitle}}</h3><ul>{{#nextSteps}}<li>{{.}}</li>{{/nextSteps}}</ul>{{/hasSteps}}
    <h3>Ahead, if nothing new comes</h3><ul>{{#ahead}}<li>{{.}}</li>{{/ahead}}</ul>{{/hasMomentum}}
    </section>
    <section class="long" aria-labelledby="gates-heading">
    <h2 id="gates-heading">Why it is qualified, or is not</h2>
    <div class="gates">{{#gates}}<section><div class="title"><h3>{{.title}}</h3><p><span class="{{.kind}}">{{.word}}</span></p></div>{{#.parts}}{{>table}}{{/.parts}}</section>{{/gates}}</div>
    {{#hasWants}}<h3>What would qualify it</h3><ul class="wants">{{#wants}}<li{{#.depth}} class="{{.}}"{{/.depth}}>{{.text}}</li>{{/wants}}</ul>{{/hasWants}}
    <h3>Time</h3><ul>{{#clocks}}<li>{{.}}</li>{{/clocks}}</ul>
    <h3>Next, if nothing new comes</h3><ul>{{#next}}<li>{{.}}</li>{{/next}}</ul>
    </section>
    <section class="long" aria-labelledby="story-heading">
    <div class="title"><h2 id="story-heading">What happened</h2><p>{{storyWords}}</p></div>
    <ol class="story">{{#story}}<li><time datetime="{{.day}}">{{.day}}</time><ul>{{#.entries}}<li{{#.kind}} class="{{.}}"{{/.kind}}>{{#.isEvent}}<span class="quiet">{{.time}}</span>{{/.isEvent}}<span>{{.text}}{{#.note}} <span class="quiet">{{.}}</span>{{/.note}}</span></li>{{/.entries}}</ul></li>{{/story}}</ol>
    </section>
    {{/main}}{{/shell}}
    """

  static let definition = """
    {{<shell}}{{$main}}
    {{^hasVersions}}<section><p class="empty">Nobody has said yet what “qualified” means here.</p></section>{{/hasVersions}}
    {{#hasVersions}}
    <section aria-labelledby="versions-heading">
    <h2 id="versions-heading">Versions</h2>
    {{#versions}}{{>table}}{{/versions}}
    </section>
    <section class="long" aria-labelledby="text-heading">
    <div class="title"><h2 id="text-heading">{{textTitle}}</h2>{{#otherText}}<p><a href="{{.href}}">{{.title}}</a></p>{{/otherText}}</div>
    <p class="lede">{{textWords}}</p>
    {{#warnings}}{{>notes}}{{/warnings}}
    <div class="diff" role="region" aria-label="Text, line by line" tabindex="0"><table><caption class="unseen">{{textTitle}}</caption>
    <thead class="unseen"><tr>{{#isDifference}}<th scope="col">Line before</th>{{/isDifference}}<th scope="col">Line</th><th scope="col">Change</th><th scope="col">Text</th></tr></thead>
    <tbody>{{#lines}}<tr{{#.kind}} class="{{.}}"{{/.kind}}>{{#isDifference}}<td class="line">{{.old}}</td>{{/isDifference}}<td class="line">{{.new}}</td><td class="sign">{{.sign}}{{#.word}}<span class="unseen">{{.}}</span>{{/.word}}</td><td>{{.text}}</td></tr>{{/lines}}</tbody></table></div>
    </section>
    {{/hasVersions}}
    {{/main}}{{/shell}}
    """

  static let alerts = """
    {{<shell}}{{$main}}
    <section aria-labelledby="sinks-heading">
    <h2 id="sinks-heading">Where alerts go</h2>
    {{#hasSinks}}{{#sinks}}{{>table}}{{/sinks}}{{/hasSinks}}
    {{^hasSinks}}<p class="empty">{{noSinks}}</p>{{/hasSinks}}
    </section>
    <section class="long" aria-labelledby="alerts-heading">
    <div class="title"><h2 id="alerts-heading">What was told</h2><p>{{alertWords}}</p></div>
    {{#hasAlerts}}{{#alerts}}{{>table}}{{/alerts}}{{/hasAlerts}}
    </section>
    {{/main}}{{/shell}}
    """
}
