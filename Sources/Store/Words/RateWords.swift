public import Engine

extension LVRFigures {
  /// Both bounds of the 95 % interval with one decimal; `nil` where there is none.
  public var interval: String? {
    guard let low, let high else { return nil }
    return "\(low.rounded(to: 1)) … \(high.rounded(to: 1))"
  }

  /// `20–40`, in percent; `nil` without a target.
  public var target: String? {
    guard let targetLow, let targetHigh else { return nil }
    return "\(targetLow.whole)–\(targetHigh.whole)"
  }
}

extension LVRRow {
  /// The band, or why there is none; `nil` for weeks that are over.
  public var bandWords: String? {
    if let band = figures.band { return band }
    switch figures.statusReason {
    case "no_prior_period": return "first period"
    case "no_baseline": return "no baseline"
    case "before_history": return "before history"
    default: return isInProgress ? "in progress" : nil
    }
  }

  /// Why there is no rate.
  public var reasonWords: String {
    switch figures.statusReason {
    case "no_prior_period": "the first period has none before it"
    case "no_baseline": "nobody to compare with"
    default: "none"
    }
  }
}

extension LVRRow.Part {
  /// `nil` for all leads together, and for those without a value.
  public var value: String? { if case .value(let value) = self { value } else { nil } }

  /// What a table calls it.
  public var title: String {
    switch self {
    case .all: "all"
    case .value(let value): value ?? "(none)"
    }
  }
}

extension Transition {
  /// What a person calls it.
  public var title: String {
    switch self {
    case .entered: "Entered"
    case .passedThrough: "Passed through"
    case .exited(.converted): "Left, converted"
    case .exited(.disqualified): "Left, disqualified"
    case .exited(.decayed): "Left, decayed"
    case .exited(.criteria): "Left, criteria"
    }
  }

  /// What programs call it.
  public var word: String {
    switch self {
    case .entered: "entered"
    case .passedThrough: "passed_through"
    case .exited(let reason): "exited_\(reason.rawValue)"
    }
  }
}
