import Foundation
import LibPQ
import Store

/// Other people's programs, each a script that uses one as its users do (`Bench/peers/`).
struct InstalledPeers: Sendable {
  /// Where the scripts are.
  let scripts: URL
  /// The Python that has what they need.
  let python: Executable

  /// Installs them in a folder of the bench's own, unless that has been done.
  ///
  /// - Returns: `nil`, having said why, where they cannot be had: they are missing then, not beaten.
  static func installed(
    _ peers: PeerFolders?, for bench: String, say: @escaping @Sendable (String) -> Void
  ) async throws -> InstalledPeers? {
    guard let peers else {
      say("\(bench): no peers were asked for, so there is nothing to compare with")
      return nil
    }
    let wanted = peers.scripts.appending(path: "requirements.txt")
    guard let requirements = try? String(contentsOf: wanted, encoding: .utf8) else {
      say(
        "\(bench): the peers' scripts are not in \(peers.scripts.path), so there is nothing to compare with; "
          + "run this in a checkout of Headway, or name the folder with --peers")
      return nil
    }
    let python = peers.environment.appending(path: "bin/python3")
    let stamp = peers.environment.appending(path: "installed.txt")
    let found = InstalledPeers(scripts: peers.scripts, python: Executable(file: python))
    if (try? String(contentsOf: stamp, encoding: .utf8)) == requirements { return found }
    guard let system = Executable(named: "python3") else {
      say("\(bench): python3 is missing, so there are no peers to compare with")
      return nil
    }
    do {
      say("\(bench): installing the peers into \(peers.environment.path)")
      try await system.run(["-m", "venv", "--clear", peers.environment.path])
      try await found.python.run(["-m", "pip", "install", "--quiet", "--requirement", wanted.path])
      try Data(requirements.utf8).write(to: stamp)
      return found
    } catch let failure as Executable.Failed {
      say("\(bench): the peers could not be installed, so there is nothing to compare with: \(failure.said)")
      return nil
    }
  }
}
