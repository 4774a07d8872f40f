select guard.drop_login($1::name)
