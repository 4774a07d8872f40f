public import Definitions
public import Engine

extension MomentumModel.Applied {
  /// The sentence without the points that it ends with: they stand in front of it.
  public var reason: String {
    let end = " → \(points)"
    return sentence.hasSuffix(end) ? String(sentence.dropLast(end.count)) : sentence
  }
}
