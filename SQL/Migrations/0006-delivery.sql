-- Delivery: where alerts go, and what is on its way there (Docs/Alerts.md).
set role headway_owner;

create table core.sink (
  tenant_id  bigint not null,
  name       text not null,
  kind       text not null,
  -- Where to, and with which secrets, by kind. For the workers alone: no view shows it.
  settings   jsonb not null,
  -- The kinds of alert that it wants; none: all.
  kinds      text[] not null default '{}',
  -- Failures since the last success, and until when it rests because of them.
  failures   integer not null default 0,
  open_until timestamptz,
  -- Why nothing is sent there any more, until it is set anew.
  disabled   text,
  created_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, name),
  constraint sink_kind_is_known check (kind in ('slack', 'email', 'webhook'))
);

-- One alert for one sink. Kept when it is delivered, so that a report can say so. A sink has no
-- foreign key here: it may be taken away while the messages that it had are still to be seen.
create table core.outbox (
  tenant_id    bigint not null,
  -- The same at every attempt: by it a receiver knows a message that it has already.
  message_id   text not null,
  alert_id     bigint not null,
  sink         text not null,
  state        text not null default 'pending',
  -- Counted before each attempt is made.
  attempts     integer not null default 0,
  next_at      timestamptz not null default clock_timestamp(),
  leased_until timestamptz,
  last_error   text,
  created_at   timestamptz not null default clock_timestamp(),
  delivered_at timestamptz,
  primary key (tenant_id, message_id),
  constraint message_once unique (tenant_id, alert_id, sink),
  constraint message_is_of_an_alert foreign key (tenant_id, alert_id) references core.alert,
  constraint message_state_is_known check (state in ('pending', 'delivered', 'dead'))
);
-- Small, whatever was delivered in all the years: a worker looks here every second.
create index outbox_due on core.outbox (tenant_id, sink, next_at) where state = 'pending';

reset role;
