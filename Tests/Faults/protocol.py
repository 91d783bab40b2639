"""Requests no browser sends: refused with a 4xx or a closed connection, without a trace in memory."""

import concurrent.futures
import re
import socket

from harness import Failed, require

FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"


def speak(port, data, seconds=8):
    """Everything the server says to these bytes until it closes or is silent."""
    with socket.create_connection(("127.0.0.1", port), timeout=seconds) as connection:
        try:
            connection.sendall(data)
            connection.settimeout(1.5)
            heard = b""
            while len(heard) < 1 << 20:
                part = connection.recv(65536)
                if not part:
                    break
                heard += part
            return heard
        except TimeoutError:
            return heard
        except OSError:
            # Closed while we were still sending.
            connection.settimeout(1)
            try:
                return connection.recv(65536)
            except OSError:
                return b""


def statuses(heard):
    return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3}) ", heard)]


def malformed_requests(bench):
    """No, two and foreign hosts, TRACE, smuggling, huge headers, broken text: 4xx, and the program lives."""
    server = bench.server()
    server.start()
    port = server.port
    host = f"Host: 127.0.0.1:{port}\r\n".encode()

    def get(fields, line=b"GET / HTTP/1.1"):
        return line + b"\r\n" + fields + b"\r\n"

    def post(body, fields=b"", length=None, path=b"/start"):
        return (b"POST " + path + b" HTTP/1.1\r\n" + host + FORM + fields
                + (b"Content-Length: %d\r\n" % (len(body) if length is None else length)) + b"\r\n" + body)

    hidden = b"GET /hidden HTTP/1.1\r\n" + host + b"\r\n"
    chunked = b"POST /start HTTP/1.1\r\n" + host + FORM
    cases = {
        "no host": get(b""), "two hosts": get(host + b"Host: evil.example\r\n"), "the same host twice": get(host + host),
        "a foreign host": get(b"Host: evil.example\r\n"), "an empty host": get(b"Host: \r\n"), "a host with a path": get(b"Host: a/b\r\n"),
        "a host with a name in it": get(b"Host: user@127.0.0.1\r\n"),
        "a foreign host in the line": get(host, b"GET http://evil.example/ HTTP/1.1"), "TRACE": get(host, b"TRACE / HTTP/1.1"),
        "CONNECT": get(host, b"CONNECT evil.example:443 HTTP/1.1"), "PUT": get(host, b"PUT / HTTP/1.1"),
        "DELETE": get(host, b"DELETE / HTTP/1.1"), "a method of its own": get(host, b"BREW / HTTP/1.1"),
        "OPTIONS *": get(host, b"OPTIONS * HTTP/1.1"),
        "20 000 headers": get(host + b"".join(b"X-%d: a\r\n" % number for number in range(20_000))),
        "a header of 100 kB": get(host + b"X-Long: " + b"a" * 100_000 + b"\r\n"),
        "an address of 100 kB": get(host, b"GET /" + b"a" * 100_000 + b" HTTP/1.1"),
        "an address of 9 kB": get(host, b"GET /" + b"a" * 9_000 + b" HTTP/1.1"),
        "a length and chunks": chunked + b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + hidden,
        "chunks and a length": chunked + b"Transfer-Encoding: chunked\r\nContent-Length: 6\r\n\r\n0\r\n\r\n" + hidden,
        "two lengths": chunked + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc" + hidden,
        "a length with a plus": chunked + b"Content-Length: +3\r\n\r\nabc" + hidden,
        "a length below zero": chunked + b"Content-Length: -3\r\n\r\nabc" + hidden,
        "a length beyond all": chunked + b"Content-Length: 99999999999999999999999\r\n\r\nabc",
        "xchunked": chunked + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + hidden,
        "chunked, identity": chunked + b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + hidden,
        "chunked twice": chunked + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n" + hidden,
        "a space before the colon": get(host + b"X-A : b\r\n"), "a folded header": get(host + b"X-A: b\r\n c\r\n"),
        "a NUL in a header": get(host + b"X-A: b\0c\r\n"), "a CR in a header": get(host + b"X-A: b\rc\r\n"),
        "a chunk beyond all": chunked + b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\nabc\r\n",
        "a chunk of words": chunked + b"Transfer-Encoding: chunked\r\n\r\nxyz\r\nabc\r\n0\r\n\r\n",
        "HTTP/3.9": get(host, b"GET / HTTP/3.9"), "no HTTP": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 300,
        "invalid UTF-8": post(b"text=%FF%FE&subject=a&kind=idea"), "half a percent": post(b"text=%4&subject=a&kind=idea"),
        "raw bytes": post(b"text=\xff\xfe&subject=a&kind=idea"), "a lone surrogate": post(b"text=%ED%A0%80&subject=a&kind=idea"),
        "invalid UTF-8 in a query": get(host, b"GET /find?q=%FF HTTP/1.1"),
        "100 000 fields": post(b"a=1&" * 50_000), "deep keys": post(b"a" + b"[b]" * 30_000 + b"=1"),
        "10 MB": post(b"text=" + b"a" * 10_000_000), "10 MB announced": post(b"text=a", length=10_000_000),
        "10 000 001 characters in one field": post(b"subject=a&kind=idea&text=" + b"a" * 200_000),
        "JSON": post(b"{}", path=b"/start").replace(b"application/x-www-form-urlencoded", b"application/json"),
        "no type": post(b"text=a").replace(FORM, b""), "an unknown area": get(host, b"GET /omraader/atlantis HTTP/1.1"),
        "a token of another": get(host, b"GET /d/1-AAAAAAAAAAAAAAAAAAAAAAAAAAA HTTP/1.1"),
        "a token beyond all": get(host, b"GET /d/zzzzzzzzzzzzzzzzzzzz-A HTTP/1.1"),
        "a reference beyond all": get(host, b"GET /dialoger/HOL-2026-99999999999999999999 HTTP/1.1"),
        "climbing": get(host, b"GET /assets/../../etc/passwd HTTP/1.1"),
        "climbing encoded": get(host, b"GET /postkasse/..%2f..%2fetc%2fpasswd HTTP/1.1"),
        "a NUL in the address": get(host, b"GET /omraader/%00 HTTP/1.1"),
        "a post from another site": post(b"text=a", b"Origin: https://evil.example\r\n"),
        "a post from nowhere": post(b"text=a", b"Origin: null\r\n"),
        "a post across sites": post(b"text=a", b"Sec-Fetch-Site: cross-site\r\n"),
    }
    # These are no faults: an answer in words is right, as long as nothing breaks.
    harmless = {
        "a NUL in a field": post(b"text=a%00b&subject=a%00&kind=idea"),
        "a far place": get(host, b"GET /find?lat=1e308&lon=-1e308 HTTP/1.1"),
        "no number": get(host, b"GET /find?lat=nan&lon=inf HTTP/1.1"), "a range": get(host + b"Range: bytes=0-9223372036854775807\r\n"),
        "a cursor of another world": get(host, b"GET /skrivebord?efter=9999-99-99.99999999999999999999 HTTP/1.1"),
        "many of one field": get(host, b"GET /find?" + b"q=a&" * 100 + b" HTTP/1.1"),
        "broken cookies": get(host + b"Cookie: ;;=;krumtap=\xff; krumtap\r\n"),
    }
    for data in list(cases.values())[:3]:
        speak(port, data)
    before = server.memory()
    wrong = []
    rounds = 20 if bench.is_long else 2
    for _ in range(rounds):
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            heard = dict(zip([*cases, *harmless], pool.map(lambda data: speak(port, data), [*cases.values(), *harmless.values()])))
        for name, answer in heard.items():
            found = statuses(answer)
            if name in cases and (len(found) > 1 or not all(400 <= status < 500 for status in found)):
                wrong.append(f"{name}: {found}")
            if any(status >= 500 for status in found) or (name in harmless and not found):
                wrong.append(f"{name}: {found}")
            if re.search(rb"(?im)^server:|swift|hummingbird|\bnio\b", answer):
                wrong.append(f"{name}: the answer says what it runs on")
        require(server.is_alive(), f"the program ended with {server.process.returncode}")
    require(not wrong, f"{len(wrong)} wrong answers: " + "; ".join(wrong[:8]))
    silent = sorted(name for name in cases if not statuses(heard[name]))
    growth = server.memory() - before
    require(growth <= 64, f"memory grew by {growth:.0f} MiB")
    require(server.client().get("/healthz").status == 200, "it does not answer any more")
    if re.search(r"(?m)^krumtap: |Fatal error|Crash", server.log()):
        raise Failed(f"the log speaks of a crash: {server.log()[-300:]}")
    said = f"; closed without a word: {', '.join(silent)}" if silent else ""
    return f"{len(cases)} refused, {len(harmless)} answered, {rounds} times; memory {growth:+.0f} MiB{said}"


