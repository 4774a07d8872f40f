extension Templates {
  /// Along in hundredths of the width, down in pixels: a picture fills its place, and its text keeps its size.
  private static func frame(_ plot: String) -> String {
    """
    <div class="frame">
    <svg height="{{.height}}" aria-hidden="true" focusable="false">{{#.ticks}}<text x="36" y="{{.y}}" dy=".32em" text-anchor="end">{{.label}}</text>{{/.ticks}}</svg>
    <svg height="{{.height}}" role="img" aria-labelledby="{{.id}}-title {{.id}}-words"><title id="{{.id}}-title">{{.title}}</title><desc id="{{.id}}-words">{{.description}}</desc>
    \(plot)
    </svg></div>
    """
  }

  private static let rules = """
    {{#.ticks}}<line class="{{.kind}}" x1="0" x2="100%" y1="{{.y}}" y2="{{.y}}"/>{{/.ticks}}
    """

  private static func along(_ drawn: String) -> String {
    """
    {{#.columns}}<rect class="hit" x="{{.from}}%" width="{{.width}}%" y="0" height="{{plotEnd}}"><title>{{.words}}</title></rect>\(drawn){{!
    }}<svg x="{{.x}}%"><text class="{{.kind}}" y="{{labelAt}}" text-anchor="middle">{{.label}}{{#.year}}<tspan x="0" dy="1.3em">{{.}}</tspan>{{/.year}}</text></svg>{{/.columns}}
    """
  }

  static let velocityChart = frame(
    """
    {{#.goals}}<rect class="goal" x="0" width="100%" y="{{.y}}" height="{{.extent}}"/>{{/.goals}}
    """ + rules + """
      {{#.columns}}{{#.spread}}<svg x="{{x}}%"><line class="{{.kind}}" y1="{{.y1}}" y2="{{.y2}}"/></svg>{{/.spread}}{{/.columns}}
      {{#.links}}<line class="{{.kind}}" x1="{{.x1}}%" y1="{{.y1}}" x2="{{.x2}}%" y2="{{.y2}}"/>{{/.links}}
      """
      + along(
        """
        <svg x="{{.x}}%">{{#.dot}}{{#.isChosen}}<circle class="ring" r="9" cy="{{.y}}"/>{{/.isChosen}}{{#.isRound}}<circle class="{{.kind}}" r="4.5" cy="{{.y}}"/>{{/.isRound}}{{^.isRound}}<svg y="{{.y}}"><path class="{{.kind}}" d="M-5.5 0 0-5.5 5.5 0 0 5.5z"/></svg>{{/.isRound}}{{/.dot}}{{#.value}}<text class="{{.kind}}" y="{{.y}}" text-anchor="middle">{{.text}}</text>{{/.value}}</svg>
        """))

  static let countsChart = frame(
    rules
      + along(
        """
        {{#.bars}}<rect class="{{.kind}}" x="{{.x}}%" y="{{.y}}" width="{{.width}}%" height="{{.extent}}" rx="1.5"/>{{/.bars}}
        """))

  static let momentumChart = """
    <div class="frame roomy">
    <svg height="{{.height}}" aria-hidden="true" focusable="false">{{#.bounds}}<text x="0" y="{{.y}}" dy=".32em">{{.label}}</text>{{/.bounds}}</svg>
    <svg height="{{.height}}" role="img" aria-labelledby="{{.id}}-title {{.id}}-words"><title id="{{.id}}-title">{{.title}}</title><desc id="{{.id}}-words">{{.description}}</desc>
    {{#.bounds}}<line class="grid" x1="0" x2="100%" y1="{{.y}}" y2="{{.y}}"/>{{/.bounds}}
    <line class="zero" x1="{{.today}}%" x2="{{.today}}%" y1="0" y2="{{.plotEnd}}"/>
    {{#.steps}}<line class="{{.kind}}" x1="{{.x1}}%" y1="{{.y1}}" x2="{{.x2}}%" y2="{{.y2}}"/>{{/.steps}}
    {{#.days}}<text x="{{.x}}%" y="{{labelAt}}" text-anchor="{{.anchor}}">{{.label}}</text>{{/.days}}
    </svg></div>
    """
}
