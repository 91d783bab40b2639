"""The files in deploy/, as the programs they are for read them, and the proxy's before the real program."""

import base64
import glob
import hashlib
import http.client
import os
import re
import socket
import ssl
import subprocess
import uuid

from harness import ROOT, free_port, need_tools, require, wait_until
from proxy import Nginx, changed, upstream

DEPLOY = os.path.join(ROOT, "deploy")
HOST = "dialog.example.dk"
# Ten files of 10 MiB, what stands around each, and the words.
LARGEST_FORM = 10 * (10 * 1024 * 1024 + 16 * 1024) + 256 * 1024
EXPOSURE = 1.5


def read(*path):
    with open(os.path.join(DEPLOY, *path), encoding="utf-8") as file:
        return file.read()


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, **options)


def shipped_settings(bench):
    """The example is one that the program takes, and no document names a setting it does not know."""
    password, path = os.path.join(bench.folder, "mail-password"), os.path.join(bench.folder, "krumtap.conf")
    example = read("krumtap.conf")
    require("/etc/krumtap/mail-password" in example, "the example has no file for the mail's password")
    with open(password, "w", encoding="ascii") as file:
        file.write("secret\n")
    with open(path, "w", encoding="utf-8") as file:
        file.write(example.replace("/etc/krumtap/mail-password", password))
    clean = {name: value for name, value in os.environ.items() if not name.startswith("KRUMTAP_")}
    checked = run(bench.binary, "config", "check", env=clean | {"KRUMTAP_CONFIG": path})
    require(checked.returncode == 0, f"the example: {checked.stderr}")
    known = set(re.findall(r"KRUMTAP_[A-Z_]+", checked.stdout)) | {"KRUMTAP_CONFIG"}
    require(len(known) > 15, f"config check names only {known}")
    count = 0
    patterns = ("deploy/**", "docs/**/*.md", "*.md")
    for document in [path for pattern in patterns for path in glob.glob(os.path.join(ROOT, pattern), recursive=True)]:
        if os.path.isfile(document):
            with open(document, encoding="utf-8") as file:
                named = {name for name in re.findall(r"KRUMTAP_[A-Z_]*[A-Z]", file.read()) if not name.startswith("KRUMTAP_TEST_")}
            require(named <= known, f"{os.path.relpath(document, ROOT)} names {named - known}, and there is no such setting")
            count += len(named)
    return f"the example holds; {count} names in documents, all of them settings"


def shipped_units(bench):
    """systemd has nothing to say about the units, alone and as templates, and little about what the service may do."""
    need_tools("systemd-analyze")
    for name in ("krumtap", "krumtap@"):
        for kind in ("service", "socket"):
            text = read("systemd", f"krumtap.{kind}").replace("/usr/local/bin/krumtap", bench.binary)
            with open(os.path.join(bench.folder, f"{name}.{kind}"), "w", encoding="utf-8") as file:
                file.write(text)
    for unit in ("krumtap.service", "krumtap.socket", "krumtap@8081.service"):
        judged = run("systemd-analyze", "verify", os.path.join(bench.folder, unit))
        require(judged.returncode == 0 and not judged.stderr.strip(), f"{unit}: {judged.stderr}")
    judged = run("systemd-analyze", "security", "--offline=true", os.path.join(bench.folder, "krumtap.service"))
    found = re.search(r"Overall exposure level for \S+: ([\d.]+)", judged.stdout)
    require(found, f"systemd-analyze security: {judged.stdout[-300:]}{judged.stderr}")
    require(float(found[1]) <= EXPOSURE, f"the service is exposed by {found[1]}, more than {EXPOSURE}")
    return f"alone and as templates; exposure {found[1]}"


def shipped_alerts(bench):
    """promtool takes the rules, and what they ask for is there."""
    port = free_port()
    server = bench.server(KRUMTAP_METRICS=f"127.0.0.1:{port}")
    server.start()
    server.client().get("/")
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("GET", "/metrics")
    there = set(re.findall(r"(?m)^(\w+)[{ ]", connection.getresponse().read().decode()))
    connection.close()
    asked = set(re.findall(r"\bkrumtap_\w+", read("prometheus", "krumtap-alerts.yml")))
    require(asked and asked <= there, f"the rules ask for {asked - there}, and /metrics has no such figure")
    need_tools("promtool")
    for kind, name in (("rules", "krumtap-alerts.yml"), ("config", "scrape.yml")):
        judged = run("promtool", "check", kind, name, cwd=os.path.join(DEPLOY, "prometheus"))
        require(judged.returncode == 0, f"promtool: {judged.stdout}{judged.stderr}")
    return f"{len(asked)} figures the rules ask for are in /metrics; promtool has nothing to say"


