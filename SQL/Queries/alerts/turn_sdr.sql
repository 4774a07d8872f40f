update core.sdr set last_turn = $3 where tenant_id = $1 and name = $2
