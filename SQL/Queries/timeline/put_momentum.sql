-- As put_momenta, of one lead (Docs/Decisions/0033).
insert into core.momentum (tenant_id, generation, lead_id, days, velocity, frequency, content, gain, state, engaged_first,
  engaged_last, touched, unreachable_at, score_days, scores, depth_days)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
on conflict (tenant_id, generation, lead_id) do update set days = excluded.days, velocity = excluded.velocity,
  frequency = excluded.frequency, content = excluded.content, gain = excluded.gain, state = excluded.state,
  engaged_first = excluded.engaged_first, engaged_last = excluded.engaged_last, touched = excluded.touched,
  unreachable_at = excluded.unreachable_at, score_days = excluded.score_days, scores = excluded.scores,
  depth_days = excluded.depth_days
