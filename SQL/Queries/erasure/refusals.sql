-- Messages that were set aside, for whoever looks for somebody in them: so many, in the order of the key, from one on.
select message, received_at, reason, detail, body
from core.refusal where tenant_id = $1 and message > $2 and body <> '' order by message limit $3
