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
