select guard.rotate_login($1::name, $2)
