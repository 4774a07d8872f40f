-- After a switch: the new one is ready, every other one is done with.
update core.generation
set state = case when generation = $2 then 'ready' else 'retired' end
where tenant_id = $1 and state <> 'retired'
