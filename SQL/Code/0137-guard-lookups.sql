-- What the log says of its tenants' sizes, a planner must not know (Docs/Decisions/0011).
--
-- A client that came after the last ANALYZE is none of those that the statistics list, so it was
-- planned for as one row, and for one row any index that begins with the tenant is as good as any
-- other: the first batch of a new client's import compared 24,000 keyrings with 28,000 rows each,
-- 150 s in place of 0.3. Without statistics of tenant_id every tenant is taken for a two-hundredth of
-- the table, and the index that has the whole key wins whoever asks.
--
-- Not the timelines, which have a generation: readers join them, and they are analyzed as soon as a
-- generation is there (0136).
do $$
declare
  c record;
begin
  for c in
    select t.oid::regclass as name, a.attnum, a.attstattarget
      from pg_class t
      join pg_attribute a on a.attrelid = t.oid and a.attname = 'tenant_id' and not a.attisdropped
     where t.relnamespace = 'core'::regnamespace and t.relkind in ('r', 'p')
       and not exists (
         select from pg_attribute g where g.attrelid = t.oid and g.attname = 'generation' and not g.attisdropped)
  loop
    if c.attstattarget <> 0 then
      execute format('alter table %s alter column tenant_id set statistics 0', c.name);
    end if;
    -- What an earlier ANALYZE has left; nothing else takes it away.
    delete from pg_statistic s where s.starelid = c.name and s.staattnum = c.attnum;
  end loop;
end $$;
