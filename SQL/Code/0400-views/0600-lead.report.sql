-- The leads themselves. In schema report alone: the agency's views carry no personal columns.
create view report.lead with (security_barrier) as
select s.tenant, p.lead_id, p.external_id, p.email, p.name, p.title, a.key as account, q.channel, p.stage,
       q.created_day, p.attributes, q.qualified @> s.today as qualified_now
  from report.scope s
  join core.profile p on p.tenant_id = s.tenant_id and p.generation = s.generation
  join core.qualification q on q.tenant_id = p.tenant_id and q.generation = p.generation and q.lead_id = p.lead_id
  left join core.account a on a.tenant_id = p.tenant_id and a.account_id = p.account_id;

comment on view report.lead is 'Your leads: one prospect, one row, duplicates joined.';
comment on column report.lead.tenant is 'The client''s short name.';
comment on column report.lead.lead_id is 'The lead''s number; a lower one survives when two are joined.';
comment on column report.lead.external_id is 'The id in your CRM.';
comment on column report.lead.email is 'The latest e-mail address.';
comment on column report.lead.name is 'First and last name.';
comment on column report.lead.title is 'The latest job title.';
comment on column report.lead.account is 'The company: its domain, else its name.';
comment on column report.lead.channel is 'The channel of first touch.';
comment on column report.lead.stage is 'lead, mql, sql, opportunity, customer or disqualified.';
comment on column report.lead.created_day is 'The day the lead came to be.';
comment on column report.lead.attributes is 'The latest value of every attribute.';
comment on column report.lead.qualified_now is 'Whether it is qualified on report.today().';
