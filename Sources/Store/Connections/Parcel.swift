internal import Synchronization

/// Something that one closure takes, and has alone: captured by itself it would be there twice as soon as it changes.
public final class Parcel<Value: Sendable>: Sendable {
  private let value: Mutex<Value?>
  public init(_ value: consuming Value?) { self.value = Mutex(value) }
  /// The first time; `nil` from then on.
  public func take() -> Value? { value.withLock { $0.take() } }
}
