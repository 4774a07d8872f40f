import CMalloc
import Foundation

/// The most memory that this process has held since it was last reset, as the kernel counts it.
enum PeakMemory {
  /// Forgets the peak so far, where the kernel lets a process do that: Linux. What measurements before have freed goes first: else
  /// each began with the holes of the one before, and counted them.
  static func reset() {
    #if canImport(Glibc)
      _ = malloc_trim(0)
    #endif
    guard let file = FileHandle(forWritingAtPath: "/proc/self/clear_refs") else { return }
    // 5 resets VmHWM alone (proc(5)).
    try? file.write(contentsOf: Data("5".utf8))
    try? file.close()
  }

  /// In megabytes; `nil` where there is no /proc.
  static var megabytes: Double? {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
      let kilobytes = line.split(separator: " ").compactMap({ Double($0) }).first
        ?? line.split(whereSeparator: { !$0.isNumber }).first.flatMap({ Double($0) })
    else { return nil }
    return kilobytes / 1024
  }
}
