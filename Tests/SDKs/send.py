"""Sends calls with an unmodified tracking library, and says which messages it sent and which it gave up.

Used by SDKTests: one process for each library, with and without gzip. The calls are mixed as a site mixes them, and each
has a message id that tells library, run and number. Prints one JSON object.
"""

import argparse
import json
import logging
import random
import sys
import uuid

arguments = argparse.ArgumentParser()
arguments.add_argument("library", choices=["segment", "rudder", "posthog"])
arguments.add_argument("url")
arguments.add_argument("key")
arguments.add_argument("--calls", type=int, default=10_000)
arguments.add_argument("--gzip", action="store_true")
arguments.add_argument("--seed", type=int, default=1)
options = arguments.parse_args()

logging.disable(logging.CRITICAL)
choose = random.Random(options.seed)
given_up = []
sent = []


def message(number):
    """A UUID, since PostHog takes nothing else; the same for the same run."""
    name = f"{options.library}-{options.gzip}-{options.seed}-{number}"
    identifier = str(uuid.uuid5(uuid.NAMESPACE_URL, name))
    sent.append(identifier)
    return identifier


def lost(error, batch):
    given_up.extend(item.get("messageId") or item.get("uuid") for item in batch)


def through_segment(client):
    for number in range(options.calls):
        person = f"u-{choose.randrange(500)}"
        kind = choose.random()
        if kind < 0.05:
            client.identify(person, {"email": f"{person}@example.com", "plan": "pro"}, message_id=message(number))
        elif kind < 0.08:
            client.group(person, f"acct-{choose.randrange(50)}", {"employees": number}, message_id=message(number))
        elif kind < 0.10:
            client.alias(f"anon-{choose.randrange(500)}", person, message_id=message(number))
        elif kind < 0.30:
            client.page(person, "Docs", "Pricing", {"path": "/pricing"}, message_id=message(number))
        elif kind < 0.35:
            client.screen(person, "App", "Billing", {"k": number}, message_id=message(number))
        elif kind < 0.45:
            client.track(None, "Seen", {}, anonymous_id=f"anon-{choose.randrange(500)}", message_id=message(number))
        else:
            client.track(person, "Demo Requested", {"form": f"f-{number}"}, message_id=message(number))


def through_posthog(client):
    for number in range(options.calls):
        person = f"u-{choose.randrange(500)}"
        kind = choose.random()
        if kind < 0.05:
            client.set(distinct_id=person, properties={"email": f"{person}@example.com"}, uuid=message(number))
        elif kind < 0.08:
            client.group_identify("company", f"acct-{choose.randrange(50)}", {"employees": number}, uuid=message(number))
        elif kind < 0.10:
            client.alias(f"anon-{choose.randrange(500)}", person, uuid=message(number))
        elif kind < 0.30:
            client.capture("$pageview", distinct_id=person, properties={"path": "/pricing"}, uuid=message(number))
        else:
            client.capture("Demo Requested", distinct_id=person, properties={"form": f"f-{number}"}, uuid=message(number))


if options.library == "posthog":
    from posthog import Posthog

    client = Posthog(
        options.key, host=options.url, gzip=options.gzip, max_retries=30, flush_at=100, flush_interval=0.2,
        on_error=lost, max_queue_size=options.calls + 1,
    )
    through_posthog(client)
else:
    if options.library == "segment":
        from segment.analytics.client import Client
    else:
        from rudderstack.analytics.client import Client

    client = Client(
        options.key, host=options.url, gzip=options.gzip, max_retries=30, on_error=lost, upload_interval=0.2,
        max_queue_size=options.calls + 1,
    )
    through_segment(client)

client.flush()
client.join()
json.dump({"sent": sent, "given_up": given_up}, sys.stdout)
