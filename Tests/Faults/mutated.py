"""Recorded requests, broken at random in thousands of ways: never a 5xx, never an end of the program, never a field without a limit."""

import concurrent.futures
import os
import random
import re
import socket
import urllib.parse

import books
from citizens import network
from harness import require
from recording import record

# What programs trip over. Bytes, for not all of it is text.
NASTY = [
    b"", b" ", b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc0\xaf", b"a\0b", b"\r\nX-A: b", b"\r", b"\n" * 500,
    b"%", b"%zz", b"%00", b"+" * 300, b"../../etc/passwd", b"..%2f..%2f", b"'; DROP TABLE dialogue; --", b'" OR ""="',
    b"<script>alert(1)</script>", b"{{7*7}}", b"${x}", b"-1", b"0", b"-0", b"1e308", b"-1e309", b"nan", b"inf", b"0x10",
    b"9223372036854775807", b"9223372036854775808", b"18446744073709551616", b"9" * 400, b"0" * 9000, b"2026-02-30", b"0000-00-00",
    b"9999-12-31", b"2026-11-23.1", b"-99999-01-01.x", b"1-AAAAAAAAAAAAAAAAAAAAAAAAAAA", b"zzzzzzzzzzzzz-A", b"HOL-2026-0001",
    b"HOL-9999-99999999999999999999", b"HOL-0-0", b"010190-1234", b"a@b", b"@", b"a" * 300 + b"@example.dk", b"javascript:alert(1)",
    b"//evil.example", b"https://evil.example/\\@holbaek.dk", b"[]", b"{}", b"[" * 5000, b"null", b"true", b"*", b"%*s" * 50,
    b"AND OR NOT NEAR(a b)", b'"', b"a* b*", b"(((((", b"^:^", b"-", b"--", b"/**/", b"a" * 10_001, b"a" * 120_000,
    "٣٤".encode(), "１２３".encode(), "½".encode(), "\u202e\u2066".encode(), ("e" + "\u0301" * 3000).encode(), "👨‍👩‍👧‍👦".encode() * 400,
    "\u2028\u0085\ufeff\u200b".encode(), "İıßẞﬁ".encode() * 20, "𝕏".encode() * 2500,
]
RANGES = [
    b"bytes=0-9223372036854775807", b"bytes=-0", b"bytes=-9223372036854775808", b"bytes=99999999999999999999-", b"bytes=5-1",
    b"bytes=" + b"0-0," * 1500, b"bytes=--1", b"lines=1-2", b"bytes=\xff", b"bytes=0-0,-1",
]
HEADERS = [
    b"Accept-Language", b"Accept-Encoding", b"Accept", b"If-None-Match", b"If-Modified-Since", b"If-Range", b"Content-Type", b"Origin",
    b"Referer", b"User-Agent", b"Sec-Fetch-Site", b"Expect", b"Content-Encoding", b"Transfer-Encoding", b"Connection", b"Upgrade",
    b"X-Forwarded-For", b"X-Forwarded-Proto", b"Forwarded", b"Authorization", b"Content-Disposition", b"Cookie", b"TE", b"Trailer",
]
LARGE = 10_000_000


