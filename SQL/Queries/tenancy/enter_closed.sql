-- As tenancy/enter.sql, also into a tenant that is being deleted or restored.
select guard.enter($1, true)
