"""nginx before several processes, with the configuration that is shipped."""

import contextlib
import http.client
import os
import re
import shutil
import subprocess

from harness import ROOT, Client, Skipped, free_port, require, wait_until

FRAME = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/nginx-start.log;
worker_processes 2;
{user}
events {{ worker_connections 1024; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    # The tests say which network they come from.
    set_real_ip_from 127.0.0.1;
    real_ip_header X-Forwarded-For;
    {lines}
}}
"""


def shipped(port, upstreams, folder):
    """The files in deploy/, on the loopback, without TLS and before these ports."""
    site, several = (read(name) for name in ["krumtap.conf", "three-processes.conf"])
    for number, upstream in enumerate(upstreams, 8081):
        require(f"server 127.0.0.1:{number}" in several, f"port {number} is not in three-processes.conf")
        several = several.replace(f"server 127.0.0.1:{number}", f"server 127.0.0.1:{upstream}")
    site = re.sub(r"(?s)server \{\n    listen 80;.*?\n\}", "", site)
    site = re.sub(r" +(listen \[::\]|ssl_|server_name ).*\n", "", site)
    require("listen 443 ssl http2;" in site and "Host $host;" in site, "krumtap.conf has changed its shape")
    # A name of one's own needs no port in Host.
    site = site.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{port};").replace("Host $host;", "Host $http_host;")
    return several + site.replace("/var/log/nginx", folder)


def read(name):
    with open(os.path.join(ROOT, "deploy/nginx", name), encoding="utf-8") as file:
        return file.read()


class Proxy:
    def __init__(self, bench):
        # Debian keeps it where only root looks.
        self.program = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin")
        if not self.program:
            raise Skipped("needs nginx")
        self.folder, self.port = os.path.join(bench.folder, "nginx"), free_port()
        self.process = None
        os.mkdir(self.folder)
        bench.later(self.stop)

    def start(self, upstreams):
        path = os.path.join(self.folder, "nginx.conf")
        user = "user root;" if os.geteuid() == 0 else ""
        with open(path, "w", encoding="utf-8") as file:
            file.write(FRAME.format(folder=self.folder, user=user, lines=shipped(self.port, upstreams, self.folder)))
        with open(os.path.join(self.folder, "words"), "ab") as words:
            self.process = subprocess.Popen(
                [self.program, "-p", self.folder, "-c", path], stdin=subprocess.DEVNULL, stdout=words, stderr=words)
        client = Client(self.port, timeout=5)

        def is_there():
            require(self.process.poll() is None, f"nginx ended: {self.words()}")
            with contextlib.suppress(OSError, http.client.HTTPException):
                return client.get("/healthz").status == 200
            return False

        wait_until(is_there, 10, "nginx does not answer")
        client.close()

    def words(self):
        with open(os.path.join(self.folder, "words"), encoding="utf-8", errors="replace") as file:
            return file.read()[-400:]

    def stop(self):
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(10)
