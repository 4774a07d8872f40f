-- What a run may find to do beside its marks: whether due_watches would find anything ($2 is a day instead of today), and
-- whether a refresh waits that would find nothing after it. One that is wanted later stays, and harms nobody.
select exists (select from core.watch w where w.tenant_id = $1 and w.due_day <= coalesce($2, report.today())),
       exists (select from work.job j where j.tenant_id = $1 and j.kind = 'refresh' and j.state = 'waiting')
