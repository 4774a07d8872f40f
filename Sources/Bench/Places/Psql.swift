import Foundation
import LibPQ

/// The real `psql`, as a process of its own: the limit that users know.
struct Psql: Sendable {
  let program: Executable
  let place: Conninfo

  /// `nil` where there is none on this machine.
  init?(_ place: Conninfo) {
    guard let program = Executable(named: "psql") else { return nil }
    self.program = program
    self.place = place
  }

  /// Runs one command, `\copy …` or SQL, and waits for its end.
  func run(_ command: String) async throws {
    var shown = place
    // Everybody can read another process's arguments; its environment only who owns it.
    shown["password"] = nil
    try await program.run(
      ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", shown.text, "-c", command],
      environment: place["password"].map { ["PGPASSWORD": $0] } ?? [:])
  }
}
