"""What is seen from outside: figures at an address of their own, and readiness."""

import http.client
import shutil
import subprocess

from citizens import Citizen, Ledger
from harness import Skipped, free_port, require


def metrics(bench):
    """The page a Prometheus server reads, as `promtool` judges it."""
    port = free_port()
    server = bench.server(KRUMTAP_METRICS=f"127.0.0.1:{port}")
    server.start()
    client = server.client()
    require(client.get("/metrics").status == 404, "the public can ask for the figures")
    for number in range(50):
        client.get(f"/omraader/nowhere-{number}")
    require(Citizen(server, Ledger()).start(), "no dialogue")
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("GET", "/metrics")
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    require(answer.status == 200 and answer.headers["Content-Type"].startswith("text/plain; version=0.0.4"), "it is not the text format")
    for line in ['krumtap_http_requests_total{route="/omraader/{slug}",code="4xx"} 50', 'krumtap_state{part="database"} 0']:
        require(line in text.splitlines(), f"{line} is missing")
    for secret in ["nowhere-", "@", "/d/"]:
        require(secret not in text.replace('route="/d/{', ""), f"{secret} is in the figures")
    server.stop()
    if not shutil.which("promtool"):
        raise Skipped("promtool is not installed")
    judged = subprocess.run(["promtool", "check", "metrics"], input=text, capture_output=True, text=True, check=False)
    require(judged.returncode == 0, f"promtool: {judged.stdout}{judged.stderr}")
    return f"{len(text.splitlines())} lines, promtool has nothing to say; one line for 50 made-up addresses"
