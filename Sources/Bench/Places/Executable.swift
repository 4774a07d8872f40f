import Foundation

/// Another program, as a process of its own.
struct Executable: Sendable {
  let file: URL

  struct Failed: Error, CustomStringConvertible {
    let program: String
    let said: String
    var description: String { "\(program) failed: \(said)" }
  }

  init(file: URL) { self.file = file }

  /// Looks for it where a shell would; `nil` where there is none on this machine.
  init?(named name: String) {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let folders = path.split(separator: ":").map(String.init) + ["/usr/bin", "/usr/local/bin"]
    guard
      let found = folders.map({ URL(filePath: $0).appending(path: name) })
        .first(where: { FileManager.default.isExecutableFile(atPath: $0.path) })
    else { return nil }
    file = found
  }

  /// Runs it to its end, without anything to read. Throws with the last of what it complained of where it fails.
  ///
  /// - Parameter environment: Set beside this process's own.
  func run(_ arguments: [String], environment: [String: String] = [:]) async throws {
    let running = try start(arguments, environment: environment, isAnswered: false)
    try await running.end()
  }

  /// Starts it, to be talked to by lines.
  func start(
    _ arguments: [String], environment: [String: String], isAnswered: Bool = true
  ) throws -> RunningProgram {
    let process = Process()
    process.executableURL = file
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
    return try RunningProgram(process, isAnswered: isAnswered)
  }
}

/// A program that was started: it says lines, and is told lines.
final class RunningProgram: Sendable {
  let lines: AsyncStream<String>
  private let process: Process
  private let input: FileHandle?
  private let ended: AsyncStream<Int32>
  private let complaints: Said

  fileprivate init(_ process: Process, isAnswered: Bool) throws {
    self.process = process
    let (ended, end) = AsyncStream.makeStream(of: Int32.self)
    self.ended = ended
    process.terminationHandler = {
      end.yield($0.terminationStatus)
      end.finish()
    }
    let (output, errors, told) = (Pipe(), Pipe(), Pipe())
    let complaints = Said()
    self.complaints = complaints
    errors.fileHandleForReading.readabilityHandler = { complaints.add($0.availableData, at: $0) }
    process.standardError = errors
    let (lines, line) = AsyncStream.makeStream(of: String.self)
    self.lines = lines
    if isAnswered {
      let said = Said { line.yield($0) }
      output.fileHandleForReading.readabilityHandler = {
        if !said.add($0.availableData, at: $0) { line.finish() }
      }
      process.standardOutput = output
      process.standardInput = told
      input = told.fileHandleForWriting
    } else {
      line.finish()
      process.standardOutput = FileHandle.nullDevice
      process.standardInput = FileHandle.nullDevice
      input = nil
    }
    try process.run()
  }

  func tell(_ line: String) throws { try input?.write(contentsOf: Data("\(line)\n".utf8)) }

  /// Waits for its end; an interruption ends it.
  func end() async throws {
    let status = await withTaskCancellationHandler {
      // Not cut short by the cancellation itself: nothing of it may be left running.
      await Task { await ended.first { _ in true } }.value
    } onCancel: {
      stop()
    }
    try Task.checkCancellation()
    guard status == 0 else {
      // One that crashes complains of nothing.
      let said = complaints.end.isEmpty ? "it ended with status \(status)" : complaints.end
      throw Executable.Failed(program: process.executableURL?.lastPathComponent ?? "a program", said: said)
    }
  }

  func stop() { if process.isRunning { process.terminate() } }
}

/// What a process has written so far, line by line.
private final class Said: @unchecked Sendable {
  private let lock = NSLock()
  private var text = ""
  private let line: (@Sendable (String) -> Void)?

  init(_ line: (@Sendable (String) -> Void)? = nil) { self.line = line }

  /// Returns whether there may be more.
  @discardableResult
  func add(_ data: Data, at handle: FileHandle) -> Bool {
    guard !data.isEmpty else {
      handle.readabilityHandler = nil
      return false
    }
    lock.withLock {
      text += String(decoding: data, as: UTF8.self)
      guard let line else { return }
      while let cut = text.firstIndex(of: "\n") {
        line(String(text[..<cut]))
        text = String(text[text.index(after: cut)...])
      }
    }
    return true
  }

  /// The last of it, which is where programs say what went wrong.
  var end: String {
    lock.withLock { String(text.trimmingCharacters(in: .whitespacesAndNewlines).suffix(600)) }
  }
}
