import Foundation
import Store
import Testing

@testable import Delivery

/// Slack's payload as Slack's own library sees it.
@Suite struct SlackBlocksTests {
  /// Each block is parsed by the library's class and validated by its rules, then given back; what is given back is
  /// what was written.
  private static let script = """
    import json, sys
    try:
        from slack_sdk.models.blocks import Block, HeaderBlock, SectionBlock, ContextBlock
        from slack_sdk.webhook import WebhookClient
    except ImportError:
        print("absent"); sys.exit(0)
    for line in sys.stdin:
        payload = json.loads(line)
        assert 0 < len(payload["text"]) <= 4000
        assert 0 < len(payload["blocks"]) <= 50
        for raw in payload["blocks"]:
            block = Block.parse(raw)
            assert type(block) in (HeaderBlock, SectionBlock, ContextBlock), raw
            block.validate_json()
            again = block.to_dict()
            for key in ("type", "text", "elements"):
                if key in raw:
                    assert json.dumps(again[key], sort_keys=True) == json.dumps(raw[key], sort_keys=True), (raw, again)
            for text in [raw.get("text")] + raw.get("elements", []):
                assert text is None or 0 < len(text["text"]) <= 3000
            if raw["type"] == "header":
                assert len(raw["text"]["text"]) <= 150
            if raw["type"] == "context":
                assert len(raw["elements"]) <= 10
    print("valid")
    """

  @Test func slacksOwnLibraryTakesEveryPayload() async throws {
    var alerts = [AlertToTell.sample()]
    for kind in ["hot", "momentum_jump", "stakeholders_joined", "rewarmed", "signal", "digest", "test"] {
      for text in ["", "<@U1> & co", String(repeating: "&<>é", count: 2_000)] {
        alerts.append(
          .sample(kind: kind, headline: text, reason: text, action: text, account: text.isEmpty ? nil : text))
      }
    }
    var bare = AlertToTell.sample(headline: "", reason: "", action: "", account: nil)
    (bare.dueBy, bare.momentum, bare.tier, bare.assignedTo, bare.lead) = (nil, nil, nil, nil, nil)
    alerts.append(bare)
    let lines = try alerts.map { String(decoding: try SlackPayload(.sample($0)).json, as: UTF8.self) }
    guard let python = HostProgram.find("python3") else {
      print("python3 is not here: Slack's blocks were not validated")
      return
    }
    let outcome = try await HostProgram(path: python, arguments: ["-c", Self.script])
      .run(input: lines.joined(separator: "\n"), patience: .seconds(60))
    let said = outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)
    if said == "absent" {
      print("slack_sdk is not here (pip install slack_sdk): Slack's blocks were not validated")
    } else {
      #expect(said == "valid" && outcome.status == 0, "\(said)")
      print("delivery: \(lines.count) Slack payloads validated by slack_sdk")
    }
  }
}
