-- The leads of all clients, without the person: no e-mail, phone, name or attribute.
create view agency.lead with (security_barrier) as
select s.tenant, p.lead_id, p.external_id, a.key as account, q.channel, p.stage, q.created_day,
       q.qualified @> s.today as qualified_now
  from agency.scope s
  join core.profile p on p.tenant_id = s.tenant_id and p.generation = s.generation
  join core.qualification q on q.tenant_id = p.tenant_id and q.generation = p.generation and q.lead_id = p.lead_id
  left join core.account a on a.tenant_id = p.tenant_id and a.account_id = p.account_id;

comment on view agency.lead is 'The leads of all clients, without personal columns.';
comment on column agency.lead.tenant is 'The client''s short name.';
comment on column agency.lead.lead_id is 'The lead''s number within the client.';
comment on column agency.lead.external_id is 'The id in the client''s CRM.';
comment on column agency.lead.account is 'The company: its domain, else its name.';
comment on column agency.lead.channel is 'The channel of first touch.';
comment on column agency.lead.stage is 'lead, mql, sql, opportunity, customer or disqualified.';
comment on column agency.lead.created_day is 'The day the lead came to be.';
comment on column agency.lead.qualified_now is 'Whether it is qualified today, in the client''s zone.';
