-- The files that rows of the log came in.
select r.arrival, r.received_day, i.file_name
from (select r.arrival, r.received_day, r.import_id from core.record r where r.tenant_id = $1 and r.arrival = any ($2)
      union
      select a.arrival, a.received_day, a.import_id from core.account_record a
       where a.tenant_id = $1 and a.arrival = any ($2)) as r
left join core.import i on i.tenant_id = $1 and i.import_id = r.import_id
