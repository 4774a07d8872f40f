-- What was wrong stays; the message and what is quoted of it go.
update core.refusal set body = '', detail = 'the message was erased with its person'
where tenant_id = $1 and message = any($2)
