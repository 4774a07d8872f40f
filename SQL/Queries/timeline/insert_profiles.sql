-- As put_profiles, into a generation that has none of them: asking for each whether it is there is a second look along the
-- index, and a second record of the log.
insert into core.profile (tenant_id, generation, lead_id, account_id, stage, external_id, email, name, title, attributes,
  stage_days, stages, account_attributes)
select tenant_id, generation, lead_id, account_id, stage, external_id, email, name, title, attributes, stage_days, stages,
  account_attributes
from pg_temp.fresh_profile
where tenant_id = $1
