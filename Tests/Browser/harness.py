"""Starts Krumtap with demo data, drives Chromium, and looks at every page met: axe, reflow, validity, third parties."""

import email
import email.policy
import glob
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By

CHROMIUM, DRIVER = "/usr/bin/chromium", "/usr/bin/chromedriver"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE, DESKTOP = (320, 800), (1280, 900)


class Server:
    """A demo of its own on a free port."""

    def __init__(self, binary, dialogues=60):
        self.folder = tempfile.mkdtemp(prefix="krumtap-browser-")
        self.mails = os.path.join(self.folder, "post")
        database = os.path.join(self.folder, "demo.db")
        subprocess.run([binary, "demo", "--database", database, "--dialogues", str(dialogues)], check=True, stdout=subprocess.DEVNULL)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.origin = f"http://127.0.0.1:{port}"
        settings = {
            "KRUMTAP_MODE": "demo", "KRUMTAP_DATABASE": database, "KRUMTAP_LISTEN": f"127.0.0.1:{port}",
            "KRUMTAP_MAIL": f"folder:{self.mails}", "KRUMTAP_LOG_LEVEL": "error",
        }
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("KRUMTAP_")}
        self.process = subprocess.Popen([binary, "serve"], env={**inherited, **settings})
        self.wait_until_ready()

    def wait_until_ready(self):
        for _ in range(200):
            try:
                urllib.request.urlopen(self.origin + "/readyz", timeout=2)
                return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("the server did not become ready")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout=60)
        shutil.rmtree(self.folder, ignore_errors=True)
        return code

    def mails_so_far(self):
        return set(glob.glob(self.mails + "/*.eml"))

    def mail(self, to, containing="", before=frozenset()):
        """The newest mail to an address that was not there before, as Python's own reader understands it; waits for it."""
        for _ in range(100):
            for path in sorted(self.mails_so_far() - before, key=os.path.getmtime, reverse=True):
                with open(path, "rb") as file:
                    mail = email.message_from_binary_file(file, policy=email.policy.default)
                text = mail.get_body(("plain",)).get_content()
                if to in str(mail["To"]) and containing in text + str(mail["Subject"]):
                    return mail, text
            time.sleep(0.1)
        raise AssertionError(f"no mail to {to} containing {containing!r}")


def browser(size=PHONE, javascript=True):
    options = Options()
    options.binary_location = CHROMIUM
    for argument in ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", f"--window-size={size[0]},{size[1]}"]:
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    if not javascript:
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    return webdriver.Chrome(options=options, service=Service(DRIVER))


class Visitor:
    """Somebody in front of a browser. `look` is called on every page met."""

    def __init__(self, server, size=PHONE, javascript=True):
        self.server, self.javascript, self.size = server, javascript, size
        self.driver = browser(size, javascript)
        self.resize(size)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.driver.quit()

    def resize(self, size):
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride", {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": False})

    def go(self, path):
        self.driver.get(path if path.startswith("http") else self.server.origin + path)
        return self.look()

    def fill(self, **fields):
        for name, value in fields.items():
            field = self.driver.find_element(By.CSS_SELECTOR, f"main [name='{name}']")
            field.clear()
            field.send_keys(value)
        return self

    def choose(self, name, value):
        self.driver.find_element(By.CSS_SELECTOR, f"main input[name='{name}'][value='{value}'] + label").click()
        return self

    def press(self, selector="main form button:not([type='button'])"):
        before = self.driver.find_element(By.TAG_NAME, "html")
        self.driver.find_element(By.CSS_SELECTOR, selector).click()
        for _ in range(100):
            try:
                before.is_enabled()
                time.sleep(0.05)
            except Exception:  # the old page is gone
                break
        return self.look()

    @property
    def source(self):
        """The page to its end; on the way from one to the next the browser gives half a page, or none."""
        for _ in range(100):
            source = self.driver.page_source
            if "<footer" in source:
                break
            time.sleep(0.05)
        return source

    @property
    def text(self):
        return self.driver.find_element(By.TAG_NAME, "body").text

    @property
    def title(self):
        return self.driver.title

    @property
    def path(self):
        return self.driver.current_url.removeprefix(self.server.origin)

    def says(self, *parts):
        for part in parts:
            assert part in self.text, f"{self.path} does not say {part!r}"
        return self

    def look(self):
        Looker.shared.look(self)
        return self


