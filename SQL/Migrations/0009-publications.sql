-- What was published: a month's figures as they were told, whatever the log has said since
-- (Docs/Metrics.md, section 4; Docs/Decisions/0021).
set role headway_owner;

create table core.publication (
  tenant_id           bigint not null,
  period_start        date not null,
  -- 1 for the first; who publishes a month again makes the next one, and the earlier one stays.
  revision            integer not null,
  published_at        timestamptz not null default clock_timestamp(),
  -- Why it was published again.
  reason              text,
  definition          integer not null,
  zone                text not null,
  -- The first arrival that these figures have not seen.
  next_arrival        bigint not null,
  basis               text not null,
  status_reason       text,
  opening             integer not null,
  entered             integer not null,
  exited_converted    integer not null,
  exited_disqualified integer not null,
  exited_decayed      integer not null,
  exited_criteria     integer not null,
  passed_through      integer not null,
  closing             integer not null,
  created             integer not null,
  -- What the flow rate compared with: entered in the month before; NULL in the first.
  entered_before      integer,
  lvr_stock           numeric,
  lvr_flow            numeric,
  lvr                 numeric,
  lvr_low             numeric,
  lvr_high            numeric,
  significant         boolean,
  low_base            boolean,
  band                text,
  target_low          numeric,
  target_high         numeric,
  vs_target           text,
  total_lvr           numeric,
  primary key (tenant_id, period_start, revision),
  constraint publication_is_of_a_month check (date_trunc('month', period_start::timestamp) = period_start),
  constraint publication_again_has_a_reason check (revision = 1 or reason is not null),
  constraint publication_basis_is_known check (basis in ('stock', 'flow')),
  constraint publication_has_a_definition foreign key (tenant_id, definition) references core.definition
);

-- Which leads had the same part in a published month, as a row: a month of 80,000 leads is some
-- twenty rows. A lead that was open at no end of a day of it and did not pass through is in none.
create table core.published_part (
  tenant_id           bigint not null,
  period_start        date not null,
  revision            integer not null,
  part                integer not null,
  opening             integer not null,
  entered             integer not null,
  exited_converted    integer not null,
  exited_disqualified integer not null,
  exited_decayed      integer not null,
  exited_criteria     integer not null,
  passed_through      integer not null,
  leads               bigint[] not null,
  primary key (tenant_id, period_start, revision, part),
  constraint part_is_of_a_publication foreign key (tenant_id, period_start, revision) references core.publication
);

-- How much was told lately, without a look at what (agency.portfolio).
create index alert_by_day on core.alert (tenant_id, day, kind);

reset role;
