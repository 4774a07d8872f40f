"""Sends batches as fast as it is answered, through whatever happens to the service, until its input is closed.

usage: load.py PORT KEY THREADS. Then prints one JSON object: the ids of all messages that were answered with 200, how many
were sent, and how many requests failed or were turned away.
"""

import http.client
import itertools
import json
import sys
import threading

port, key, threads = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
numbers = itertools.count()
answered, tally = [], {"sent": 0, "failed": 0, "turned_away": 0}
lock = threading.Lock()
over = threading.Event()


def run():
    connection = None
    while not over.is_set():
        ids = [f"load-{next(numbers)}" for _ in range(20)]
        body = json.dumps(
            {
                "writeKey": key,
                "batch": [
                    {"type": "track", "messageId": i, "userId": f"u-{hash(i) % 300}", "event": "Seen", "properties": {"n": i}}
                    for i in ids
                ],
            }
        )
        try:
            connection = connection or http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("POST", "/v1/batch", body, {"Content-Type": "application/json"})
            response = connection.getresponse()
            response.read()
            with lock:
                tally["sent"] += len(ids)
                if response.status == 200:
                    answered.extend(ids)
                else:
                    tally["turned_away"] += 1
        except OSError:
            with lock:
                tally["failed"] += 1
            connection.close()
            connection = None
            over.wait(0.01)
        except http.client.HTTPException:
            with lock:
                tally["failed"] += 1
            connection.close()
            connection = None


workers = [threading.Thread(target=run, daemon=True) for _ in range(threads)]
for worker in workers:
    worker.start()
sys.stdin.read()
over.set()
for worker in workers:
    worker.join()
json.dump({"answered": answered, **tally}, sys.stdout)
