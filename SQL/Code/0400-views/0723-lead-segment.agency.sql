-- What the leads of all clients may be told apart by: their attributes are the clients' own. Not granted to anybody.
create view agency.lead_segment with (security_barrier) as
select s.tenant_id, s.generation, q.lead_id, g.segmented_by, g.segment
  from agency.scope s
  join core.qualification q on q.tenant_id = s.tenant_id and q.generation = s.generation
 cross join lateral (values ('all', 'all'), ('channel', q.channel)) as g (segmented_by, segment);