class Maker:
    """Makes broken requests; the same seed makes the same ones."""

    def __init__(self, port, recorded, seed):
        self.port, self.recorded, self.random = port, recorded, random.Random(seed)

    def nasty(self):
        # Rarely, for they are all the work there is.
        if self.random.random() < 0.002:
            return b"a" * LARGE
        if self.random.random() < 0.15:
            return self.random.randbytes(self.random.choice([1, 7, 60, 2000]))
        return self.random.choice(NASTY)

    def happens(self, share):
        return self.random.random() < share

    def encoded(self, value):
        """As a browser would, or as it is."""
        return value if self.happens(0.15) else urllib.parse.quote_from_bytes(value, safe="").encode()

    def pairs(self, fields):
        """Fields with values, names, numbers and order changed."""
        pairs = [(name.encode(), value.encode()) for name, value in fields]
        for _ in range(self.random.choice([0, 1, 1, 2, 4])):
            spot = self.random.randrange(len(pairs)) if pairs else 0
            name, value = pairs[spot] if pairs else (b"q", b"")
            what = self.random.randrange(8)
            if what < 4 and pairs:
                pairs[spot] = (name, self.nasty())
            elif what == 4:
                pairs += [(name, self.nasty()), (name, value)] * self.random.choice([1, 1, 40])
            elif what == 5 and pairs:
                pairs[spot] = (self.nasty()[:5000], value)
            elif what == 6 and pairs:
                del pairs[spot]
            else:
                self.random.shuffle(pairs)
        if self.happens(0.01):
            pairs.append((b"a" + b"[b]" * 100_000, b"1"))
        return pairs

    def form(self, pairs):
        return b"&".join(self.encoded(name) + b"=" + self.encoded(value) for name, value in pairs)

    def multipart(self, pairs, files):
        border = b"----krumtap" + str(self.random.randrange(10**9)).encode()
        parts = [b'Content-Disposition: form-data; name="' + name + b'"\r\n\r\n' + value for name, value in pairs]
        for name in files:
            file = self.nasty()[:3000] if self.happens(0.5) else b"bilag.txt"
            content = self.random.choice([
                b"Hej", b"%PDF-1.7\n%%EOF", b"\x89PNG\r\n\x1a\n" + self.random.randbytes(90), b"\xff\xd8\xff" + self.random.randbytes(90),
                b"PK\x03\x04" + self.random.randbytes(200),
                b"RIFF\xff\xff\xff\xffWEBPVP8X" + self.random.randbytes(40), self.nasty(),
            ])
            parts.append(b'Content-Disposition: form-data; name="' + name.encode() + b'"; filename="' + file + b'"\r\n'
                         + b"Content-Type: " + self.random.choice([b"text/plain", b"image/png", self.nasty()[:200]]) + b"\r\n\r\n" + content)
        body = b"".join(b"--" + border + b"\r\n" + part + b"\r\n" for part in parts) + b"--" + border + b"--\r\n"
        if self.happens(0.3):
            body = self.torn(body)
        kind = b"multipart/form-data; boundary=" + (border if self.happens(0.9) else self.nasty()[:300])
        return body, kind

    def torn(self, data):
        """Bytes changed, cut off, doubled or moved."""
        if not data:
            return data
        spot, other = sorted(self.random.randrange(len(data)) for _ in range(2))
        return self.random.choice([
            data[:spot], data[spot:], data[:spot] + self.random.randbytes(1) + data[spot + 1:], data[:other] + data[spot:],
            data[:spot] + data[other:], data[:spot] + self.nasty()[:5000] + data[spot:]])

    def request(self):
        """(the bytes, what it was)"""
        base = self.random.choice(self.recorded)
        path = urllib.parse.quote(base.path, safe="/%").encode()
        if self.happens(0.12):
            parts = path.split(b"/")
            parts[self.random.randrange(1, len(parts))] = self.encoded(self.nasty())
            path = b"/".join(parts)
        is_get = base.method == "GET"
        query = self.form(self.pairs(base.query + (base.fields if is_get else []) if is_get or base.query else []))
        target = path + (b"?" + query if query else b"")
        heads, body = [b"Host: 127.0.0.1:%d" % self.port, b"X-Forwarded-For: " + network().encode(), b"Connection: close"], b""
        if base.cookie:
            cookie = base.cookie.encode()
            heads.append(b"Cookie: " + (self.torn(cookie).replace(b"\r", b"").replace(b"\n", b"") if self.happens(0.05) else cookie))
        if self.happens(0.1):
            heads.append(b"Range: " + self.random.choice(RANGES))
        if self.happens(0.1):
            heads.append(self.random.choice(HEADERS) + b": " + self.nasty())
        if not is_get:
            pairs = self.pairs(base.fields)
            if base.is_multipart and self.happens(0.8):
                body, kind = self.multipart(pairs, base.files)
            else:
                body, kind = self.form(pairs), b"application/x-www-form-urlencoded"
                if self.happens(0.1):
                    body = self.torn(body)
            heads += [b"Content-Type: " + (kind if self.happens(0.97) else self.nasty()), b"Content-Length: %d" % len(body)]
        head = base.method.encode() + b" " + target + b" HTTP/1.1\r\n" + b"\r\n".join(heads) + b"\r\n\r\n"
        if self.happens(0.05):
            head = self.torn(head)
        return head + body, f"{base.method} {base.path}"


