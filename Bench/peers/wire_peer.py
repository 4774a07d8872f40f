"""The calls of `headway bench wire` by psycopg 3 (C) or asyncpg, as their users would write them.

usage: wire_peer.py psycopg|asyncpg. Says "ready", then for each line "WHAT COUNT TENANT" the seconds that it took.
"""

import sys
import time

NUMBERS = "select n, small, ratio, is_even, at from bench.wire limit {}"
STRINGS = "select n, name, note, ratio, at from bench.wire limit {}"
ENTER = "select guard.enter({})"
MARKS = "select count(*) from core.dirty"


def commands():
    print("ready", flush=True)
    for line in sys.stdin:
        what, count, tenant = line.split()
        yield what, int(count), int(tenant)


def with_psycopg():
    import psycopg

    assert psycopg.pq.__impl__ in ("c", "binary"), psycopg.pq.__impl__
    with psycopg.connect(autocommit=True) as connection:
        cursor = connection.cursor(binary=True)

        def run(what, count, tenant):
            if what in ("numbers", "strings"):
                text = (NUMBERS if what == "numbers" else STRINGS).format("%s")
                rows = cursor.execute(text, (count,), prepare=True).fetchall()
                assert len(rows) == count
            elif what == "one":
                for _ in range(count):
                    assert cursor.execute("select 1", prepare=True).fetchone() == (1,)
            else:
                for _ in range(count):
                    with connection.pipeline():
                        cursor.execute(ENTER.format("%s"), (tenant,), prepare=True)
                        seen = connection.execute(MARKS, prepare=True)
                    assert len(seen.fetchall()) == 1

        for command in commands():
            start = time.perf_counter()
            run(*command)
            print(f"{time.perf_counter() - start:.6f}", flush=True)


async def with_asyncpg():
    import asyncpg

    connection = await asyncpg.connect()

    async def run(what, count, tenant):
        if what in ("numbers", "strings"):
            text = (NUMBERS if what == "numbers" else STRINGS).format("$1")
            rows = await connection.fetch(text, count)
            assert len(rows) == count
        elif what == "one":
            for _ in range(count):
                assert await connection.fetchval("select 1") == 1
        else:
            for _ in range(count):
                # It has no pipelines: a transaction it is.
                async with connection.transaction():
                    await connection.fetchval(ENTER.format("$1"), tenant)
                    assert len(await connection.fetch(MARKS)) == 1

    for command in commands():
        start = time.perf_counter()
        await run(*command)
        print(f"{time.perf_counter() - start:.6f}", flush=True)


if sys.argv[1] == "psycopg":
    with_psycopg()
else:
    import uvloop

    uvloop.run(with_asyncpg())
