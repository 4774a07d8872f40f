select guard.revoke_key($1, $2)
