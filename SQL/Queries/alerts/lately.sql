-- Of these accounts, those of which new stakeholders were told since a day.
select distinct account_id from core.alert
where tenant_id = $1 and kind = 'stakeholders_joined' and account_id = any ($2) and day > $3
