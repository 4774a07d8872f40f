select lead_id, created_day, channel, qualified, exits, passed_on
from core.qualification
where tenant_id = $1 and generation = $2 and lead_id = any ($3)
