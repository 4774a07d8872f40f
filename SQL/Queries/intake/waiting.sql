-- What of a tenant is to be folded next, from one key on: a sweep through all of it comes by every message,
-- whatever comes in meanwhile.
select message, form, received_at, sent_at, body
from work.inbox where tenant_id = $1 and message > $2 order by message limit $3
