"""A TCP proxy that cuts connections: some before anything went through, some in the middle of a body, and some after
the request has reached the service and before its answer has come back. Ends when its standard input does: whoever
started it is gone then.

usage: unsteady_proxy.py LISTEN_PORT TARGET_PORT SEED [SHARE]
"""

import os
import random
import socket
import sys
import threading

listen, target, seed = (int(argument) for argument in sys.argv[1:4])
share = float(sys.argv[4]) if len(sys.argv) > 4 else 0.1
choose = random.Random(seed)


def end_with_whoever_started_it():
    sys.stdin.read()
    os._exit(0)


def pump(source, sink, allowed):
    """Carries bytes over until one side ends, or as many went through as are allowed."""
    try:
        while True:
            data = source.recv(65536)
            if not data:
                break
            if allowed is not None:
                allowed -= len(data)
                if allowed < 0:
                    break
            sink.sendall(data)
    except OSError:
        pass
    for end in (source, sink):
        try:
            end.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


def serve(client):
    forth = back = None
    if choose.random() < share:
        # How much goes through before the cut, one way or the other.
        if choose.random() < 0.5:
            forth = choose.randrange(20_000)
        else:
            back = choose.randrange(200)
    try:
        server = socket.create_connection(("127.0.0.1", target), timeout=10)
        server.settimeout(None)
    except OSError:
        client.close()
        return
    one = threading.Thread(target=pump, args=(client, server, forth), daemon=True)
    one.start()
    pump(server, client, back)
    one.join()
    client.close()
    server.close()


listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", listen))
listener.listen(256)
threading.Thread(target=end_with_whoever_started_it, daemon=True).start()
print("ready", flush=True)
while True:
    connection, _ = listener.accept()
    threading.Thread(target=serve, args=(connection,), daemon=True).start()
