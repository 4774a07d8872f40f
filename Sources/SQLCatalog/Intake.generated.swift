// Generated from SQL/ by `make catalog`. Edit the SQL, not this file.
// swift-format-ignore-file

extension SQL {
  public enum Intake {
    /// Every statement of this folder.
    public static let all: [SQLFile] = [insertCalls, insertRefusals, knownCalls, receive, refusals, removeOldRefusals, take, waiting]

    public static let insertCalls = SQLFile(
      name: "intake/insert_calls", sha256: "addb50a9889fb78cb5037f5c54cc6fb793ede50726983def2fe7e52ebe566196",
      text: #"""
insert into core.call (tenant_id, message) select $1, m from unnest($2::uuid[]) as m on conflict do nothing

"""#)

    /// The first that was said about a message stands.
    public static let insertRefusals = SQLFile(
      name: "intake/insert_refusals", sha256: "308ee15a602fac659d002537a8a9db9c3a9ff4e94b21ec26599a167b6a48bc5a",
      text: #"""
-- The first that was said about a message stands.
insert into core.refusal (tenant_id, message, received_at, reason, detail, body)
select $1, r.message, r.received_at, r.reason, r.detail, r.body
from unnest($2::uuid[], $3::timestamptz[], $4::text[], $5::text[], $6::bytea[])
  as r (message, received_at, reason, detail, body)
on conflict (tenant_id, message) do nothing

"""#)

    public static let knownCalls = SQLFile(
      name: "intake/known_calls", sha256: "034adf892863dfb14d4e45b1991c134d05ed632a98032f5f0e41175ae731d76f",
      text: #"""
select c.message from unnest($2::uuid[]) as m, lateral (
  select message from core.call where tenant_id = $1 and message = m offset 0) as c

"""#)

    public static let receive = SQLFile(
      name: "intake/receive", sha256: "24449189bb4c756b96b39fc4d22858ba896366535b0c4fcf8a72d753448ecf1e",
      text: #"""
select tenant_id, message from work.receive($1, $2, $3, $4, $5, $6)

"""#)

    /// Messages that were not taken, the newest first.
    public static let refusals = SQLFile(
      name: "intake/refusals", sha256: "1c1a459de2627dc02af5808ca822fd0fe5092d1ec71771c3a9aecd9e570274bf",
      text: #"""
-- Messages that were not taken, the newest first.
select message, received_at, reason, detail, body
from core.refusal where tenant_id = $1 and received_at >= $2
order by received_at desc, message limit $3

"""#)

    public static let removeOldRefusals = SQLFile(
      name: "intake/remove_old_refusals", sha256: "2e02d06282ed734c72b3e127de160f3dd725e3c82627185763d08c07e162dce6",
      text: #"""
delete from core.refusal where tenant_id = $1 and received_at < work.clock() - make_interval(days => $2)

"""#)

    /// Takes messages out; those that somebody else has taken meanwhile are not answered.
    public static let take = SQLFile(
      name: "intake/take", sha256: "70ddfc147cfd9ffd83fa10e1ab490ddf34a23874b16cee12dfc9ad3083e9c5ac",
      text: #"""
-- Takes messages out; those that somebody else has taken meanwhile are not answered.
delete from work.inbox where tenant_id = $1 and message = any($2) returning message

"""#)

    /// What of a tenant is to be folded next, from one key on: a sweep through all of it comes by every message,
    /// whatever comes in meanwhile.
    public static let waiting = SQLFile(
      name: "intake/waiting", sha256: "5e9543d86916c163af498e9dc70ead27361d90238a310ef95819a6b54f6a55cb",
      text: #"""
-- What of a tenant is to be folded next, from one key on: a sweep through all of it comes by every message,
-- whatever comes in meanwhile.
select message, form, received_at, sent_at, body
from work.inbox where tenant_id = $1 and message > $2 order by message limit $3

"""#)
  }
}
