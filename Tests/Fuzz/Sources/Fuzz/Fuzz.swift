import Glibc

/// Which entry this process feeds; the environment says, because libFuzzer takes every argument for its own.
private let entry: @Sendable (UnsafeBufferPointer<UInt8>) -> Void = {
  let name = getenv("FUZZ_ENTRY").map { String(cString: $0) } ?? ""
  if name == FuzzCron.name { return { FuzzCron.take($0) } }
  if let strangers = FuzzStrangers(rawValue: name) { return { strangers.take($0) } }
  let strangers = FuzzStrangers.allCases.map(\.rawValue)
  guard let entry = FuzzEntry(rawValue: name) else {
    fatalError("FUZZ_ENTRY is one of \(FuzzEntry.allCases.map(\.rawValue) + [FuzzCron.name] + strangers)")
  }
  return { entry.take($0) }
}()

@_cdecl("LLVMFuzzerTestOneInput")
public func takeOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  entry(UnsafeBufferPointer(start: start, count: count))
  return 0
}

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ take: @convention(c) (UnsafePointer<UInt8>, Int) -> CInt
) -> CInt

/// The package manager links an executable with this for its `main`, in place of libFuzzer's own.
@_cdecl("Fuzz_main")
public func main(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> CInt {
  var count = count
  var arguments = arguments
  return runDriver(&count, &arguments) { takeOneInput($0, $1) }
}
