"""An SMTP server for the tests. What it does with a mail is decided by the recipient's name and by the port.

usage: smtp_peer.py FOLDER

Makes an authority and certificates with openssl in FOLDER, opens its ports, prints one line of JSON and serves until its
input ends; then FOLDER goes too. Every mail it takes becomes FOLDER/mails/NNNN.eml (the bytes as they came) and NNNN.json (the envelope).
"""

import asyncio
import json
import logging
import os
import shutil
import ssl
import subprocess
import sys
import threading

from aiosmtpd.smtp import SMTP, AuthResult

# Handshakes that fail are meant to.
logging.disable(logging.CRITICAL)

folder = sys.argv[1]
mails = os.path.join(folder, "mails")
os.makedirs(mails, exist_ok=True)
lock = threading.Lock()
count = 0
connections = 0
seen = set()


def openssl(*arguments):
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)


def certificates():
    openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
            "-subj", "/CN=Krumtap test authority", "-keyout", "ca.key", "-out", "ca.pem")
    for name, names in [("right", "DNS:localhost,IP:127.0.0.1"), ("wrong", "DNS:mail.example.com")]:
        openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", f"/CN={name}",
                "-addext", f"subjectAltName={names}", "-keyout", f"{name}.key", "-out", f"{name}.csr")
        openssl("x509", "-req", "-in", f"{name}.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2",
                "-copy_extensions", "copy", "-out", f"{name}.pem")


def context(name):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(os.path.join(folder, f"{name}.pem"), os.path.join(folder, f"{name}.key"))
    return context


def authenticate(server, session, envelope, mechanism, data):
    # `handled=False` lets aiosmtpd answer 535; without it the client waits for ever.
    right = (data.login, data.password) == (b"krumtap", "hemmelig æ".encode())
    return AuthResult(success=right, handled=False)


class Handler:
    async def handle_MAIL(self, server, session, envelope, address, options):
        if address.startswith("blocked@"):
            return "550 5.7.1 <blocked@example.dk>: sender refused"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        name = address.split("@")[0]
        if name.startswith("greylist") and address not in seen:
            seen.add(address)
            return f"451 4.7.1 <{address}>: greylisted, try again in a minute"
        if name == "reject":
            return f"550 5.1.1 <{address}>: no such user"
        if name == "mute":
            session.is_mute = True
            return f"550 5.1.1 <{address}>: no such user"
        if name == "full":
            return f"452 4.2.2 <{address}>: mailbox full"
        if name == "busy":
            return "421 4.3.2 closing down"
        if name == "relay":
            return "530 5.7.0 authentication required"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_QUIT(self, server, session, envelope):
        if getattr(session, "is_mute", False):
            await asyncio.sleep(20)
        return "221 bye"

    async def handle_DATA(self, server, session, envelope):
        global count
        name = envelope.rcpt_tos[0].split("@")[0]
        if name == "slow":
            await asyncio.sleep(20)
        if name == "content":
            return "554 5.6.0 <content@example.dk>: content refused"
        with lock:
            count += 1
            number = count
        with open(os.path.join(mails, f"{number:04}.eml"), "wb") as file:
            file.write(envelope.content)
        with open(os.path.join(mails, f"{number:04}.json"), "w") as file:
            json.dump({"from": envelope.mail_from, "to": envelope.rcpt_tos, "hello": session.host_name, "secure": server.transport.get_extra_info("ssl_object") is not None,
                       "login": session.authenticated or False, "connection": server.number}, file)
        if name == "drop":
            server.transport.abort()
            return "451 never sent"
        if name == "hangup":
            asyncio.get_running_loop().call_later(0.1, server.transport.close)
        return "250 2.0.0 taken"


class Counted(SMTP):
    def __init__(self, *arguments, **options):
        global connections
        super().__init__(*arguments, **options)
        with lock:
            connections += 1
            self.number = connections


class Refusing(SMTP):
    """Greets everybody with 554, as servers do that know our network for spam."""

    async def _handle_client(self):
        await self.push("554 5.7.1 not from your network")
        self.transport.close()


async def open_port(kind=Counted, over=None, **options):
    server = await asyncio.get_running_loop().create_server(lambda: kind(Handler(), **options), "127.0.0.1", 0, ssl=over)
    return server.sockets[0].getsockname()[1]


async def main():
    certificates()
    login = {"auth_required": True, "authenticator": authenticate}
    ports = {
        "plain": await open_port(),
        "starttls": await open_port(tls_context=context("right"), require_starttls=True, **login),
        "wrong": await open_port(tls_context=context("wrong"), require_starttls=True),
        # aiosmtpd does not count TLS that was there from the first byte.
        "tls": await open_port(over=context("right"), auth_require_tls=False, **login),
        "refusing": await open_port(Refusing),
    }
    print(json.dumps({"ports": ports, "authority": os.path.join(folder, "ca.pem"), "mails": mails}), flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


asyncio.run(main())
