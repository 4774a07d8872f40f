-- As put_momenta, into a generation that has none of them: asking for each whether it is there is a second look along the
-- index, and a second record of the log.
insert into core.momentum (tenant_id, generation, lead_id, days, velocity, frequency, content, gain, state, engaged_first, engaged_last, touched,
  unreachable_at, score_days, scores, depth_days)
select tenant_id, generation, lead_id, days, velocity, frequency, content, gain, state, engaged_first, engaged_last, touched,
  unreachable_at, score_days, scores, depth_days
from pg_temp.fresh_momentum
where tenant_id = $1
