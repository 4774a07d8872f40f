-- As put_qualifications, into a generation that has none of them: asking for each whether it is there is a second look along the
-- index, and a second record of the log.
insert into core.qualification (tenant_id, generation, lead_id, created_day, channel, qualified, exits, passed_on)
select tenant_id, generation, lead_id, created_day, channel, qualified, exits, passed_on
from pg_temp.fresh_qualification
where tenant_id = $1
