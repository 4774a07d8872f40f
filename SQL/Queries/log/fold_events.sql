-- Takes the batch into the log, once: an event that is known already stays as it came first.
-- In the same statement the leads of the new ones are marked. The marks are sorted, so that
-- two folds cannot lock the same rows in opposite order.
with fresh as (
  insert into core.event (tenant_id, message, keyring_id, arrival, occurred_at, local_at, whole_day, import_id, type,
    channel, message_id, properties)
  select tenant_id, message, keyring_id, arrival, occurred_at, local_at, whole_day, import_id, type, channel,
         message_id, nullif(properties, '')::jsonb
  from pg_temp.inbox
  where tenant_id = $1
  on conflict (tenant_id, message) do nothing
  returning keyring_id
),
marked as (
  insert into core.dirty (tenant_id, unit, id, token)
  select $1, 'lead', changed.lead_id, $2
  from (
    select distinct k.lead_id
    from (select distinct keyring_id from fresh) f
    join core.keyring k on k.tenant_id = $1 and k.keyring_id = f.keyring_id
  ) as changed
  order by changed.lead_id
  on conflict (tenant_id, unit, id) do update set token = excluded.token
  returning 1
)
select (select count(*) from fresh), (select count(*) from marked)
