"""Sends batches over connections that stay open, however it is answered, until its input is closed.

usage: overload.py PORT KEY NAME THREADS PAUSE. Each thread sends a batch of 20 and then rests PAUSE seconds; it does not heed
Retry-After. Then prints one JSON object: the ids of all messages that were answered with 200; how many answers there were of each
status; how long half of those of 200 and 99 of 100 took, in seconds; and how many answers of 429 and 503 had no Retry-After.
"""

import http.client
import itertools
import json
import sys
import threading
import time

port, key, name, threads, pause = int(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4]), float(sys.argv[5])
numbers = itertools.count()
answered, statuses, took, silent = [], {}, [], 0
lock = threading.Lock()
over = threading.Event()


def run():
    global silent
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    while not over.is_set():
        ids = [f"{name}-{next(numbers)}" for _ in range(20)]
        calls = ",".join(
            f'{{"type":"track","messageId":"{i}","userId":"u-{n}","event":"Seen","properties":{{"n":"{i}"}}}}'
            for n, i in enumerate(ids)
        )
        body = f'{{"writeKey":"{key}","batch":[{calls}]}}'
        began = time.perf_counter()
        connection.request("POST", "/v1/batch", body, {"Content-Type": "application/json"})
        response = connection.getresponse()
        response.read()
        ended = time.perf_counter()
        with lock:
            statuses[response.status] = statuses.get(response.status, 0) + 1
            if response.status == 200:
                answered.extend(ids)
                took.append(ended - began)
            elif response.getheader("Retry-After") is None:
                silent += 1
        if pause:
            over.wait(pause)


workers = [threading.Thread(target=run, daemon=True) for _ in range(threads)]
for worker in workers:
    worker.start()
sys.stdin.read()
over.set()
for worker in workers:
    worker.join()
took.sort()
json.dump(
    {
        "answered": answered,
        "statuses": statuses,
        "half": took[len(took) // 2] if took else None,
        "most": took[len(took) * 99 // 100] if took else None,
        "without_retry_after": silent,
    },
    sys.stdout,
)
