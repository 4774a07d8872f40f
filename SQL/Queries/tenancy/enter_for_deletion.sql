select guard.enter($1, true)
