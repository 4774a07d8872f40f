// Generated from SQL/ by `make catalog`. Edit the SQL, not this file.
// swift-format-ignore-file

extension SQL {
  public enum Delivery {
    /// An alert as it is told: with the company's key, and the lead's id in the client's CRM.
    public static let alert = SQLFile(
      name: "delivery/alert", sha256: "e992c8463d8ce82dd670a18c619402b4bf281de3838bb6f257c7ba786714a233",
      text: #"""
-- An alert as it is told: with the company's key, and the lead's id in the client's CRM.
select a.alert_id, a.kind, a.day, a.fired_at, a.headline, a.reason, a.action, a.due_by, a.momentum, a.tier,
       a.assigned_to, a.lead_id, p.external_id, k.key
  from core.alert a
  left join core.account k on k.tenant_id = $1 and k.account_id = a.account_id
  left join core.head h on h.tenant_id = $1
  left join core.profile p on p.tenant_id = $1 and p.generation = h.live_generation and p.lead_id = a.lead_id
 where a.tenant_id = $1 and a.alert_id = $2

"""#)

    /// The newest alerts, with what became of each at every sink.
    public static let alerts = SQLFile(
      name: "delivery/alerts", sha256: "0f67755a1d67bbaa02a0bf998c35a188b97e5fe953405c1b2b77b955614bfcea",
      text: #"""
-- The newest alerts, with what became of each at every sink.
select alert_id, kind, lead_id, account, day, fired_at, headline, reason, action, due_by, assigned_to, deliveries
  from report.alert
 order by alert_id desc
 limit $1

"""#)

    /// Every statement of this folder.
    public static let all: [SQLFile] = [alert, alerts, bury, buryAll, disableSink, dueSinks, fanOut, insertTestAlert, lease, leaseAlert, markDelivered, nextAlert, nextDue, postpone, putSink, removeSinks, sink, sinkFailed, sinkWorked, sinks]

    /// Given up, for the reason $4. Not where another attempt ($3 counts them) has begun since.
    public static let bury = SQLFile(
      name: "delivery/bury", sha256: "b82e68fee73decc21f431f5fcb97c321b58227cd95d82361d64b4fc4473ec665",
      text: #"""
-- Given up, for the reason $4. Not where another attempt ($3 counts them) has begun since.
update core.outbox
   set state = 'dead', leased_until = null, last_error = $4
 where tenant_id = $1 and message_id = $2 and state = 'pending' and attempts = $3

"""#)

    /// Gives up what waits for these sinks and is from before $3, for the reason $4. What is under way just
    /// now says for itself how it went.
    public static let buryAll = SQLFile(
      name: "delivery/bury_all", sha256: "ad5fe0d2cb8a804de13f8cba1b87c2e918ff6405e53c0a61d07b4340fdf48a29",
      text: #"""
-- Gives up what waits for these sinks and is from before $3, for the reason $4. What is under way just
-- now says for itself how it went.
update core.outbox
   set state = 'dead', last_error = $4
 where tenant_id = $1 and sink = any ($2) and state = 'pending' and created_at <= $3
   and (leased_until is null or leased_until <= $5)

"""#)

    public static let disableSink = SQLFile(
      name: "delivery/disable_sink", sha256: "c3a0dbaccdbcb5a5e5aca8eced55ba7e70afd62c438c7fd8be95afed1e05a5cf",
      text: #"""
update core.sink set failures = failures + 1, disabled = $3 where tenant_id = $1 and name = $2

"""#)

    /// The sinks for which something is due at $2, and which do not rest.
    public static let dueSinks = SQLFile(
      name: "delivery/due_sinks", sha256: "cd2b437c0bcd6d620d64db5ed852de17cb2859144e71abb60ad6f01633ffb129",
      text: #"""
-- The sinks for which something is due at $2, and which do not rest.
select s.name
  from core.sink s
 where s.tenant_id = $1 and s.disabled is null and (s.open_until is null or s.open_until <= $2)
   and exists (
     select from core.outbox o
      where o.tenant_id = $1 and o.sink = s.name and o.state = 'pending' and o.next_at <= $2
        and (o.leased_until is null or o.leased_until <= $2))
 order by s.name

"""#)

    /// One message for each sink that wants an alert: $2 are the alerts, $3 the one sink, NULL for all.
    public static let fanOut = SQLFile(
      name: "delivery/fan_out", sha256: "56942c246f7d48402f2a98f6250b1fbe3024c33658b62e72267e7a8eac1cf5d1",
      text: #"""
-- One message for each sink that wants an alert: $2 are the alerts, $3 the one sink, NULL for all.
--
-- Belongs in the transaction that writes the alerts. The id follows from what the message is, and an
-- alert reaches a sink as one message, so that doing this twice adds nothing. What somebody asked
-- for as a test goes to every sink, also to one that is switched off.
with fanned as (
insert into core.outbox (tenant_id, message_id, alert_id, sink)
select $1, 'msg_' || left(encode(sha256(convert_to(concat_ws(' ', $1::bigint, a.alert_id, s.name), 'UTF8')), 'hex'), 32),
       a.alert_id, s.name
  from core.alert a
  join core.sink s on s.tenant_id = $1
 where a.tenant_id = $1 and a.alert_id = any ($2)
   and ($3::text is null or s.name = $3)
   and (a.kind = 'test' or (s.disabled is null and (s.kinds = '{}' or a.kind = any (s.kinds))))
 order by a.alert_id, s.name
on conflict (tenant_id, alert_id, sink) do nothing
returning sink
)
select distinct sink from fanned order by sink

"""#)

    public static let insertTestAlert = SQLFile(
      name: "delivery/insert_test_alert", sha256: "45af45389aa1776f9ceb26be32922c90f7d50b3366d6c0d3fb22047c1df3a3ba",
      text: #"""
insert into core.alert (tenant_id, alert_id, firing, kind, day, headline, reason, action)
values ($1, $2, 'test ' || $2::bigint, 'test', report.today(), $3, $4, $5)

"""#)

    /// Takes the message that has been due longest at sink $2, until $4; none while another of that sink is
    /// under way, or the sink rests: after a rest one message goes first, alone.
    public static let lease = SQLFile(
      name: "delivery/lease", sha256: "20c553c2cd8f71b06c74b747195ff446695df39df6bf4f75c1cefb308fbfecbd",
      text: #"""
-- Takes the message that has been due longest at sink $2, until $4; none while another of that sink is
-- under way, or the sink rests: after a rest one message goes first, alone.
--
-- The attempt is counted before it is made: whoever dies in between has tried, and the message is due
-- again when the lease is over.
with next as (
  select o.message_id
    from core.sink s
    join core.outbox o on o.tenant_id = $1 and o.sink = s.name
   where s.tenant_id = $1 and s.name = $2 and s.disabled is null and (s.open_until is null or s.open_until <= $3)
     and o.state = 'pending' and o.next_at <= $3
     and not exists (
       select from core.outbox b
        where b.tenant_id = $1 and b.sink = $2 and b.state = 'pending' and b.leased_until > $3)
   order by o.next_at, o.message_id
   limit 1
)
update core.outbox o
   set leased_until = $4, attempts = o.attempts + 1
  from next
 where o.tenant_id = $1 and o.message_id = next.message_id and o.state = 'pending' and o.next_at <= $3
   and (o.leased_until is null or o.leased_until <= $3)
returning o.message_id, o.alert_id, o.attempts, o.created_at

"""#)

    /// Takes the message of alert $2 for sink $3 until $5, whether or not the sink rests: somebody waits for it.
    public static let leaseAlert = SQLFile(
      name: "delivery/lease_alert", sha256: "b58be9537d1dc4a4414d680e4b685b12915f7e5da0fab63fb083a7dd4df422e4",
      text: #"""
-- Takes the message of alert $2 for sink $3 until $5, whether or not the sink rests: somebody waits for it.
update core.outbox o
   set leased_until = $5, attempts = o.attempts + 1
 where o.tenant_id = $1 and o.alert_id = $2 and o.sink = $3 and o.state = 'pending'
   and (o.leased_until is null or o.leased_until <= $4)
returning o.message_id, o.alert_id, o.attempts, o.created_at

"""#)

    /// Whoever says so has seen the receiver say so: no matter who holds the lease by now.
    public static let markDelivered = SQLFile(
      name: "delivery/mark_delivered", sha256: "100579a59a11b4186e1961012b42f8e631acef682194d35b8595beb2b1e826dc",
      text: #"""
-- Whoever says so has seen the receiver say so: no matter who holds the lease by now.
update core.outbox
   set state = 'delivered', delivered_at = $3, leased_until = null, last_error = null
 where tenant_id = $1 and message_id = $2

"""#)

    public static let nextAlert = SQLFile(
      name: "delivery/next_alert", sha256: "4aab53776cff208be7d3e76059593f44fecf3424edafe3a63b501522f9a9f4b1",
      text: #"""
update core.head set next_alert = next_alert + 1 where tenant_id = $1 returning next_alert - 1

"""#)

    /// When the next message for sink $2 may go out: when it is due, and neither under way nor held back by a
    /// rest of the sink. NULL: none waits, or the sink is switched off.
    public static let nextDue = SQLFile(
      name: "delivery/next_due", sha256: "e72bf2f31707c9bb98dc6d601cabb19a86adbae962bf81c225f619362b03b73c",
      text: #"""
-- When the next message for sink $2 may go out: when it is due, and neither under way nor held back by a
-- rest of the sink. NULL: none waits, or the sink is switched off.
select min(greatest(o.next_at, o.leased_until, s.open_until))
  from core.sink s
  join core.outbox o on o.tenant_id = $1 and o.sink = s.name and o.state = 'pending'
 where s.tenant_id = $1 and s.name = $2 and s.disabled is null

"""#)

    /// To be tried again at $4. Not where another attempt ($3 counts them) has begun since.
    public static let postpone = SQLFile(
      name: "delivery/postpone", sha256: "2559bfe35590a234b4e589d3357d7e1b4b7b0379b9e11d1ed7a11b93ffc5f6f3",
      text: #"""
-- To be tried again at $4. Not where another attempt ($3 counts them) has begun since.
update core.outbox
   set next_at = $4, leased_until = null, last_error = $5
 where tenant_id = $1 and message_id = $2 and state = 'pending' and attempts = $3

"""#)

    /// A sink that is set anew begins anew: what it failed at before is forgotten.
    public static let putSink = SQLFile(
      name: "delivery/put_sink", sha256: "03eaea6cae5e4c15e2eef986b79982dd087f91f93f0a92cd202ae1a32e210371",
      text: #"""
-- A sink that is set anew begins anew: what it failed at before is forgotten.
insert into core.sink (tenant_id, name, kind, settings, kinds) values ($1, $2, $3, $4, $5)
on conflict (tenant_id, name) do update
  set kind = excluded.kind, settings = excluded.settings, kinds = excluded.kinds, failures = 0, open_until = null,
      disabled = null

"""#)

    public static let removeSinks = SQLFile(
      name: "delivery/remove_sinks", sha256: "b876a2ed9331b2bd89d220deb33751bc9c5a1d835169070bfaad3625ab8177bc",
      text: #"""
delete from core.sink where tenant_id = $1 and name = any ($2)

"""#)

    /// One sink, as a delivery needs it.
    public static let sink = SQLFile(
      name: "delivery/sink", sha256: "59f9b9b641d5c6459ab13164f84f130c0de2f8ff0eb500c06019faee2ae0b4d5",
      text: #"""
-- One sink, as a delivery needs it.
select s.name, s.settings, s.kinds, s.failures, s.open_until, s.disabled, s.created_at
  from core.sink s
 where s.tenant_id = $1 and s.name = $2

"""#)

    /// Counts a failure; the sink rests until $3 (NULL: it does not), and longer where it was told to.
    public static let sinkFailed = SQLFile(
      name: "delivery/sink_failed", sha256: "3f1d0f697f2fd19e9d9b14cb33786ce264da20257756fd6377e85df2fd6b5673",
      text: #"""
-- Counts a failure; the sink rests until $3 (NULL: it does not), and longer where it was told to.
update core.sink set failures = failures + 1, open_until = greatest(open_until, $3)
 where tenant_id = $1 and name = $2

"""#)

    public static let sinkWorked = SQLFile(
      name: "delivery/sink_worked", sha256: "7317513065e4272a92c91892244576f01d520f8f96c1db2f799b058cb4b79d30",
      text: #"""
update core.sink set failures = 0, open_until = null, disabled = null
 where tenant_id = $1 and name = $2 and (failures > 0 or open_until is not null or disabled is not null)

"""#)

    /// The sinks, or the one of that name ($2), with what became of their messages.
    public static let sinks = SQLFile(
      name: "delivery/sinks", sha256: "d4b459c0d456a9904d1174104a4e8dcaefe10a1fc8590aea8b5454a2801690f5",
      text: #"""
-- The sinks, or the one of that name ($2), with what became of their messages.
select s.name, s.settings, s.kinds, s.failures, s.open_until, s.disabled, s.created_at,
       m.waiting, m.delivered, m.dead, m.last_error
  from core.sink s
  cross join lateral (
    select count(*) filter (where o.state = 'pending') as waiting,
           count(*) filter (where o.state = 'delivered') as delivered,
           count(*) filter (where o.state = 'dead') as dead,
           (array_agg(o.last_error order by o.created_at desc, o.message_id)
             filter (where o.last_error is not null))[1] as last_error
      from core.outbox o
     where o.tenant_id = $1 and o.sink = s.name) as m
 where s.tenant_id = $1 and ($2::text is null or s.name = $2)
 order by s.name

"""#)
  }
}
