select guard.forget_tenant($1)
