-- Whether due_watches would find anything; $2 is a day instead of today.
select exists (select from core.watch w where w.tenant_id = $1 and w.due_day <= coalesce($2, report.today()))
