internal import Foundation
internal import Glibc

/// A set of 64-bit marks in a file that has no name any more.
///
/// What it takes is the system's page cache, which gives way to others, and not this program's memory. A look and an
/// entry are one read and one write of a bucket: together 1 µs.
final class MarkFile {
  /// Eight marks, a line of the processor's cache.
  private static let slots = 8

  private var descriptor: CInt
  private var buckets: Int
  private var used = 0
  private let room: Int

  /// Grows when there are more of them; `nil` where the system makes no such file.
  ///
  /// - Parameter room: As if the disk took so many.
  init?(for marks: Int, room: Int = .max) {
    self.room = room
    var path = Array(FileManager.default.temporaryDirectory.appending(path: "headway-rows-XXXXXX").path.utf8CString)
    descriptor = mkstemp(&path)
    // Short of half full: one mark in some thousand finds its bucket taken, and goes to the next.
    buckets = max(16, marks * 2 / Self.slots)
    guard descriptor >= 0 else { return nil }
    unlink(path)
  }

  deinit { close(descriptor) }

  /// `false` where it was there already; `nil` where the disk takes no more, and then it was not.
  func insert(_ mark: UInt64) -> Bool? {
    guard used < room else { return nil }
    if used * 2 >= buckets * Self.slots, !grow() { return nil }
    guard let isNew = put(mark) else { return nil }
    if isNew { used += 1 }
    return isNew
  }

  /// All of them, in no order.
  func forEach(_ body: (UInt64) -> Void) {
    var page = [UInt64](repeating: 0, count: 64 * Self.slots)
    let bytes = page.count * MemoryLayout<UInt64>.size
    var place = 0
    while place < buckets * Self.slots * MemoryLayout<UInt64>.size {
      let read = pread(descriptor, &page, bytes, off_t(place))
      // What was never written is not there.
      guard read > 0 else { return }
      for mark in page.prefix(read / MemoryLayout<UInt64>.size) where mark != 0 { body(mark) }
      place += read
    }
  }

  /// Four times as large: each mark moves a third of a time on average, whatever there will be.
  private func grow() -> Bool {
    guard let larger = MarkFile(for: used * 4) else { return false }
    var isWhole = true
    forEach { isWhole = isWhole && larger.insert($0) == true }
    guard isWhole else { return false }
    swap(&descriptor, &larger.descriptor)
    buckets = larger.buckets
    return true
  }

  private func put(_ mark: UInt64) -> Bool? {
    let (word, size) = (MemoryLayout<UInt64>.size, Self.slots * MemoryLayout<UInt64>.size)
    // A fingerprint is random already: scaled to the table, it needs no modulo.
    var bucket = Int(mark.multipliedFullWidth(by: UInt64(buckets)).high)
    while true {
      var found = InlineArray<8, UInt64>(repeating: 0)
      guard withUnsafeMutableBytes(of: &found, { pread(descriptor, $0.baseAddress, size, off_t(bucket * size)) }) >= 0
      else { return nil }
      for slot in 0..<Self.slots {
        if found[slot] == mark { return false }
        guard found[slot] == 0 else { continue }
        let place = off_t(bucket * size + slot * word)
        return withUnsafeBytes(of: mark) { pwrite(descriptor, $0.baseAddress, word, place) } == word ? true : nil
      }
      bucket = bucket + 1 == buckets ? 0 : bucket + 1
    }
  }
}
