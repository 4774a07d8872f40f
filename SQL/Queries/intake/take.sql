-- Takes messages out; those that somebody else has taken meanwhile are not answered.
delete from work.inbox where tenant_id = $1 and message = any($2) returning message
