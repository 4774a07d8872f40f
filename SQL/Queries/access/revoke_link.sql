select guard.revoke_link($1)
