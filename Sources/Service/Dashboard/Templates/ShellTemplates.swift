extension Templates {
  /// What stands around every page.
  static let shell = """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <meta name="color-scheme" content="light dark">
    <title>{{shell.title}} · Headway</title>
    <link rel="icon" href="/assets/mark.svg" type="image/svg+xml">
    <link rel="stylesheet" href="{{shell.stylesheet}}">
    </head>
    <body>
    <a class="skip" href="#main">Skip to the content</a>
    <header class="top"><div class="wide">
    {{#shell.home}}<a class="brand" href="{{.}}"><img src="/assets/mark.svg" alt="" width="24" height="24">Headway</a>{{/shell.home}}
    {{^shell.home}}<span class="brand"><img src="/assets/mark.svg" alt="" width="24" height="24">Headway</span>{{/shell.home}}
    {{#shell.isAgency}}<nav aria-label="Agency"><ul><li><a href="/"{{#shell.isPortfolio}} aria-current="page"{{/shell.isPortfolio}}>Clients</a></li></ul></nav>{{/shell.isAgency}}
    {{#shell.isSignedIn}}<p class="leave screen"><a href="/signout">Sign out</a></p>{{/shell.isSignedIn}}
    </div></header>
    <div class="wide">
    <main id="main" tabindex="-1">
    {{#heading}}{{>heading}}{{/heading}}
    <div class="body">
    {{$main}}{{/main}}
    </div>
    </main>
    <footer class="foot">{{#shell.footnotes}}<p>{{.}}</p>{{/shell.footnotes}}</footer>
    </div>
    </body>
    </html>

    """

  /// Whose page it is, and where else one can go.
  static let heading = """
    <div class="head">
    {{#.above}}<p class="above">{{.}}</p>{{/.above}}
    <h1>{{#.isName}}<bdi>{{title}}</bdi>{{/.isName}}{{^.isName}}{{title}}{{/.isName}}</h1>
    {{#.below}}<p class="below">{{.}}</p>{{/.below}}
    </div>
    {{#.hasTabs}}<nav class="tabs" aria-label="Views of this client"><ul>
    {{#tabs}}<li><a href="{{.href}}"{{#.current}} aria-current="{{.}}"{{/.current}}>{{.title}}</a></li>{{/tabs}}
    </ul></nav>{{/.hasTabs}}
    """

  /// Rows and columns. A region of its own where it may be wider than the screen, so that the keyboard can move it.
  static let table = """
    <div class="scroll" role="region" aria-label="{{.caption}}" tabindex="0"><table role="table"{{#.kind}} class="{{.}}"{{/.kind}}>
    <caption{{#.hidesCaption}} class="unseen"{{/.hidesCaption}}>{{.caption}}</caption>
    <thead role="rowgroup"><tr role="row">{{#.columns}}<th role="columnheader" scope="col"{{#.isNumber}} class="number"{{/.isNumber}}>{{.title}}</th>{{/.columns}}</tr></thead>
    <tbody role="rowgroup">
    {{#.rows}}<tr role="row"{{#.kind}} class="{{.}}"{{/.kind}}>{{#.cells}}{{#.isHeading}}<th role="rowheader" scope="row"{{/.isHeading}}{{^.isHeading}}<td role="cell"{{/.isHeading}} class="{{.kind}}" data-title="{{.column}}">{{!
    }}{{#.badge}}<span class="{{.}}">{{/.badge}}{{#.href}}<a href="{{.}}">{{/.href}}{{#.isName}}<bdi>{{/.isName}}{{.text}}{{#.isName}}</bdi>{{/.isName}}{{#.href}}</a>{{/.href}}{{#.badge}}</span>{{/.badge}}{{!
    }}{{#.note}}<small>{{.}}</small>{{/.note}}{{!
    }}{{#.curve}}<svg class="curve" viewBox="0 0 112 28" aria-hidden="true" focusable="false">{{#.zero}}<line class="zero" x1="0" x2="112" y1="{{.}}" y2="{{.}}"/>{{/.zero}}{{#.runs}}<polyline points="{{.}}"/>{{/.runs}}{{#.points}}<circle cx="{{.x}}" cy="{{.y}}" r="2.5"/>{{/.points}}</svg>{{/.curve}}{{!
    }}{{#.bar}}<svg class="bar" aria-hidden="true" focusable="false">{{#.axis}}<line class="axis" x1="{{.}}%" x2="{{.}}%" y1="-6" y2="100%"/>{{/.axis}}<rect class="{{.kind}}" x="{{.x}}%" width="{{.width}}%" height="100%" rx="2"/></svg>{{/.bar}}{{!
    }}{{#.isHeading}}</th>{{/.isHeading}}{{^.isHeading}}</td>{{/.isHeading}}{{/.cells}}</tr>
    {{/.rows}}
    </tbody></table></div>
    """

  /// Links of which one is where one is.
  static let choice = """
    <nav{{#.kind}} class="{{.}}"{{/.kind}} aria-label="{{.title}}"><ul class="choice">{{#.options}}<li><a href="{{.href}}"{{#.current}} aria-current="{{.}}"{{/.current}}>{{.title}}</a></li>{{/.options}}</ul></nav>
    """

  static let notes = """
    {{#.hasNotes}}<ul class="notes">{{#.notes}}<li>{{.}}</li>{{/.notes}}</ul>{{/.hasNotes}}
    """

  static let fault = """
    {{<shell}}{{$main}}
    <section><p>{{advice}}</p>
    {{#link}}<p><a href="{{.href}}">{{.title}}</a></p>{{/link}}</section>
    {{/main}}{{/shell}}
    """

  static let notice = """
    {{<shell}}{{$main}}
    <section><p class="lede">{{text}}</p>
    {{#button}}<form method="post" action="{{.action}}">{{#.fields}}<input type="hidden" name="{{.name}}" value="{{.value}}">{{/.fields}}<button>{{.label}}</button></form>{{/button}}</section>
    {{/main}}{{/shell}}
    """

  static let silent = """
    {{<shell}}{{$main}}
    <section><p class="empty">{{words}}</p></section>
    {{/main}}{{/shell}}
    """
}
