extension Sink {
  /// `open`, `failing`, `resting` or `disabled`.
  public var state: String {
    if disabled != nil { return "disabled" }
    if openUntil != nil { return "resting" }
    return failures > 0 ? "failing" : "open"
  }
}
