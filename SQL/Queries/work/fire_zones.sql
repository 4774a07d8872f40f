-- All zones whose time has come, in one transaction: a commit for each took longer than all that they do. In the
-- order of their key, so that two workers who come at once wait for each other instead of both for ever.
select f.place, work.fire_zone(f.kind, f.zone, f.seen, f.following, f.lane, f.name,
         array(select s.subject from unnest($8::integer[], $9::text[]) as s (place, subject) where s.place = f.place),
         f.day)
  from (select *
          from unnest($1::text[], $2::text[], $3::timestamptz[], $4::timestamptz[], $5::text[], $6::text[], $7::date[])
               with ordinality as u (kind, zone, seen, following, lane, name, day, place)
         order by u.kind, u.zone) as f
