delete from core.reject r
 using core.import i
 where r.tenant_id = $1 and i.tenant_id = $1 and i.import_id = r.import_id
   and i.finished_at < work.clock() - make_interval(days => $2)
