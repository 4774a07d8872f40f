insert into core.record (tenant_id, arrival, keyring_id, import_id, source, received_day, sighted_at, created_at,
  updated_at, account_id, stage, stage_dates, channel, attributes)
select $1, n.arrival, n.keyring_id, $2, n.source, n.received_day, n.sighted_at, n.created_at, n.updated_at,
       n.account_id, n.stage, n.stage_dates::jsonb, n.channel,
       n.attributes::jsonb
from unnest($3::bigint[], $4::bigint[], $5::text[], $6::date[], $7::timestamptz[], $8::text[], $9::text[],
    $10::bigint[], $11::text[], $12::text[], $13::text[], $14::text[])
  as n (arrival, keyring_id, source, received_day, sighted_at, created_at, updated_at, account_id, stage, stage_dates,
    channel, attributes)
