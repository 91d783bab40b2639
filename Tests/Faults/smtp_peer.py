"""An SMTP server for the fault tests. usage: smtp_peer.py PORT MANNERS TAKEN

The file MANNERS says how it behaves: ok, grey (451 to everybody), slow (4 s before it takes a mail). It always refuses
reject@… with 550. Every mail it takes becomes a line of JSON in TAKEN.
"""

import asyncio
import json
import sys

from aiosmtpd.smtp import SMTP

port, manners_path, taken_path = int(sys.argv[1]), sys.argv[2], sys.argv[3]


def manners():
    with open(manners_path, encoding="ascii") as file:
        return file.read()


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("reject@"):
            return "550 5.1.1 no such user"
        if manners() == "grey":
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
        return "250 2.0.0 taken"


async def main():
    await asyncio.get_running_loop().create_server(lambda: SMTP(Handler(), hostname="peer.example.dk"), "127.0.0.1", port)
    print("ready", flush=True)
    await asyncio.Event().wait()


asyncio.run(main())
