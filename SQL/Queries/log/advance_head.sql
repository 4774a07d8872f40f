-- The first import with a stage without a date sets history_from, to the first of its days; no
-- later one moves it.
update core.head
set next_arrival = $2, next_keyring = $3, next_lead = $4, next_account = $5, keyring_epoch = $6,
    history_from = case when history_import is null or history_import = $8 then least(history_from, $7) else history_from end,
    history_import = case when $7 is null then history_import else coalesce(history_import, $8) end
where tenant_id = $1
