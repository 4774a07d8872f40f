-- Under what a tenant's leads and accounts are marked: an import leaves hundreds of thousands of marks, and a few tokens a batch.
select distinct token from core.dirty where tenant_id = $1
