// Generated from SQL/ by `make catalog`. Edit the SQL, not this file.
// swift-format-ignore-file

extension SQL {
  public enum Work {
    /// Every statement of this folder.
    public static let all: [SQLFile] = [claim, discard, dueSchedules, endStandstills, endWaitingRefresh, enqueue, extend, finish, finishWithin, fire, fireZones, forget, giveBack, holdWaitingRefresh, holds, jobs, putSchedule, putZone, removeOldDeadJobs, removeOldMessages, removeOldRejects, removeSchedule, retry, schedules, standstills, sweep, zonesWithout]

    public static let claim = SQLFile(
      name: "work/claim", sha256: "01f853495bbfba1677d7126d0ec060e909bd8e264bdbbac05a73e4436f80da43",
      text: #"""
select tenant_id, slug, job_id, kind, subject, token, attempts, crashes, due_since, reached
from work.claim($1, $2, $3, $4, $5, make_interval(secs => $6), $7, $8)

"""#)

    public static let discard = SQLFile(
      name: "work/discard", sha256: "ab58c9ba28adc9aa87989b08f2028f1629b130932c31a51c47fcf01584970d8a",
      text: #"""
select work.discard($1)

"""#)

    public static let dueSchedules = SQLFile(
      name: "work/due_schedules", sha256: "8ec87a81013f78947e5852b5f05b764c9e081bb568e9191d0e23c2ded43469c9",
      text: #"""
select tenant_id, kind, zone, cron, catch_up, next_at, moment from work.due_schedules($1)

"""#)

    /// Ends those that still stand where they stood. Answers how many.
    public static let endStandstills = SQLFile(
      name: "work/end_standstills", sha256: "fff5e521a581c853b9c4995c62ed4b0081deec504e32b87576a8826f8a4acbde",
      text: #"""
-- Ends those that still stand where they stood. Answers how many.
select count(*) filter (where pg_terminate_backend(a.pid))::integer
  from pg_stat_activity a
  left join pg_stat_progress_copy p on p.pid = a.pid
  join unnest($1::integer[], $2::timestamptz[], $3::bigint[]) as w (pid, began, moved)
    on w.pid = a.pid and w.began = a.query_start and w.moved = coalesce(p.bytes_processed + p.tuples_processed, 0)
 where a.usename = session_user and a.datname = current_database() and a.state = 'active'
   and a.wait_event_type = 'Client' and a.pid <> pg_backend_pid()

"""#)

    /// Takes away the refresh that hold_waiting_refresh holds, where it would find nothing to do: no mark, no day that
    /// has come, and figures that follow the newest texts and the tenant's zone.
    public static let endWaitingRefresh = SQLFile(
      name: "work/end_waiting_refresh", sha256: "36a39b35e067a723671eada515c20bbf10417597ef811cdda202a428ce77f66c",
      text: #"""
-- Takes away the refresh that hold_waiting_refresh holds, where it would find nothing to do: no mark, no day that
-- has come, and figures that follow the newest texts and the tenant's zone.
--
-- A statement of its own, after the other: whoever had wanted the job before it was held has committed, and this
-- statement's snapshot sees the marks that came with it. In one statement the job would go and the marks stay.
delete from work.job j
where j.tenant_id = $1 and j.job_id = nullif(current_setting('headway.held_refresh', true), '')::bigint
  and not exists (select from core.dirty d where d.tenant_id = $1)
  -- As in what_is_due: the order names the index.
  and (select true from core.watch w
        where w.tenant_id = $1 and w.due_day <= (select report.today()) order by w.due_day limit 1) is null
  and not exists (
    select from core.definition d
    where d.tenant_id = $1
      and not exists (
        select from core.head h
        join core.generation g on g.tenant_id = $1 and g.generation = h.live_generation
        where h.tenant_id = $1 and g.definition >= d.version
          and g.model = coalesce((select max(m.version) from core.model m where m.tenant_id = $1), 0)
          and g.zone = (select t.timezone from guard.entered_tenant() t)))
returning true

"""#)

    /// Wants a job, in the transaction that needs it. One of its kind and subject that waits already is the same
    /// job: it is brought forward, unless it rests after a failure.
    public static let enqueue = SQLFile(
      name: "work/enqueue", sha256: "1a9c9ab04cd7fa7b562518aa5d51dc88546a734d6640fcf5aa92b0bd0a796557",
      text: #"""
-- Wants a job, in the transaction that needs it. One of its kind and subject that waits already is the same
-- job: it is brought forward, unless it rests after a failure.
--
-- The row is locked either way. So no worker takes it before this transaction has ended, and what this
-- transaction wrote is seen by the run that follows.
with put as (
  insert into work.job as j (tenant_id, lane, kind, subject, run_at, created_at)
  select $1, $2, $3, $4, m.at + make_interval(secs => $5), m.at
    from (select work.clock() as at) as m
  on conflict (tenant_id, kind, subject)
  do update set run_at = case when j.attempts = 0 then least(j.run_at, excluded.run_at) else j.run_at end
  returning j.xmax = 0 as fresh
)
-- Only a hint, and a COMMIT with one waits for all others that have one: not for a job that waits already.
select pg_notify('headway_work', '') from put where fresh

"""#)

    public static let extend = SQLFile(
      name: "work/extend", sha256: "bae1d8893a75f89474d8c9c64cd7ab33a0f85f0b80d0b4bc73e8bc155788e5d1",
      text: #"""
select job_id, token from work.extend($1, $2, make_interval(secs => $3))

"""#)

    public static let finish = SQLFile(
      name: "work/finish", sha256: "f1e7ea525ecde0ea0c16a0cc8d10798d941517f8c7e7cd662787fa21278d5927",
      text: #"""
select job_id, token from work.finish_all($1, $2, $3)

"""#)

    /// In the transaction that has done the work: no row, and all of it is undone.
    public static let finishWithin = SQLFile(
      name: "work/finish_within", sha256: "e4b4c5935e732a945ea58d599bca0a61c92e7983d671c9943ab03553b38b6b67",
      text: #"""
-- In the transaction that has done the work: no row, and all of it is undone.
select true from work.take_from($1, $3, array[$2::bigint]) as t where cardinality(t.taken) > 0

"""#)

    public static let fire = SQLFile(
      name: "work/fire", sha256: "7c0bbf247691dcf2637375279be34bef270466d76bcc4a580f5219ab839079e8",
      text: #"""
select work.fire($1, $2, $3, $4, $5, $6, $7, $8, $9)

"""#)

    /// All zones whose time has come, in one transaction: a commit for each took longer than all that they do. In the
    /// order of their key, so that two workers who come at once wait for each other instead of both for ever.
    public static let fireZones = SQLFile(
      name: "work/fire_zones", sha256: "be1b2f8095f833293188429c92e3e57d6d76be0f6439d0749216e20630e19538",
      text: #"""
-- All zones whose time has come, in one transaction: a commit for each took longer than all that they do. In the
-- order of their key, so that two workers who come at once wait for each other instead of both for ever.
select f.place, work.fire_zone(f.kind, f.zone, f.seen, f.following, f.lane, f.name,
         array(select s.subject from unnest($8::integer[], $9::text[]) as s (place, subject) where s.place = f.place),
         f.day)
  from (select *
          from unnest($1::text[], $2::text[], $3::timestamptz[], $4::timestamptz[], $5::text[], $6::text[], $7::date[])
               with ordinality as u (kind, zone, seen, following, lane, name, day, place)
         order by u.kind, u.zone) as f

"""#)

    public static let forget = SQLFile(
      name: "work/forget", sha256: "a51423f76d2722d6504037d9bc6b8e08d25e61ccc1e7a20bdbf5b484d6be67f4",
      text: #"""
with jobs as (
  delete from work.job where tenant_id = $1 returning 1
), hands as (
  delete from work.hand where tenant_id = $1 returning cardinality(jobs) as jobs
), letters as (
  delete from work.dead_job where tenant_id = $1 returning 1
)
select (select count(*) from jobs) + (select coalesce(sum(jobs), 0)::bigint from hands) + (select count(*) from letters)

"""#)

    public static let giveBack = SQLFile(
      name: "work/give_back", sha256: "436fa2203bfcd33abfd1253cc68e5a1382f6036639337da2d12c68e259a0bc84",
      text: #"""
select work.give_back($1, $2, $3, make_interval(secs => $4), $5, $6)

"""#)

    /// The refresh that waits, held: nobody wants it anew, and nobody takes it, before this transaction has ended. Which it is, is
    /// noted for end_waiting_refresh: none where there is none, or where somebody is just wanting or taking it.
    public static let holdWaitingRefresh = SQLFile(
      name: "work/hold_waiting_refresh", sha256: "a42805cf63881c0d1d6aa2e8b7789361c22e389591379d4ba265ace6bc21b466",
      text: #"""
-- The refresh that waits, held: nobody wants it anew, and nobody takes it, before this transaction has ended. Which it is, is
-- noted for end_waiting_refresh: none where there is none, or where somebody is just wanting or taking it.
select set_config('headway.held_refresh', coalesce((
  select j.job_id::text from (
    select job_id from work.job where tenant_id = $1 and kind = 'refresh' for update skip locked
  ) as j), ''), true)

"""#)

    public static let holds = SQLFile(
      name: "work/holds", sha256: "cef44712453685419cc38806ddac03113c8367f404f6475abaf5f1b13e17079b",
      text: #"""
select work.holds($1, $2, $3)

"""#)

    public static let jobs = SQLFile(
      name: "work/jobs", sha256: "ee490dd12eb6b61e3375c4df2b3e86e1d200a49c31aa571fc032b81d611992b7",
      text: #"""
select job_id, tenant, zone, kind, subject, state, run_at, attempts, crashes, worker, last_error, created_at
from work.jobs($1, $2, $3)

"""#)

    /// A tenant's own; what runs next is what the new expression says.
    public static let putSchedule = SQLFile(
      name: "work/put_schedule", sha256: "268662d8fde6a5775663f3b20443851b01545b4e75eec74302595b2e2c798662",
      text: #"""
-- A tenant's own; what runs next is what the new expression says.
insert into work.schedule (tenant_id, kind, cron, zone, catch_up, next_at) values ($1, $2, $3, $4, $5, $6)
on conflict (tenant_id, kind) do update
set cron = excluded.cron, zone = excluded.zone, catch_up = excluded.catch_up, next_at = excluded.next_at

"""#)

    public static let putZone = SQLFile(
      name: "work/put_zone", sha256: "aa4df4989efa6e084ba24fb15f21cdc1d2c8c2e30885deb85af9a714a447b2a3",
      text: #"""
select work.put_zone($1, $2, $3, $4, $5, $6)

"""#)

    public static let removeOldDeadJobs = SQLFile(
      name: "work/remove_old_dead_jobs", sha256: "75cb32c905cd1811dc41a49384fb493a4ff9e547920e65185032f409acf80f40",
      text: #"""
delete from work.dead_job where tenant_id = $1 and died_at < work.clock() - make_interval(days => $2)

"""#)

    /// Messages that nothing more will come of, $2 days after their last attempt or arrival.
    public static let removeOldMessages = SQLFile(
      name: "work/remove_old_messages", sha256: "3307ee6ae943ec49d91e249367fe3eb2a46b2146867b39faff76fbfda4c7c724",
      text: #"""
-- Messages that nothing more will come of, $2 days after their last attempt or arrival.
delete from core.outbox
 where tenant_id = $1 and state <> 'pending'
   and coalesce(delivered_at, next_at) < work.clock() - make_interval(days => $2)

"""#)

    public static let removeOldRejects = SQLFile(
      name: "work/remove_old_rejects", sha256: "155fc46e2070c876468e753db353cb8b3187b08a0e1c0d0af8eab13453c64ad2",
      text: #"""
delete from core.reject r
 using core.import i
 where r.tenant_id = $1 and i.tenant_id = $1 and i.import_id = r.import_id
   and i.finished_at < work.clock() - make_interval(days => $2)

"""#)

    public static let removeSchedule = SQLFile(
      name: "work/remove_schedule", sha256: "af50946edd7fe597f0f73f28df924bae0f23e36c84bdd012c48298f422dc8c8b",
      text: #"""
delete from work.schedule where tenant_id = $1 and kind = $2 returning true

"""#)

    public static let retry = SQLFile(
      name: "work/retry", sha256: "8c3977d6dd22ab30d88c4bf37e613369df9a76a807c1b8b7900063fd375727cf",
      text: #"""
select work.retry($1)

"""#)

    public static let schedules = SQLFile(
      name: "work/schedules", sha256: "decde01ee0a671f0b4590e15faac995eb63201cb66c1accb048ee5c8e182596a",
      text: #"""
select tenant, kind, zone, cron, catch_up, next_at, last_at from work.schedules($1)

"""#)

    /// Sessions of this login in which the server waits for the client in the middle of a statement, and how far each
    /// has come with it. A COPY counts its bytes and rows; another statement has no count, and stands where it began.
    public static let standstills = SQLFile(
      name: "work/standstills", sha256: "7043d9e4cde3c76f21fdd65adb501a9455c746e74a24f33c61c2963b39636978",
      text: #"""
-- Sessions of this login in which the server waits for the client in the middle of a statement, and how far each
-- has come with it. A COPY counts its bytes and rows; another statement has no count, and stands where it began.
select a.pid, a.query_start, coalesce(p.bytes_processed + p.tuples_processed, 0)
  from pg_stat_activity a
  left join pg_stat_progress_copy p on p.pid = a.pid
 where a.usename = session_user and a.datname = current_database() and a.state = 'active'
   and a.wait_event_type = 'Client' and a.pid <> pg_backend_pid()

"""#)

    public static let sweep = SQLFile(
      name: "work/sweep", sha256: "150d7541e31d6abdf63c74038fcfa452ba3d9a1d2f9c9e6299c7c10466544e2e",
      text: #"""
select work.sweep()

"""#)

    public static let zonesWithout = SQLFile(
      name: "work/zones_without", sha256: "1ea17daf78d97e9e8c80e2811e15a3bb4c796b37452c1c8dd6db12955ed9ee10",
      text: #"""
select kind, zone from work.zones_without($1)

"""#)
  }
}