class Looker:
    """Checks pages. What was seen in the same shape before is not analysed again."""

    shared = None

    def __init__(self, axe):
        self.axe, self.seen, self.sources, self.problems, self.count = axe, set(), {}, [], 0

    def look(self, visitor):
        driver, source = visitor.driver, visitor.source
        shape = re.sub(r">[^<]+<|\b(value|href|action|content|id|name|for|d|datetime|lang|hreflang|aria-label|x|y|summary|data-left|data-over|data-failed)=\"[^\"]*\"", "><", source)
        self.structure(visitor, source)
        if (hash(shape), visitor.javascript) in self.seen:
            return
        self.seen.add((hash(shape), visitor.javascript))
        self.sources[hash(shape)] = (visitor.path, self.raw(visitor) or source)
        self.network(visitor)
        if not visitor.javascript:
            self.reflow(visitor, None)
            return
        for size in (PHONE, DESKTOP):
            visitor.resize(size)
            self.reflow(visitor, size)
            for scheme in ("light", "dark"):
                # Without motion: a colour on its way from light to dark is neither.
                features = [{"name": "prefers-color-scheme", "value": scheme}, {"name": "prefers-reduced-motion", "value": "reduce"}]
                driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
                self.accessibility(visitor, f"{size[0]} px, {scheme}")
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
        visitor.resize(visitor.size)
        self.picture(visitor)

    @staticmethod
    def raw(visitor):
        """The page as it was sent, before the browser mended it; None for what only a form answers."""
        cookies = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in visitor.driver.get_cookies())
        request = urllib.request.Request(visitor.driver.current_url, headers={"Cookie": cookies})
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.read().decode() if answer.url == visitor.driver.current_url else None
        except OSError:
            return None

    def structure(self, visitor, source):
        heads = visitor.driver.find_elements(By.TAG_NAME, "h1")
        self.check(visitor, len(heads) == 1, f"{len(heads)} h1")
        self.check(visitor, 'lang="en"' in source[:300] if visitor.path.startswith("/en") else 'lang="da"' in source[:300], "wrong lang")
        refused = bool(visitor.driver.find_elements(By.CSS_SELECTOR, ".errors, .banner[role=alert]"))
        self.check(visitor, refused == visitor.title.startswith(("Fejl: ", "Error: ")), "the title does not tell of errors")

    def network(self, visitor):
        for entry in visitor.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                address = message["params"]["request"]["url"]
                self.check(visitor, address.startswith((visitor.server.origin, "data:", "chrome:", "about:")), f"asks {address}")
        for entry in visitor.driver.get_log("browser"):
            expected = "status of 4" in entry["message"]
            self.check(visitor, expected or entry["level"] != "SEVERE", entry["message"])

    def reflow(self, visitor, size):
        width = visitor.driver.execute_script("return document.documentElement.scrollWidth")
        limit = (size or visitor.size)[0]
        self.check(visitor, width <= limit, f"is {width} px wide on {limit} px")

    def accessibility(self, visitor, how):
        driver = visitor.driver
        driver.set_script_timeout(60)
        driver.execute_script(self.axe)
        found = driver.execute_async_script(
            "const done=arguments[arguments.length-1];axe.run(document,{runOnly:{type:'tag',values:arguments[0]}}).then(done)", TAGS)
        self.count += 1
        for violation in found["violations"]:
            where = "; ".join(node["html"][:120] for node in violation["nodes"][:3])
            self.check(visitor, False, f"axe {violation['id']} ({how}): {where}")

    def picture(self, visitor):
        folder = os.environ.get("SHOTS")
        if folder:
            os.makedirs(folder, exist_ok=True)
            visitor.driver.save_screenshot(os.path.join(folder, re.sub(r"\W+", "-", visitor.path)[:60] + ".png"))

    def check(self, visitor, holds, words):
        if not holds:
            self.problems.append(f"{visitor.path}: {words}")

    def invalid(self, jar):
        """What the Nu checker says of every page met, in one run."""
        with tempfile.TemporaryDirectory() as folder:
            for number, (_, source) in enumerate(self.sources.values()):
                with open(os.path.join(folder, f"{number}.html"), "w", encoding="utf-8") as file:
                    file.write(source if source.lower().startswith("<!doctype") else "<!doctype html>" + source)
            done = subprocess.run(
                ["java", "-jar", jar, "--errors-only", "--skip-non-html", "--format", "json", folder], capture_output=True, text=True)
            messages = json.loads(done.stderr or "{}").get("messages", [])
        paths = [path for path, _ in self.sources.values()]
        number = re.compile(r"(\d+)\.html")
        return [paths[int(number.search(message["url"]).group(1))] + ": " + message["message"] for message in messages]
