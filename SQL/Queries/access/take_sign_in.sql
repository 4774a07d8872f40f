select guard.take_sign_in($1, $2, $3)
