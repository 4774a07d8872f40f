update core.sdr set paused = $3 where tenant_id = $1 and name = $2 returning name
