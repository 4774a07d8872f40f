import ArgumentParser
import Engine
import Store
import Terminal

struct SignInCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "signin",
    abstract: "Print an address that signs a browser in as the agency: once, and within 15 minutes.",
    discussion: """
      HEADWAY_URL says where people reach the service (default: where HEADWAY_LISTEN says that it listens).
      A browser stays signed in for 30 days, or until it signs out: headway signout ends all of them.
      """)

  @OptionGroup var options: GlobalOptions

  func run() async throws {
    let base = try Environment.current.publicAddress()
    try await options.withAgency { agency in
      let offer = try await agency.database.sessions.offerSignIn()
      agency.console.show(
        .record([
          Table.Column("url", isFlexible: false): .text("\(base)/signin?token=\(offer.key.text)"),
          "valid_until": .instant(offer.until, in: .utc),
        ]))
      agency.console.say("open it and press the button: whoever does so first sees every client")
    }
  }
}

struct SignOutCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "signout",
    abstract: "End every session of every browser and every client's link, when a secret may have got out.",
    discussion: "Makes a new secret for what browsers carry. Keys and tokens stay: headway key revoke, token revoke.")

  @OptionGroup var options: GlobalOptions

  @Flag(help: "Do not ask.")
  var yes = false

  func run() async throws {
    let yes = yes
    try await options.withAgency { agency in
      try agency.console.confirmation(isGiven: yes).agree(
        to: "sign every browser out and make every client's link worthless")
      let ended = try await agency.database.sessions.endAll()
      agency.console.say(
        "\(ended) \(ended == 1 ? "session" : "sessions") and every link ended; running services refuse them within 5 seconds"
      )
    }
  }
}
