#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Screen {
  /// The screen behind a file descriptor: 1 for results, 2 for everything else.
  ///
  /// - Parameter allowsColours: false for `--no-color` and `NO_COLOR` (any value but an empty one, no-color.org).
  public static func of(descriptor: Int32, allowsColours: Bool, terminalType: String?) -> Screen {
    guard isatty(descriptor) == 1 else { return .plain }
    return Screen(
      width: width(of: descriptor) ?? 80,
      hasColours: allowsColours && terminalType != nil && terminalType != "dumb")
  }

  private static func width(of descriptor: Int32) -> Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }
}
