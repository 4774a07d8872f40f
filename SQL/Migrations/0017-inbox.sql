-- What came over HTTP: stored before it is answered, folded into the log after (Docs/Intake.md, Docs/Decisions/0020).
set role headway_owner;

-- Messages that were answered with 200 and are not in the log yet. In no order but the key's: the log's
-- order is that of what the messages say, and a second index would cost every one of them.
create table work.inbox (
  tenant_id   bigint not null,
  -- 128 bits of SHA-256 over the sender's message id, as core.event has it.
  message     uuid not null,
  -- Which call it is, and in whose words: 'track', 'identify', …, 'posthog'.
  form        text not null,
  received_at timestamptz not null,
  -- The sender's clock when the batch was sent, where it says so.
  sent_at     timestamptz,
  -- As it came: JSON, or what some SDKs take for it.
  body        bytea not null,
  primary key (tenant_id, message)
) with (
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000, autovacuum_vacuum_cost_delay = 0,
  autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 100000
);

-- The calls that are no events, by their messages: each is folded once, as an event is.
create table core.call (
  tenant_id bigint not null,
  message   uuid not null,
  primary key (tenant_id, message)
);

-- Messages that were not taken, and why. Kept for a while, so that somebody can mend the sender.
create table core.refusal (
  tenant_id   bigint not null,
  message     uuid not null,
  received_at timestamptz not null,
  reason      text not null,
  detail      text not null,
  body        bytea not null,
  primary key (tenant_id, message)
);

reset role;
