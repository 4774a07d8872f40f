-- All marks under these tokens. A token is of one transaction, so whoever has seen one of its marks has seen them all.
delete from core.dirty where tenant_id = $1 and token = any ($2)
