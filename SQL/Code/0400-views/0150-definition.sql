-- What "qualified" has meant, version by version.
create view {schema}.definition with (security_barrier) as
select t.slug as tenant, d.version, d.name, d.basis, d.created_at as set_at,
       lead(d.created_at) over (partition by d.tenant_id order by d.version) as replaced_at,
       coalesce(g.definition = d.version, false) as live, d.source
  from guard.tenant t
  join core.definition d on d.tenant_id = t.tenant_id
  left join core.head h on h.tenant_id = d.tenant_id
  left join core.generation g on g.tenant_id = h.tenant_id and g.generation = h.live_generation;

comment on view {schema}.definition is 'Every version of the definition of "qualified", with the time for which it was the newest.';
comment on column {schema}.definition.tenant is 'The client''s short name.';
comment on column {schema}.definition.version is 'As the column definition of the other views has it; 1 is the first.';
comment on column {schema}.definition.name is 'What the definition calls itself.';
comment on column {schema}.definition.basis is 'Which rate lvr shows under it: stock or flow.';
comment on column {schema}.definition.set_at is 'When it was set.';
comment on column {schema}.definition.replaced_at is 'When the next version was set; NULL: there is none.';
comment on column {schema}.definition.live is 'Whether the figures follow it: of all days, also those before it was set.';
comment on column {schema}.definition.source is 'The document, word for word.';
