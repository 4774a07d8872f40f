-- As put_profiles, of one lead (Docs/Decisions/0033).
insert into core.profile (tenant_id, generation, lead_id, account_id, stage, external_id, email, name, title, attributes,
  stage_days, stages, account_attributes)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
on conflict (tenant_id, generation, lead_id) do update set account_id = excluded.account_id, stage = excluded.stage,
  external_id = excluded.external_id, email = excluded.email, name = excluded.name, title = excluded.title,
  attributes = excluded.attributes, stage_days = excluded.stage_days, stages = excluded.stages,
  account_attributes = excluded.account_attributes
