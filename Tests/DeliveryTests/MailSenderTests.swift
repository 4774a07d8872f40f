import Definitions
import Foundation
import Store
import Testing

@testable import Delivery

/// Mail through a real program: msmtp as `sendmail`, to a mail server of the test.
@Suite struct MailSenderTests {
  private static let to = ["head@acme.example", "kim+hot@agency.example"]

  @Test func aMailArrivesAsItWasWritten() async throws {
    try await withMail { receiver, sender in
      let message = Message.sample(.sample(headline: "Änne 👩‍👩‍👧‍👦\nBcc: x@evil.example", reason: ".\n..\nFrom here"))
      #expect(await sender.send(message, to: try Self.target()) == .delivered)
      let mail = try #require(receiver.mails.first)
      #expect(mail.from == "alerts@agency.example" && mail.to == Self.to)
      let written = MailText(
        message, to: Self.to.compactMap { MailAddress($0) }, from: MailAddress("alerts@agency.example")!)
      #expect(mail.text == written.text || mail.text == written.text + "\n")
      #expect(mail.text.contains("Message-ID: <\(message.id.text)@agency.example>"))
    }
  }

  /// msmtp's status of a server that is greylisting is 69, not 75: taken for the end, it would lose mail.
  @Test func whatTheServerDoesNotTakeNowIsTriedAgain() async throws {
    try await withMail(answers: ["RCPT": "450 4.2.0 greylisted"]) { receiver, sender in
      guard case .failed(let reason, _) = await sender.send(.sample(), to: try Self.target()) else {
        Issue.record("given up")
        return
      }
      #expect(reason.contains("450 4.2.0 greylisted") && receiver.mails.isEmpty)
    }
  }

  @Test func whatTheServerRefusesIsRefusedForGood() async throws {
    try await withMail(answers: ["RCPT": "550 5.1.1 nobody of that name"]) { receiver, sender in
      guard case .refused(let reason) = await sender.send(.sample(), to: try Self.target()) else {
        Issue.record("tried again")
        return
      }
      #expect(reason.contains("550 5.1.1 nobody of that name") && receiver.mails.isEmpty)
    }
  }

  @Test func aProgramThatHangsIsKilledAndTheMailTriedAgain() async throws {
    try await withProgram("#!/bin/sh\nsleep 600 & wait\n") { program in
      let sender = MailSender(program: program, patience: .milliseconds(100))
      let outcome = await sender.send(.sample(), to: try Self.target())
      #expect(outcome == .failed(reason: "sendmail took too long and was stopped"))
    }
  }

  @Test func noProgramIsNoReasonToLoseAMail() async throws {
    let sender = MailSender(program: URL(filePath: "/no/such/sendmail"))
    guard case .failed(let reason, _) = await sender.send(.sample(), to: try Self.target()) else {
      Issue.record("taken for an answer")
      return
    }
    #expect(reason.contains("HEADWAY_SENDMAIL"))
  }

  @Test(arguments: [
    (0, "delivered"), (75, "failed"), (64, "refused"), (65, "refused"), (67, "refused"), (69, "failed"), (78, "failed"),
    (127, "failed"), (137, "failed"),
  ])
  func theStatusOfTheProgramDecides(status: Int, word: String) async throws {
    try await withProgram("#!/bin/sh\ncat > /dev/null\necho why\nexit \(status)\n") { program in
      let outcome = await MailSender(program: program).send(.sample(), to: try Self.target())
      #expect("\(outcome)".hasPrefix(word), "\(outcome)")
    }
  }

  /// Recipients and sender reach the program as they are, behind `--`, and the mail on its input.
  @Test func theProgramIsGivenItsRecipientsBehindTheOptions() async throws {
    try await withProgram("#!/bin/sh\nprintf '%s|' \"$@\" >&2\nexit 65\n") { program in
      let outcome = await MailSender(program: program).send(.sample(), to: try Self.target())
      #expect(
        outcome
          == .refused(
            reason:
              "sendmail refused it for good (status 65): -i|-f|alerts@agency.example|--|head@acme.example|kim+hot@agency.example|"
          ))
    }
  }

  // MARK: - Around it

  private static func target() throws -> SinkTarget {
    .email(to: to.compactMap { MailAddress($0) }, from: try #require(MailAddress("alerts@agency.example")))
  }

  private func withMail(
    answers: [String: String] = [:], _ body: (MailReceiver, MailSender) async throws -> Void
  ) async throws {
    let msmtp = "/usr/bin/msmtp"
    guard FileManager.default.isExecutableFile(atPath: msmtp) else {
      print("msmtp is not here (Deploy/dev/install-needs brings it): no mail was sent")
      return
    }
    let receiver = try await MailReceiver(answers)
    let script = """
      #!/bin/sh
      exec \(msmtp) --host=127.0.0.1 --port=\(receiver.port) --tls=off --auth=off --timeout=20 "$@"
      """
    try await withProgram(script) { program in try await body(receiver, MailSender(program: program)) }
    try await receiver.close()
  }

  private func withProgram(_ script: String, _ body: (URL) async throws -> Void) async throws {
    let program = FileManager.default.temporaryDirectory.appending(path: "sendmail-\(UUID().uuidString)")
    try script.write(to: program, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: program.path)
    defer { try? FileManager.default.removeItem(at: program) }
    try await body(program)
  }
}
