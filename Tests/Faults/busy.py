"""Readers, writers and the watch at once. With a program built by `Tools/sanitize` every data race on the way is reported."""

import contextlib
import http.client
import threading
import time

from citizens import Crowd, Ledger
from harness import free_port, require

PAGES = ["/", "/en", "/omraader", "/omraader/jyderup", "/dialoger", "/soeg?q=cykelsti", "/dialoger.csv", "/find?q=jyderup", "/readyz", "/log-ind"]


def everything_at_once(bench):
    """Nobody gets a broken page, and the program ends as it should; sanitizers end it with another code."""
    metrics = free_port()
    server = bench.server(KRUMTAP_METRICS=f"127.0.0.1:{metrics}")
    server.start(within=60)
    ledger, end = Ledger(), time.monotonic() + (60 if bench.is_long else 5)
    counts, broken = [], []

    def read(number, port):
        client, count = server.client(), 0
        client.port = port
        while time.monotonic() < end:
            path = "/metrics" if port == metrics else PAGES[(number + count) % len(PAGES)]
            with contextlib.suppress(OSError, http.client.HTTPException):
                # A made-up value, so that every other page is made anew.
                answer = client.get(path if count % 2 or port == metrics else f"{path}{'&' if '?' in path else '?'}n={number}-{count}")
                count += 1
                if answer.status >= 500:
                    broken.append((path, answer.status))
        client.close()
        counts.append(count)

    readers = [threading.Thread(target=read, args=(number, server.port), daemon=True) for number in range(6)]
    readers.append(threading.Thread(target=read, args=(6, metrics), daemon=True))
    for reader in readers:
        reader.start()
    crowd = Crowd(server, ledger, count=3)
    for reader in readers:
        reader.join(90)
    crowd.end()
    require(not broken and not ledger.odd, f"broken answers: {(broken + ledger.odd)[:5]}")
    require(ledger.started and min(counts) > 0, "nobody was served")
    server.stop(within=60)
    code, log = server.process.returncode, server.log()
    require(code == 0 and "Sanitizer" not in log, f"the program ended with {code}: {log[:2000]}")
    return f"{sum(counts)} pages, {len(ledger.started)} dialogues, {len(ledger.replied)} replies, exit code 0"
