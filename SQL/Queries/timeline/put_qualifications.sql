insert into core.qualification (tenant_id, generation, lead_id, created_day, channel, qualified, exits, passed_on)
select tenant_id, generation, lead_id, created_day, channel, qualified, exits, passed_on
from pg_temp.fresh_qualification
where tenant_id = $1
on conflict (tenant_id, generation, lead_id) do update set created_day = excluded.created_day,
  channel = excluded.channel, qualified = excluded.qualified, exits = excluded.exits, passed_on = excluded.passed_on
