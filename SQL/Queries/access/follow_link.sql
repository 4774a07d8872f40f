select tenant_id, slug, valid_until from guard.follow_link($1, $2, $3)
