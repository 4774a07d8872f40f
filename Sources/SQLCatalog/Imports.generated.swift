// Generated from SQL/ by `make catalog`. Edit the SQL, not this file.
// swift-format-ignore-file

extension SQL {
  public enum Imports {
    /// Every statement of this folder.
    public static let all: [SQLFile] = [finish, insertRejects, last, list, progress, rejects, remainingSightings, removeKeyrings, revertAccountRecords, revertDealRows, revertEvents, revertImport, revertKeyrings, revertRecords, revertSignals, start]

    public static let finish = SQLFile(
      name: "imports/finish", sha256: "5c6d5e88bac237aa3e264354d6ab0d21939a78ff144990beff0ce42cace32677",
      text: #"""
update core.import set state = 'done', finished_at = clock_timestamp() where tenant_id = $1 and import_id = $2

"""#)

    public static let insertRejects = SQLFile(
      name: "imports/insert_rejects", sha256: "68ece5590da2dd93cc553eaf61276a26ed9c455f3fb48f61990e04c9c728f104",
      text: #"""
insert into core.reject (tenant_id, import_id, line, column_name, reason, detail, row_text)
select $1, $2, n.line, n.column_name, n.reason, n.detail, n.row_text
from unnest($3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[])
  as n (line, column_name, reason, detail, row_text)
on conflict (tenant_id, import_id, line) do nothing

"""#)

    /// The last import of a kind that still stands: the same file again is no news.
    public static let last = SQLFile(
      name: "imports/last", sha256: "eb04fdcca009dc610f8870eda53d07bb836572fcf12370109b69a246f307c358",
      text: #"""
-- The last import of a kind that still stands: the same file again is no news.
select import_id, digest, reading, state, received_day, rows_done, rows_new, duplicates, conflicting, rejected, file_name,
       kind, started_at, finished_at
from core.import
where tenant_id = $1 and kind = $2 and state <> 'reverted'
order by import_id desc
limit 1

"""#)

    public static let list = SQLFile(
      name: "imports/list", sha256: "684a64b95db7a0b8db793d529ba88d4d03e798cf66796510b94cf256a98e8b53",
      text: #"""
select import_id, digest, reading, state, received_day, rows_done, rows_new, duplicates, conflicting, rejected, file_name,
       kind, started_at, finished_at
from core.import
where tenant_id = $1
order by import_id

"""#)

    public static let progress = SQLFile(
      name: "imports/progress", sha256: "7e2e1ccf3d4cbfaba0f95d6b38013a22ae7fd74105feb4764a9addf235c4f176",
      text: #"""
update core.import
set rows_done = $3, rows_new = rows_new + $4, duplicates = duplicates + $5, conflicting = conflicting + $6,
    rejected = rejected + $7
where tenant_id = $1 and import_id = $2

"""#)

    public static let rejects = SQLFile(
      name: "imports/rejects", sha256: "27a0000c7b38c527b4f1ebd344ab682ad5f81cfd2f655189d12ed9915ba3b81a",
      text: #"""
select line, column_name, reason, detail, row_text
from core.reject
where tenant_id = $1 and import_id = $2
order by line

"""#)

    /// When each keyring was first seen in what is left of the log; one without a row was seen nowhere.
    public static let remainingSightings = SQLFile(
      name: "imports/remaining_sightings", sha256: "6d285afa14a045a2995a6239fbac69874af6f386b2d309b6e7a4ba33b62bf723",
      text: #"""
-- When each keyring was first seen in what is left of the log; one without a row was seen nowhere.
select wanted.keyring_id, seen.at, seen.arrival
from unnest($2::bigint[]) as wanted (keyring_id)
cross join lateral (
  select s.at, s.arrival
  from (
    (select e.occurred_at as at, e.arrival
     from core.event e where e.tenant_id = $1 and e.keyring_id = wanted.keyring_id offset 0)
    union all
    (select r.sighted_at, r.arrival
     from core.record r where r.tenant_id = $1 and r.keyring_id = wanted.keyring_id offset 0)
  ) as s
  order by s.at, s.arrival
  limit 1
) as seen

"""#)

    public static let removeKeyrings = SQLFile(
      name: "imports/remove_keyrings", sha256: "92540b769a58c9ba1896553cf8c0f6093564abfc60860fbb7b4cc49a4df16aa4",
      text: #"""
with gone as (
  delete from core.identity where tenant_id = $1 and keyring_id = any ($2)
)
delete from core.keyring where tenant_id = $1 and keyring_id = any ($2) and not explicit

"""#)

    public static let revertAccountRecords = SQLFile(
      name: "imports/revert_account_records", sha256: "e5ba97b0954ac02ca8a40ddd175443e37ad510aa24052fea1e0cf54e94e7e1e6",
      text: #"""
delete from core.account_record where tenant_id = $1 and import_id = $2 returning account_id

"""#)

    public static let revertDealRows = SQLFile(
      name: "imports/revert_deal_rows", sha256: "b6a84db52d19f783475f4fa15e6ffb44bb99955960351d77b28a186a6cd49d00",
      text: #"""
delete from core.deal_row where tenant_id = $1 and import_id = $2 returning deal_id

"""#)

    public static let revertEvents = SQLFile(
      name: "imports/revert_events", sha256: "94fc3849deb9a0be5874921585c7f5131d7e744db625a05b182505de63073ea2",
      text: #"""
delete from core.event where tenant_id = $1 and import_id = $2

"""#)

    public static let revertImport = SQLFile(
      name: "imports/revert_import", sha256: "2a06b136af48f3f51d4a4a46b872ebd3625ddd9ff8b9d3b5001bc0289d9f7e4e",
      text: #"""
update core.import set state = 'reverted', finished_at = clock_timestamp() where tenant_id = $1 and import_id = $2

"""#)

    /// Whose facts a revert takes away.
    public static let revertKeyrings = SQLFile(
      name: "imports/revert_keyrings", sha256: "45b2588f8ee35fec66f8001ad96617159c49fd968d3917c098b105026e00a293",
      text: #"""
-- Whose facts a revert takes away.
select keyring_id from core.event where tenant_id = $1 and import_id = $2
union
select keyring_id from core.record where tenant_id = $1 and import_id = $2
union
select keyring_id from core.deal_row where tenant_id = $1 and import_id = $2

"""#)

    public static let revertRecords = SQLFile(
      name: "imports/revert_records", sha256: "14c9d6e3204b7a8e05fa1b41a9d1f4bf1d7c06ca33e1df3efb23326ccf3b6201",
      text: #"""
delete from core.record where tenant_id = $1 and import_id = $2

"""#)

    public static let revertSignals = SQLFile(
      name: "imports/revert_signals", sha256: "b2bb0d6615a2aefb67ecc85f275d1f467b1617f67ed93312e279c60f80ecb6d8",
      text: #"""
delete from core.signal where tenant_id = $1 and import_id = $2 returning account_id

"""#)

    public static let start = SQLFile(
      name: "imports/start", sha256: "ec694632db52a3314a5a75621fc598aef9fadb7402bb90b5b3b00f01fffd0a60",
      text: #"""
with numbered as (
  update core.head set next_import = next_import + 1 where tenant_id = $1 returning next_import - 1 as import_id
)
insert into core.import (tenant_id, import_id, kind, file_name, digest, reading, received_day)
select $1, import_id, $2, $3, $4, $5, $6 from numbered
returning import_id

"""#)
  }
}
