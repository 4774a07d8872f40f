-- All of a tenant's marks, for COPY, which takes no parameters: {tenant} is a number.
select unit, id, token from core.dirty where tenant_id = {tenant}
