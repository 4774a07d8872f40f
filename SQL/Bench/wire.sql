-- Rows to be decoded: of five numbers, or of three and two strings.
create schema if not exists bench;
drop table if exists bench.wire;
create table bench.wire (
  n bigint not null, small integer not null, ratio double precision not null, is_even boolean not null,
  at timestamptz not null, name text not null, note text not null);
grant usage on schema bench to headway_service;
grant select on bench.wire to headway_service;
