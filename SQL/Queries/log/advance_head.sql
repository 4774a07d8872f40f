update core.head
set next_arrival = $2, next_keyring = $3, next_lead = $4, next_account = $5, keyring_epoch = $6,
    -- Set once, by the first stage without a date, and never moved.
    history_from = coalesce(history_from, $7)
where tenant_id = $1
