public import Engine

/// Reads the times of one column: its formats in order, and the zone that its wall clock shows.
public struct StampReader: Sendable {
  private let formats: [StampFormat]
  private let zone: Zone?

  /// ISO 8601, local times being the tenant's.
  public static let iso = StampReader()

  /// - Parameters:
  ///   - formats: tried in order; the first that fits wins.
  ///   - zone: where a time without an offset was written; `nil` leaves it to the tenant's zone.
  public init(formats: [StampFormat] = [.iso], zone: Zone? = nil) {
    self.formats = formats.isEmpty ? [.iso] : formats
    self.zone = zone
  }

  /// Reads a text that has no white space around it. A date alone stays one whatever the zone.
  public func read(_ text: Bytes) throws(StampFault) -> Stamp {
    var nearest: StampFault?
    for format in formats {
      do throws(StampFault) {
        return located(try format.read(text))
      } catch {
        // A format that fitted, but for the date, says more than one that did not fit at all.
        if case .unreadable? = nearest ?? .unreadable(expected: "") { nearest = error }
      }
    }
    if case .unreadable? = nearest, formats.count > 1 {
      throw .unreadable(expected: formats.map(\.text).joined(separator: " or "))
    }
    throw nearest ?? .unreadable(expected: ISOTime.expected)
  }

  public func read(_ text: String) throws(StampFault) -> Stamp {
    try withBytes(of: text) { bytes throws(StampFault) in try read(bytes.trimmed()) }
  }

  private func located(_ stamp: Stamp) -> Stamp {
    guard let zone, case .local(let local) = stamp else { return stamp }
    return .instant(zone.instant(ofLocal: local))
  }
}
