-- As fold_events, of one event: a few go in one round trip (Docs/Decisions/0033). Answers whether it was new.
insert into core.event (tenant_id, message, keyring_id, arrival, occurred_at, local_at, whole_day, import_id, type,
  channel, message_id, properties)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, nullif($12, '')::jsonb)
on conflict (tenant_id, message) do nothing
returning true
