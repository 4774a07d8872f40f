insert into core.profile (tenant_id, generation, lead_id, account_id, stage, external_id, email, name, title, attributes,
  stage_days, stages, account_attributes)
select tenant_id, generation, lead_id, account_id, stage, external_id, email, name, title, attributes, stage_days, stages,
  account_attributes
from pg_temp.fresh_profile
where tenant_id = $1
on conflict (tenant_id, generation, lead_id) do update set account_id = excluded.account_id, stage = excluded.stage,
  external_id = excluded.external_id, email = excluded.email, name = excluded.name, title = excluded.title,
  attributes = excluded.attributes, stage_days = excluded.stage_days, stages = excluded.stages,
  account_attributes = excluded.account_attributes
