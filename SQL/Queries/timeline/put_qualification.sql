-- As put_qualifications, of one lead: a few at hand go many in one round trip, and no table of the session is touched,
-- which every commit would empty anew (Docs/Decisions/0033).
insert into core.qualification (tenant_id, generation, lead_id, created_day, channel, qualified, exits, passed_on)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (tenant_id, generation, lead_id) do update set created_day = excluded.created_day,
  channel = excluded.channel, qualified = excluded.qualified, exits = excluded.exits, passed_on = excluded.passed_on
