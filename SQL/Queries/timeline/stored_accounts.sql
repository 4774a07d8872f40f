select account_id, days, stakeholders, before, points, momentum, surging
from core.account_momentum
where tenant_id = $1 and generation = $2
order by account_id
