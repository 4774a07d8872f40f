select link_id, label, created_at, valid_until, revoked_at, last_used, sessions from guard.links($1)
