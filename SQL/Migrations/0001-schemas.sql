-- The schemas, and what nobody gets by default.
revoke all on schema public from public;

create schema guard authorization headway_guard;
create schema core authorization headway_owner;
create schema metric authorization headway_owner;
create schema report authorization headway_report;
create schema agency authorization headway_agency_report;

grant usage on schema guard to headway_owner, headway_provisioner, headway_service, headway_reader,
  headway_agency, headway_report, headway_agency_report;
grant usage on schema core to headway_service, headway_report, headway_agency_report;
grant usage on schema metric to headway_service, headway_reader, headway_agency, headway_report, headway_agency_report;
grant usage on schema report to headway_reader, headway_service;
grant usage on schema agency to headway_agency;

alter default privileges revoke execute on functions from public;
alter default privileges for role headway_owner, headway_guard, headway_provisioner, headway_report, headway_agency_report
  revoke execute on functions from public;

-- Nobody who can type SQL runs code of their own: no DO blocks, no functions.
revoke usage on language plpgsql from public;
revoke usage on language sql from public;
grant usage on language plpgsql, sql to headway_owner, headway_guard, headway_provisioner, headway_report,
  headway_agency_report;

-- What has been applied to this database, and from which text.
set role headway_owner;
create table core.migration (
  name       text primary key,
  checksum   text not null,
  applied_at timestamptz not null default clock_timestamp()
);
grant select on core.migration to headway_service;
reset role;
