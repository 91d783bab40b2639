"""An SMTP server for the fault tests. usage: smtp_peer.py PORT MANNERS TAKEN [CERTIFICATES]

The file MANNERS says how it behaves: ok, grey (451 to everybody), once (451 to each the first time), slow (4 s before it takes a mail),
late or late N (1 or N s before it says that it took one), lost (takes it and hangs up without saying so), wrong (shows wrong.pem). It
always refuses reject@… with 550. Every mail it takes becomes a line of JSON in TAKEN. With a folder of CERTIFICATES (right.pem, wrong.pem,
each with its .key) it wants STARTTLS first.
"""

import asyncio
import json
import os
import ssl
import sys

from aiosmtpd.smtp import SMTP

port, manners_path, taken_path = int(sys.argv[1]), sys.argv[2], sys.argv[3]
certificates = sys.argv[4] if len(sys.argv) > 4 else None
seen = set()


def manners():
    with open(manners_path, encoding="ascii") as file:
        return file.read()


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("reject@"):
            return "550 5.1.1 no such user"
        if manners() == "grey":
            return "451 4.7.1 greylisted, try again later"
        if manners() == "once" and address not in seen:
            seen.add(address)
            return "451 4.7.1 greylisted, try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        now = manners()
        if now == "slow":
            await asyncio.sleep(4)
        with open(taken_path, "a", encoding="utf-8") as file:
            content = envelope.content.decode("utf-8", "replace")
            file.write(json.dumps({"to": envelope.rcpt_tos, "content": content, "manners": now}) + "\n")
        if now.startswith("late"):
            await asyncio.sleep(float(now[4:] or 1))
        if now == "lost":
            server.transport.abort()
        return "250 2.0.0 taken"


def connection():
    tls = None
    if certificates:
        name = os.path.join(certificates, "wrong" if manners() == "wrong" else "right")
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(name + ".pem", name + ".key")
    return SMTP(Handler(), hostname="peer.example.dk", tls_context=tls, require_starttls=tls is not None)


async def main():
    await asyncio.get_running_loop().create_server(connection, "127.0.0.1", port)
    print("ready", flush=True)
    await asyncio.Event().wait()


asyncio.run(main())
