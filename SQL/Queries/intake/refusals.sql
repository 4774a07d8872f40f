-- Messages that were not taken, the newest first.
select message, received_at, reason, detail, body
from core.refusal where tenant_id = $1 and received_at >= $2
order by received_at desc, message limit $3
