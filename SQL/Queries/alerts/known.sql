-- Of these occasions, those that were told.
select firing from core.alert where tenant_id = $1 and firing = any ($2)
