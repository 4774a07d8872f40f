"""PgQueuer, as its documentation sets up a worker for throughput: asyncpg, uvloop, batches."""

import logging
import sys
import time
from datetime import timedelta

import asyncpg
import uvloop
from pgqueuer import PgQueuer
from pgqueuer.db import AsyncpgDriver
from pgqueuer.models import Job
from pgqueuer.queries import Queries
from pgqueuer.types import QueueExecutionMode

BATCH = 500

done = 0
last = 0.0

write_down = Queries.log_jobs


async def log_jobs(self: Queries, endings: list) -> None:
    """A job has ended when that is written down: until then a worker that dies leaves it to be done again."""
    global last
    await write_down(self, endings)
    last = time.time()


Queries.log_jobs = log_jobs


async def fill(jobs: int, tenants: int) -> None:
    connection = await asyncpg.connect()
    queries = Queries(AsyncpgDriver(connection))
    await queries.install()
    for start in range(0, jobs, 10_000):
        numbers = range(start, min(jobs, start + 10_000))
        await queries.enqueue(
            ["noop"] * len(numbers), [str(number % tenants).encode() for number in numbers], [0] * len(numbers)
        )
    await connection.close()


async def work() -> None:
    connection = await asyncpg.connect()
    queue = PgQueuer(AsyncpgDriver(connection))

    @queue.entrypoint("noop")
    async def noop(job: Job) -> None:
        global done
        done += 1

    print("ready", flush=True)
    sys.stdin.readline()
    await queue.run(
        dequeue_timeout=timedelta(seconds=1), batch_size=BATCH, mode=QueueExecutionMode.drain
    )
    print(f"{last} {done}", flush=True)


logging.disable(logging.WARNING)
if sys.argv[1] == "fill":
    uvloop.run(fill(int(sys.argv[2]), int(sys.argv[3])))
else:
    uvloop.run(work())
