"""More visitors than a municipality ever had: ten thousand silent connections, and the busiest hour on record."""

import json
import os
import random
import socket
import subprocess
import sys
import time

import books
from citizens import Ledger
from harness import Bustle, Skipped, many_files, percentile, require

HERE = os.path.dirname(os.path.abspath(__file__))
NORMAL_P99 = 0.5
ACT_P99, PAGE_P99 = 0.5, 0.3


def ask_pages(client, seconds, bustle):
    """Pages made anew, ten a second: how long each took."""
    times, end = [], time.monotonic() + seconds
    while time.monotonic() < end:
        began = time.monotonic()
        status = client.get(f"/omraader/jyderup?n={random.random()}").status
        require(status == 200, f"a page gave {status}")
        times.append(time.monotonic() - began)
        bustle.look()
        time.sleep(0.1)
    return times


def ten_thousand_idle_connections(bench):
    """Visitors who have read a page and keep their connection."""
    count = 10_000 if bench.is_long else 2000
    if many_files() < count + 500:
        raise Skipped(f"needs {count + 500} open files")
    server = bench.server(KRUMTAP_CONNECTIONS=str(count + 200), KRUMTAP_IDLE_SECONDS="300")
    server.start()
    client = server.client(timeout=10)
    bustle = Bustle()
    alone, before = ask_pages(client, 3, bustle), server.memory()
    request = f"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode()
    connections, began = [], time.monotonic()
    try:
        for _ in range(count):
            connection = socket.create_connection(("127.0.0.1", server.port), timeout=10)
            connections.append(connection)
            connection.sendall(request)
            require(connection.recv(4096).startswith(b"HTTP/1.1 200"), f"connection {len(connections)} was not answered")
        opened = time.monotonic() - began
        spent = server.processor_seconds()
        seconds = 20 if bench.is_long else 4
        meanwhile = ask_pages(client, seconds, bustle)
        share = (server.processor_seconds() - spent) / seconds
        memory = server.memory() - before
        # Each of them is still there.
        for connection in random.sample(connections, 200):
            connection.sendall(request)
            require(connection.recv(4096).startswith(b"HTTP/1.1 200"), "an idle connection was lost")
    finally:
        for connection in connections:
            connection.close()
    p99, alone_p99 = percentile(meanwhile, 0.99), percentile(alone, 0.99)
    bustle.judge("a normal client's p99", p99, NORMAL_P99)
    require(server.client().get("/healthz").status == 200, "it does not answer after they left")
    return (f"{count} opened in {opened:.1f} s; a normal client's p99 {p99 * 1000:.0f} ms meanwhile, {alone_p99 * 1000:.0f} ms before; "
            f"memory {memory:+.0f} MiB, {share * 100:.0f} % of a processor with ten pages a second")


def peak(bench):
    """Acts and page views at a fixed rate, each at its moment: a server that stalls cannot hide it."""
    # The debug build makes a page in ten times the time, and the other lane works beside it.
    seconds, acts, pages = (600, 40, 300) if bench.is_long else (10, 10, 60)
    server = bench.server()
    marks = books.before(server.database)
    server.start()
    result = os.path.join(bench.folder, "peak.json")
    with open(result, "wb") as file:
        load = subprocess.Popen(
            [sys.executable, os.path.join(HERE, "peak_load.py"), str(server.port), str(seconds), str(acts), str(pages)], stdout=file)
    bench.later(load.kill)
    memory, began, bustle = [], time.monotonic(), Bustle()
    while load.poll() is None:
        bustle.look()
        memory.append((time.monotonic() - began, server.memory()))
        time.sleep(1)
    with open(result, encoding="utf-8") as file:
        seen = json.load(file)
    server.stop()
    ledger = Ledger()
    ledger.started, ledger.replied = [tuple(row) for row in seen["started"]], [tuple(row) for row in seen["replied"]]
    acknowledged = books.settle(server.database, marks, ledger)
    require(not seen["wrong"], f"{len(seen['wrong'])} errors: {seen['wrong'][:3]}")
    wanted = {"acts": seconds * acts, "pages": seconds * pages}
    for name, count in wanted.items():
        require(len(seen[name]) >= count * 0.99, f"{len(seen[name])} {name} instead of {count}: the load was no load")
    act, page = percentile(seen["acts"], 0.99), percentile(seen["pages"], 0.99)
    bustle.judge("the p99 of an act", act, ACT_P99)
    bustle.judge("the p99 of a page", page, PAGE_P99)
    last = [size for at, size in memory if at >= memory[-1][0] / 2]
    growth = max(last) / last[0] - 1
    # The short form ends while the caches fill.
    require(not bench.is_long or growth <= 0.1, f"memory grew by {growth * 100:.0f} % in the second half")
    return (f"{seconds} s with {acts} acts and {pages} pages a second: p99 {act * 1000:.0f} and {page * 1000:.0f} ms, 0 errors; "
            f"{acknowledged} acknowledged, 0 lost; memory {max(last):.0f} MiB, {growth * 100:+.0f} % in the second half")
