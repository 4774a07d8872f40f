extension MomentumModel {
  /// What holds for a tenant that has no model of its own, and for whatever a model leaves out.
  public static let `default`: MomentumModel = {
    do {
      return try MomentumModelReader.read(defaultText, file: "default", over: .blank)
    } catch {
      // A text of ours, which every test run reads.
      preconditionFailure("\(error)")
    }
  }()

  /// Filled by the default text, which leaves nothing out.
  private static var blank: MomentumModel {
    let pair = Windows.Pair(recent: 1, before: 1)
    let rules = Rules([])
    return MomentumModel(
      name: nil,
      windows: Windows(velocity: [], frequency: pair, content: pair, stakeholders: pair, direction: pair),
      gainWeights: [], velocity: rules, frequency: rules, content: rules, stakeholders: rules,
      tiers: Tiers(hot: 0, warming: 0, neutral: 0, cooling: 0), surging: Surging(fewest: 1, times: 1), silent: 0,
      signals: Signals(days: 1, points: [:]), source: "")
  }

  /// The default model as a document to begin with.
  public static let defaultText = """
    # Momentum: does a lead speed up or slow down? A whole number for every lead and day, the sum of
    # velocity, frequency, content and stakeholders. This is the default; whatever a model of your own
    # leaves out is as it is here.

    name: default

    # How many days are looked at. The first number counts from the day itself backwards, each further
    # one from where the one before it ends: [7, 7] are the last week and the week before.
    windows:
      velocity: [7, 7, 16]        # points of these days make the gain
      frequency: [14, 14]         # engagement events, recently and before
      content: [14, 30]           # the deepest engagement, recently and before
      stakeholders: [30, 30]      # leads of the same account that engaged, recently and before
      direction: [7, 7]           # points: accelerating, decelerating or stagnating

    # The gain is the points of velocity's windows, each window with its weight: a point of this week
    # counts twice, one of last week once, one of the 16 days before half.
    gain_weights: [2, 1, 0.5]

    # From here on the first row that applies counts, from the top. A row without `when` always does.

    # How much is the lead doing? By the gain.
    velocity:
      - { when: { gain: ">= 60" }, points: 10 }
      - { when: { gain: ">= 40" }, points: 8 }
      - { when: { gain: ">= 20" }, points: 5 }
      - { when: { gain: ">= 10" }, points: 3 }
      - { when: { gain: "> 0" }, points: 1 }
      - { when: { gain: "< 0" }, points: -6 }
      - { points: -5 }                                          # nothing at all

    # Does it come more often than before? By the number of engagement events.
    frequency:
      - { when: { recent: 0, before: 0 }, points: -6 }          # silent for four weeks
      - { when: { recent: 0 }, points: -8 }                     # it stopped
      - { when: { recent: ">= 3", before: 0 }, points: 8 }      # it began, and in earnest
      - { when: { before: 0 }, points: 3 }                      # it began
      - { when: { recent: ">= 2 * before" }, points: 8 }
      - { when: { recent: ">= 1.25 * before" }, points: 4 }
      - { when: { recent: "> 0.75 * before" }, points: 0 }      # about as often
      - { when: { recent: "> 0.5 * before" }, points: -4 }
      - { points: -6 }

    # Does it go deeper than before? By the deepest engagement: 0 none, 1 awareness, 2 consideration,
    # 3 decision, 4 hand-raise.
    content:
      - { when: { recent: 0, before: 0 }, points: 0 }           # never anything of depth
      - { when: { recent: 0 }, points: -2 }                     # lost interest
      - { when: { recent: "< before" }, points: -3 }            # back to shallower things
      - { when: { recent: 4, before: 4 }, points: 5 }           # as deep as before
      - { when: { recent: 3, before: 3 }, points: 3 }
      - { when: { recent: 2, before: 2 }, points: 1 }
      - { when: { recent: 1, before: 1 }, points: 0 }
      - { when: { recent: 4 }, points: 8 }                      # deeper than before
      - { when: { recent: 3 }, points: 6 }
      - { when: { recent: 2 }, points: 4 }
      - { points: 1 }

    # Do more people of the same account take part? `growth` is recent less before. A lead without an
    # account, or one that engaged in neither window itself, has 0 here whatever the rows say.
    stakeholders:
      - { when: { recent: "< 2", before: "< 2" }, points: 0 }   # one person is no group
      - { when: { growth: ">= 5" }, points: 8 }
      - { when: { growth: ">= 3" }, points: 6 }
      - { when: { growth: ">= 1" }, points: 3 }
      - { when: { growth: 0 }, points: 0 }
      - { when: { recent: 0 }, points: -3 }                     # nobody is left
      - { points: -2 }                                          # fewer than before

    # The least momentum of each tier; what is below `cooling` is cold.
    tiers: { hot: 20, warming: 10, neutral: -4, cooling: -10 }

    # An account surges when so many stakeholders engaged recently and they are so many times those
    # before (of which at least one is counted).
    surging: { fewest: 3, times: 2 }

    # An account has the points of its best lead that engaged recently, and this where none did:
    # what a silent lead sinks to.
    silent: -11

    # News about a company may move its account: `points: { funding: 5, leadership_change: 3 }` adds 5
    # for so many days. By default none does.
    signals: { days: 30, points: {} }

    """
}
