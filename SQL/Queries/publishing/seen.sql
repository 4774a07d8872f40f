-- What a publication had seen of the log, and which imports were taken back since.
select p.next_arrival, p.zone,
       array(select i.file_name from core.import i
             where i.tenant_id = $1 and i.state = 'reverted' and i.finished_at > p.published_at
             order by i.import_id)
from core.publication p
where p.tenant_id = $1 and p.period_start = $2 and p.revision = $3
