"""A server to measure, and what the system says of it."""

import contextlib
import email
import email.policy
import glob
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.parse


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """In demo mode on the loopback, with mail in a folder and the figures at an address of their own."""

    def __init__(self, binary, database, folder):
        self.binary, self.mails = binary, os.path.join(folder, "mails")
        self.port, self.figures = free_port(), free_port()
        self.log = os.path.join(folder, "server.log")
        clean = {name: value for name, value in os.environ.items() if not name.startswith("KRUMTAP_")}
        self.environment = clean | {
            "KRUMTAP_MODE": "demo", "KRUMTAP_DATABASE": database, "KRUMTAP_LISTEN": f"127.0.0.1:{self.port}",
            "KRUMTAP_MAIL": f"folder:{self.mails}", "KRUMTAP_LOG_LEVEL": "notice", "KRUMTAP_METRICS": f"127.0.0.1:{self.figures}",
            # Who starts a dialogue comes from an address of their own, or the limits would be measured.
            "KRUMTAP_TRUST_PROXY": "true",
        }
        self.process = None

    def start(self):
        """Seconds until the first page, the front page, has come."""
        with open(self.log, "wb") as log:
            began = time.monotonic()
            self.process = subprocess.Popen([self.binary, "serve"], env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        while True:
            with contextlib.suppress(OSError, http.client.HTTPException):
                if self.get("/").status == 200:
                    return time.monotonic() - began
            if self.process.poll() is not None:
                sys.exit(f"The server ended:\n{self.said()[-1000:]}")
            time.sleep(0.002)

    def said(self):
        with open(self.log, encoding="utf-8") as log:
            return log.read()

    def wait_until_checked(self):
        """A large file is read through after the start, which is not what is measured: seconds it took."""
        began = time.monotonic()
        while "database is whole" not in self.said():
            if time.monotonic() - began > 600:
                sys.exit("The file was not read through within ten minutes.")
            time.sleep(0.2)
        return time.monotonic() - began

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(60)

    def get(self, path, cookie="", form=None, port=None):
        connection = http.client.HTTPConnection("127.0.0.1", port or self.port, timeout=30)
        fields = {"Cookie": cookie} if cookie else {}
        if form:
            fields["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request("POST" if form else "GET", path, urllib.parse.urlencode(form) if form else None, fields)
        response = connection.getresponse()
        response.content = response.read()
        connection.close()
        return response

    def statements(self):
        """How many SQL statements the server has run."""
        return int(float(re.search(r"(?m)^krumtap_sql_statements_total (\S+)", self.get("/metrics", port=self.figures).content.decode())[1]))

    def wire_bytes(self, path):
        """What one answer is on the wire, header and all."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as connection:
            request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nAccept-Encoding: gzip, br\r\nConnection: close\r\n\r\n"
            connection.sendall(request.encode())
            count = 0
            while part := connection.recv(65536):
                count += len(part)
            return count

    def memory(self):
        """Resident memory now and its height so far, in MiB."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as file:
            values = dict(line.split(":", 1) for line in file if ":" in line)
        return [int(values[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM")]

    def processor_seconds(self):
        with open(f"/proc/{self.process.pid}/stat", encoding="ascii") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def sign_in(self):
        """The cookie of a Fælles-skaber, through the demo's mail folder."""
        asked = self.get("/log-ind", form={"email": "fatima@example.dk"})
        browser = asked.getheader("set-cookie").split(";")[0]
        for _ in range(200):
            for path in glob.glob(os.path.join(self.mails, "**", "*.eml"), recursive=True):
                with open(path, "rb") as file:
                    message = email.message_from_binary_file(file, policy=email.policy.default)
                code = re.search(r"(?m)^\s*(\d{3}) ?(\d{3})\s*$", message.get_body(("plain",)).get_content())
                if code and "fatima@example.dk" in message["to"]:
                    entered = self.get("/log-ind/kode", browser, {"code": "".join(code.groups())})
                    return next(value.split(";")[0] for value in entered.headers.get_all("set-cookie") if value.startswith("krumtap="))
            time.sleep(0.05)
        sys.exit("No sign-in code came into the mail folder.")