def send(port, data):
    """The status; 0 when the connection was closed without one."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        try:
            connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)
        except OSError:
            # Refused before it was all sent: the answer may be there.
            pass
        heard = b""
        try:
            while part := connection.recv(65536):
                heard = heard or part
        except TimeoutError:
            return -1
        except OSError:
            pass
    status = re.match(rb"HTTP/1\.1 (\d{3}) ", heard)
    return int(status[1]) if status else 0


def mutated_requests(bench):
    """Forms, multipart, cookies, addresses and headers of real requests, broken."""
    count, lanes = (20_000 if bench.is_long else 1000), 4
    seed = int(os.environ.get("MUTATED_SEED") or random.randrange(10**9))
    server = bench.server()
    server.start()
    recorded = record(server)
    require(len(recorded) >= 100, f"only {len(recorded)} requests were recorded")

    def run(lane):
        maker, seen = Maker(server.port, recorded, seed + lane), []
        for _ in range(count // lanes):
            data, what = maker.request()
            try:
                status = send(server.port, data)
            except OSError as error:
                require(server.is_alive(), f"the program ended with {server.process.returncode} (seed {seed}) at {what}: {data[:600]!r}")
                raise error
            seen.append(status)
            # In words that can be sent again: the seed and the request.
            require(status < 500, f"{status} (seed {seed}) for {what}: {data[:1500]!r}")
            require(status >= 0, f"no answer within 30 s (seed {seed}) for {what}: {data[:600]!r}")
        return seen

    before = server.memory()
    with concurrent.futures.ThreadPoolExecutor(lanes) as pool:
        statuses = [status for done in [pool.submit(run, lane) for lane in range(lanes)] for status in done.result()]
    require(server.is_alive(), f"the program ended with {server.process.returncode} (seed {seed})")
    require(server.client().get("/readyz").status == 200, f"it is not ready any more (seed {seed})")
    growth = server.memory() - before
    require(growth <= 200, f"memory grew by {growth:.0f} MiB")
    server.stop()
    longest = longest_text(server.database)
    require(longest[0] <= 64 * 1024, f"{longest[0]} characters were taken in {longest[1]}")
    groups = {f"{group}xx": sum(status // 100 == group for status in statuses) for group in (2, 3, 4)}
    require(min(groups.values()) >= count / 50, f"hardly broken, or hardly real: {groups}")
    answers = ", ".join(f"{number} × {group}" for group, number in groups.items())
    return (f"{len(statuses)} made of {len(recorded)} recorded ones: {answers}, {statuses.count(0)} cut off, 0 × 5xx; "
            f"memory {growth:+.0f} MiB; the longest text kept has {longest[0]} characters ({longest[1]})")


def longest_text(path):
    """The longest text in any column but the search index's: (characters, where)."""
    found = (0, "")
    with books.opened(path) as rows:
        tables = rows.execute("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'")
        for (table,) in tables.fetchall():
            for (column,) in rows.execute("SELECT name FROM pragma_table_info(?)", (table,)).fetchall():
                query = f"""SELECT MAX(LENGTH("{column}")) FROM "{table}" WHERE typeof("{column}") = 'text'"""
                found = max(found, (rows.execute(query).fetchone()[0] or 0, f"{table}.{column}"))
    return found
