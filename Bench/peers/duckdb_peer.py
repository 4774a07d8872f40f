"""What `headway rebuild` makes of every lead, by DuckDB: export, compute, load back.

usage: duckdb_peer.py FOLDER (made, and taken away). Fills peer.qualification, peer.momentum and peer.day_count of the
database that libpq's environment variables name.
"""

import pathlib
import shutil
import sys

import duckdb
import psycopg

EVENTS = """
copy (
  select e.tenant_id, k.lead_id, e.arrival, e.occurred_at at time zone t.timezone as local_at,
         (extract(epoch from e.occurred_at) * 1000000)::bigint as instant, e.type, e.channel,
         e.properties ->> 'path' as path, e.properties ->> 'seconds' as seconds, e.properties ->> 'to' as "to"
  from core.event e
  join core.keyring k on k.tenant_id = e.tenant_id and k.keyring_id = e.keyring_id
  join guard.tenant t on t.tenant_id = e.tenant_id
) to stdout (format csv)
"""

TABLES = """
create unlogged table peer.qualification (
  tenant_id bigint, lead_id bigint, created_day date, channel text, qualified datemultirange, exits text[],
  passed_on date);
create unlogged table peer.momentum (
  tenant_id bigint, lead_id bigint, days date[], velocity smallint[], frequency smallint[], content smallint[],
  gain integer[], state smallint[]);
create unlogged table peer.day_count (
  tenant_id bigint, day date, channel text, created integer, entered integer, exited_converted integer,
  exited_disqualified integer, exited_decayed integer, exited_criteria integer, passed_through integer);
"""

KEYS = """
alter table peer.qualification add primary key (tenant_id, lead_id);
alter table peer.momentum add primary key (tenant_id, lead_id);
alter table peer.day_count add primary key (tenant_id, day, channel);
"""

# All 500,000 leads at once do not fit into the memory that it has: it would spill, and is slower by that.
PARTS = 8

RESULTS = ["qualification", "momentum", "day_count"]


def main(folder):
    folder.mkdir(parents=True)
    try:
        with psycopg.connect(autocommit=True) as server:
            server.execute("set max_parallel_workers_per_gather = 2")
            events = folder / "events.csv"
            with events.open("wb") as file, server.cursor().copy(EVENTS) as copy:
                for block in copy:
                    file.write(block)
            compute(folder, events)
            server.execute(TABLES)
            server.execute("set maintenance_work_mem = '256MB'")
            for table in RESULTS:
                with (folder / f"{table}.csv").open("rb") as file:
                    with server.cursor().copy(f"copy peer.{table} from stdin (format csv)") as copy:
                        while block := file.read(1 << 20):
                            copy.write(block)
            server.execute(KEYS)
    finally:
        shutil.rmtree(folder)


def compute(folder, events):
    engine = duckdb.connect(
        config={"threads": 2, "memory_limit": "4GB", "temp_directory": str(folder / "spill"),
                "preserve_insertion_order": False})
    texts = {file.name: file.read_text() for file in (pathlib.Path(__file__).parent / "rebuild-duckdb").iterdir()}
    engine.execute(texts["1-days.sql"].replace("{events}", str(events)))
    for part in range(PARTS):
        engine.execute(texts["2-leads.sql"].replace("{parts}", str(PARTS)).replace("{part}", str(part)))
    engine.execute(texts["3-counts.sql"])
    for table in RESULTS:
        engine.execute(f"copy {table} to '{folder}/{table}.csv' (format csv, header false)")


main(pathlib.Path(sys.argv[1]))
