/// Deals out a share evenly: of ten takes of 0.3 exactly three come true.
///
/// Independent chance would move a month of 30 qualified leads by a fifth up or down, and that
/// noise would hide the growth that a sample client is there to show.
struct Quota {
  private var owed = 0.5

  mutating func take(_ share: Double) -> Bool {
    owed += share
    guard owed >= 1 else { return false }
    owed -= 1
    return true
  }
}
