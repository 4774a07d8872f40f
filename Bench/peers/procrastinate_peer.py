"""procrastinate, as its documentation sets up a worker for many short asynchronous tasks."""

import asyncio
import logging
import sys
import time

import procrastinate

# Twenty statements at once keep a worker's core busy; with more the server has more to lock, not more done.
CONCURRENCY = 20

app = procrastinate.App(
    connector=procrastinate.PsycopgConnector(min_size=CONCURRENCY // 2, max_size=CONCURRENCY // 2)
)
done = 0
last = 0.0


@app.task(name="noop")
async def noop(tenant: int) -> None:
    global done, last
    done += 1
    last = time.time()


async def fill(jobs: int, tenants: int) -> None:
    async with app.open_async():
        await app.schema_manager.apply_schema_async()
        for start in range(0, jobs, 10_000):
            await noop.batch_defer_async(
                *({"tenant": number % tenants} for number in range(start, min(jobs, start + 10_000)))
            )


async def work() -> None:
    async with app.open_async():
        print("ready", flush=True)
        await asyncio.to_thread(sys.stdin.readline)
        await app.run_worker_async(
            concurrency=CONCURRENCY, wait=False, delete_jobs="successful", install_signal_handlers=False
        )
    print(f"{last} {done}", flush=True)


logging.disable(logging.WARNING)
if sys.argv[1] == "fill":
    asyncio.run(fill(int(sys.argv[2]), int(sys.argv[3])))
else:
    asyncio.run(work())
