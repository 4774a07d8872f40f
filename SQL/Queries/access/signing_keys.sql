select key_number, secret from guard.signing_keys($1)
