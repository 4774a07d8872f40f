select guard.offer_sign_in($1, $2)
