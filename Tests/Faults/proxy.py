"""nginx with the configuration that is shipped: only ports, paths and where the program is are changed."""

import contextlib
import http.client
import os
import re
import shutil
import subprocess
import tempfile

from harness import ROOT, Client, Skipped, free_port, require, wait_until

FRAME = """
daemon off;
pid {folder}/nginx.pid;
worker_processes 2;
{user}
events {{ worker_connections 1024; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {lines}
}}
"""


def changed(name, changes):
    """A file of deploy/nginx, with each of these replaced."""
    with open(os.path.join(ROOT, "deploy/nginx", name), encoding="utf-8") as file:
        text = file.read()
    for theirs, ours in changes.items():
        require(theirs in text, f"“{theirs}” is not in nginx/{name}")
        text = text.replace(theirs, ours)
    return text


def upstream(ports):
    """The file that says where the program is, for one process or for three."""
    name, first = ("one-process.conf", 8080) if len(ports) == 1 else ("three-processes.conf", 8081)
    return changed(name, {f"127.0.0.1:{number}": f"127.0.0.1:{port}" for number, port in enumerate(ports, first)})


class Nginx:
    """nginx in a folder of its own, which ends with the test."""

    def __init__(self, bench):
        # Debian keeps it where only root looks.
        self.program = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin")
        if not self.program:
            raise Skipped("needs nginx")
        self.folder = tempfile.mkdtemp(prefix="nginx-", dir=bench.folder)
        path = os.path.join(self.folder, "nginx.conf")
        self.command = [self.program, "-p", self.folder, "-e", os.path.join(self.folder, "nginx-start.log"), "-c", path]
        self.process = None
        bench.later(self.stop)

    def configure(self, *lines):
        user = "user root;" if os.geteuid() == 0 else ""
        with open(self.command[-1], "w", encoding="utf-8") as file:
            file.write(FRAME.format(folder=self.folder, user=user, lines="\n".join(lines)))

    def check(self):
        judged = subprocess.run([*self.command, "-t"], capture_output=True, text=True, timeout=60, check=False)
        require(judged.returncode == 0, f"nginx -t: {judged.stderr}")

    def begin(self, answers):
        """Starts it; back when it answers."""
        with open(os.path.join(self.folder, "words"), "ab") as words:
            self.process = subprocess.Popen(self.command, stdin=subprocess.DEVNULL, stdout=words, stderr=words)

        def is_there():
            require(self.process.poll() is None, f"nginx ended: {self.words()}")
            with contextlib.suppress(OSError, http.client.HTTPException):
                return answers()
            return False

        wait_until(is_there, 10, "nginx does not answer")

    def words(self):
        with open(os.path.join(self.folder, "words"), encoding="utf-8", errors="replace") as file:
            return file.read()[-400:]

    def stop(self):
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(10)


class Proxy(Nginx):
    """On the loopback and without TLS, and each client says which network it comes from."""

    def __init__(self, bench):
        super().__init__(bench)
        self.port = free_port()

    def start(self, upstreams):
        # A name of one's own needs no port in Host.
        site = changed("krumtap.conf", {
            "listen 443 ssl http2;": f"listen 127.0.0.1:{self.port};", "Host $host;": "Host $http_host;", "/var/log/nginx": self.folder})
        site = re.sub(r"(?s)server \{\n    listen 80;.*?\n\}", "", site)
        site = re.sub(r" +(listen \[::\]|ssl_|server_name ).*\n", "", site)
        self.configure("set_real_ip_from 127.0.0.1;", "real_ip_header X-Forwarded-For;", upstream(upstreams), site)
        client = self.client(timeout=5)
        self.begin(lambda: client.get("/healthz").status == 200)
        client.close()

    def client(self, network=None, **options):
        return Client(self.port, network, **options)
