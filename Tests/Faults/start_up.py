"""What is wrong before the first request is said at once, in one line a fault."""

import os
import socket

from harness import one_line, require


def port_in_use(bench):
    """Somebody else has the port."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        address = f"127.0.0.1:{other.getsockname()[1]}"
        lines, code, took = bench.refused(KRUMTAP_LISTEN=address, KRUMTAP_DATABASE=bench.database())
        about_figures, its_code, _ = bench.refused(KRUMTAP_METRICS=address, KRUMTAP_DATABASE=bench.database())
    one_line(lines, code, address, "in use", "KRUMTAP_LISTEN")
    one_line(about_figures, its_code, address, "in use", "KRUMTAP_METRICS")
    require(took <= 5, f"it took {took:.1f} s")
    return f"one line after {took:.2f} s: {lines[0]}"


def wrong_settings(bench):
    """All faults at once, one line each."""
    wrong = {
        "KRUMTAP_MODE": "test", "KRUMTAP_LISTEN": "nowhere", "KRUMTAP_ORIGIN": "holbaek", "KRUMTAP_TRUST_PROXY": "perhaps",
        "KRUMTAP_IDLE_SECONDS": "0", "KRUMTAP_CONNECTIONS": "many", "KRUMTAP_MAIL": "pigeon", "KRUMTAP_MAIL_FROM": "nobody",
        "KRUMTAP_MAIL_SECURITY": "some", "KRUMTAP_LOG_LEVEL": "loud", "KRUMTAP_LOG_FORMAT": "xml",
        "KRUMTAP_ACCESSIBILITY_URL": "was", "KRUMTAP_SECURITY_CONTACT": "me", "KRUMTAP_DATABASE": "oracle://x",
        "KRUMTAP_DATABSE": "typo.db",
    }
    for command in [("serve",), ("config", "check")]:
        lines, code, _ = bench.refused(command, **wrong)
        require(code == 1, f"exit code {code}")
        for name in wrong:
            about = [line for line in lines if name + ":" in line]
            require(len(about) == 1, f"{len(about)} lines about {name}={wrong[name]}")
        require(len(lines) == len(wrong), f"{len(lines)} lines for {len(wrong)} faults: {lines}")
    production = {"KRUMTAP_MODE": "production", "KRUMTAP_MAIL": None, "KRUMTAP_DATABASE": os.path.join(bench.folder, "new.db")}
    lines, code, _ = bench.refused(**production)
    missing = ["KRUMTAP_ORIGIN", "KRUMTAP_MAIL", "KRUMTAP_MAIL_FROM"]
    require(code == 1 and len(lines) == len(missing) and all(any(f"{name}:" in line for line in lines) for name in missing),
            f"production without settings: {lines}")
    folder = os.path.join(bench.folder, "absent", "krumtap.db")
    lines, code, _ = bench.refused(KRUMTAP_DATABASE=folder)
    one_line(lines, code, folder)
    lines, code, _ = bench.refused(KRUMTAP_CONFIG=os.path.join(bench.folder, "absent.conf"))
    one_line(lines, code, "KRUMTAP_CONFIG")
    return f"{len(wrong)} faults in {len(wrong)} lines; {len(missing)} missing in production; no folder, no file: one line each"