def endless_body(bench):
    """A body that never ends is cut off soon after the limit, also fifty at once."""
    server = bench.server()
    server.start()
    head = (f"POST /start HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n".encode() + FORM + b"Transfer-Encoding: chunked\r\n\r\n")
    chunk = b"4000\r\n" + b"a" * 0x4000 + b"\r\n"
    before = server.memory()

    def pour(_):
        """How much it took, and what it said."""
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
            connection.sendall(head)
            sent, heard = 0, b""
            try:
                while sent < 64 << 20:
                    connection.sendall(chunk)
                    sent += len(chunk)
            except OSError:
                pass
            try:
                heard = connection.recv(65536)
            except OSError:
                pass
            return sent, statuses(heard)

    with concurrent.futures.ThreadPoolExecutor(50) as pool:
        results = list(pool.map(pour, range(50)))
    growth = server.memory() - before
    # What the two sockets between us hold counts as sent.
    limit = 12 << 20
    worst = max(sent for sent, _ in results)
    told = sum(1 for _, found in results if found == [413])
    require(worst <= limit, f"{worst >> 20} MiB were taken before the connection was closed")
    require(all(found in ([413], []) for _, found in results), f"answers {results}")
    require(growth <= 64, f"memory grew by {growth:.0f} MiB")
    require(server.client().get("/healthz").status == 200, "it does not answer any more")
    return f"50 at once, cut off after {worst / (1 << 20):.1f} MiB at most, {told} could still read the 413; memory {growth:+.0f} MiB"
