-- Gives up what waits for these sinks and is from before $3, for the reason $4. What is under way just
-- now says for itself how it went.
update core.outbox
   set state = 'dead', last_error = $4
 where tenant_id = $1 and sink = any ($2) and state = 'pending' and created_at <= $3
   and (leased_until is null or leased_until <= $5)