class SecureProxy(Nginx):
    """With TLS and the name of the example."""

    def __init__(self, bench, upstreams):
        super().__init__(bench)
        need_tools("openssl")
        self.secure = free_port()
        self.certificate = os.path.join(self.folder, "proxy.pem")
        run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={HOST}", "-keyout",
            os.path.join(self.folder, "proxy.key"), "-out", self.certificate)
        self.configure(upstream(upstreams), changed("krumtap.conf", {
            "/etc/ssl/dialog.example.dk.": os.path.join(self.folder, "proxy."), "/var/log/nginx": self.folder,
            # No machine is too slow to ask for too much.
            "rate=20r/s": "rate=1r/s", "listen 80;": f"listen 127.0.0.1:{free_port()};", "listen [::]:80;": "",
            "listen 443 ssl http2;": f"listen 127.0.0.1:{self.secure} ssl http2;", "listen [::]:443 ssl http2;": "",
        }))

    def start(self):
        def answers():
            socket.create_connection(("127.0.0.1", self.secure), timeout=1).close()
            return True

        self.begin(answers)

    def connect(self):
        trusted = ssl.create_default_context(cafile=self.certificate)
        trusted.check_hostname = False
        return http.client.HTTPSConnection("127.0.0.1", self.secure, timeout=30, context=trusted)

    def ask(self, method, path, body=None, headers=None):
        connection = self.connect()
        connection.request(method, path, body, {"Host": HOST} | (headers or {}))
        answer = connection.getresponse()
        answer.content = answer.read()
        connection.close()
        return answer

    def status_of_announced(self, count):
        """What a form that announces so many bytes is told after its first ones; None: that it may go on."""
        connection = self.connect()
        connection.connect()
        connection.sock.settimeout(1)
        connection.sock.sendall((f"POST /start HTTP/1.1\r\nHost: {HOST}\r\nContent-Type: multipart/form-data; boundary=x\r\n"
                                 f"Content-Length: {count}\r\n\r\n--x\r\n").encode())
        try:
            return int(connection.sock.recv(4096).split()[1])
        except TimeoutError:
            return None
        finally:
            connection.close()


def form_with_files(fields, files):
    """The body and type of a form as a browser sends it."""
    boundary = uuid.uuid4().hex
    begin = f"--{boundary}\r\nContent-Disposition: form-data; name="
    parts = [f'{begin}"{name}"\r\n\r\n{value}\r\n'.encode() for name, value in fields.items()]
    for name, content in files:
        parts.append(f'{begin}"files"; filename="{name}"\r\nContent-Type: text/plain\r\n\r\n'.encode() + content + b"\r\n")
    return b"".join(parts) + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"


def require_own_page(answer, words):
    """What nginx says itself is in the citizens' words, and the browser takes its style for what it is."""
    text = answer.content.decode()
    require(words in text and "lang='en'" in text, f"{answer.status} says {text[:200]}")
    style = base64.b64encode(hashlib.sha256(re.search("<style>(.*)</style>", text)[1].encode()).digest()).decode()
    require(f"'sha256-{style}'" in (answer.headers["Content-Security-Policy"] or ""), f"the style of {answer.status} is not the policy's: {style}")
    require(answer.headers["Content-Type"] == "text/html; charset=utf-8", f"{answer.status} is {answer.headers['Content-Type']}")


def shipped_proxy(bench):
    """What the proxy's configuration promises: files come through, too much does not, and no address is in its log."""
    server = bench.server(KRUMTAP_ORIGIN=f"https://{HOST}")
    server.start()
    proxy = SecureProxy(bench, [server.port])
    proxy.check()
    proxy.start()
    front = proxy.ask("GET", "/")
    require(front.status == 200, f"the front page gave {front.status}")
    for name in ("Strict-Transport-Security", "Content-Security-Policy", "X-Content-Type-Options", "X-Request-ID"):
        require(len(front.headers.get_all(name) or []) == 1, f"{name} is there {front.headers.get_all(name)}")
    require(front.headers["Server"] == "nginx", f"the proxy tells {front.headers['Server']}")
    require(front.headers["Content-Encoding"] is None, "a page was compressed")
    require(proxy.ask("GET", "/readyz").status == 200, "this machine may not ask /readyz")
    style = re.search(rb"/assets/[^\"]+\.css", front.content)[0].decode()
    packed = proxy.ask("GET", style, headers={"Accept-Encoding": "gzip"}).headers["Content-Encoding"]
    require(packed == "gzip", "the style is not compressed")
    form, kind = form_with_files(
        {"subject": "Cykelsti", "text": "Vi mangler en cykelsti.", "kind": "idea"},
        [("Noter.txt", b"Her mangler en cykelsti.\n" * 40_000), ("Mere.txt", b"Og her.\n" * 100_000)])
    sent = proxy.ask("POST", "/start", form, {"Content-Type": kind, "Origin": f"https://{HOST}"})
    require(sent.status == 303, f"a form with {len(form)} bytes of files gave {sent.status}: {sent.content[:200]}")
    require(proxy.status_of_announced(LARGEST_FORM) is None, "the largest form is refused")
    require(proxy.status_of_announced(LARGEST_FORM + (1 << 20)) == 413, "a form that is too large is not refused")
    require_own_page(proxy.ask("POST", "/start", b"", {"Content-Length": str(LARGEST_FORM + (1 << 20))}), "fylder for meget")
    secret = f"/d/{uuid.uuid4().hex}"
    proxy.ask("GET", secret + "?q=cykelsti", headers={"Referer": f"https://{HOST}{secret}"})
    server.stop()
    away = proxy.ask("GET", secret)
    require(away.status == 502, "a program that is gone still answers")
    require_own_page(away, "Vi kan ikke vise siden lige nu")
    crowd = [proxy.ask("GET", "/") for _ in range(90)]
    require_own_page(next(answer for answer in crowd if answer.status == 429), "Der kommer meget")

    def logs_with_all():
        logs = ""
        for name in ("krumtap.log", "krumtap-error.log", "nginx-start.log"):
            with open(os.path.join(proxy.folder, name), encoding="utf-8") as file:
                logs += file.read()
        return logs if "GET 200" in logs and "GET 502" in logs else None

    # A line is written after its answer.
    logs = wait_until(logs_with_all, 10, "the proxy's log does not know its requests")
    require(secret not in logs and "cykelsti" not in logs, "the proxy's log has an address")
    SecureProxy(bench, [server.port] * 3).check()
    return (f"{len(form) >> 10} KiB of files came through, {LARGEST_FORM >> 20} MiB may, a MiB more is 413; logs without addresses; "
            "three processes: nginx -t")
