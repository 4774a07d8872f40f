-- What a run may find to do beside its marks: whether due_watches would find anything ($2 is a day instead of today), and
-- whether a refresh waits that would find nothing after it. One that is wanted later stays, and harms nobody.
-- The order names the index, which exists() would drop, and the day is asked for once: along the key the server went through
-- all watches of the tenant, and asked each for the day. Nearly half of what the server did for 1,500 turns was that.
select coalesce((select true from core.watch w
                  where w.tenant_id = $1 and w.due_day <= (select coalesce($2, report.today()))
                  order by w.due_day limit 1), false),
       exists (select from work.job j where j.tenant_id = $1 and j.kind = 'refresh')
