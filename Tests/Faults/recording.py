"""Real requests, found by walking through the pages as four people and reading the forms there."""

import html.parser
import re
import urllib.parse

from citizens import Citizen, Ledger, network, sign_in
from harness import require

# What would end a session, an address or a part for all requests that come after it.
ENDINGS = ("/log-ud", "/ny-adresse", "/forlad", "/stop", "/traek-tilbage")


class Recorded:
    """One request as a browser sends it: fields as pairs, so that they can be repeated and broken."""

    def __init__(self, method, path, cookie, fields=None, is_multipart=False, files=()):
        path, _, query = path.partition("?")
        self.method, self.path, self.cookie = method, path, cookie
        self.query = urllib.parse.parse_qsl(query, keep_blank_values=True)
        self.fields, self.is_multipart, self.files = fields or [], is_multipart, list(files)


class Reader(html.parser.HTMLParser):
    """Links and forms of one page."""

    def __init__(self):
        super().__init__()
        self.links, self.forms, self.form, self.select = [], [], None, None

    def handle_starttag(self, tag, attributes):
        at = {name: value or "" for name, value in attributes}
        if tag == "a" and at.get("href", "").startswith("/"):
            self.links.append(at["href"].split("#")[0])
        elif tag == "form":
            self.form = {"action": at.get("action", ""), "method": at.get("method", "get").upper(), "fields": [], "files": [],
                         "is_multipart": at.get("enctype") == "multipart/form-data"}
            self.forms.append(self.form)
        elif self.form is None:
            return
        elif tag == "select":
            self.select = at.get("name")
        elif tag == "option" and self.select:
            self.form["fields"].append((self.select, at.get("value", "")))
        elif tag in ("input", "textarea", "button") and at.get("name"):
            if at.get("type") == "file":
                self.form["files"].append(at["name"])
            else:
                self.form["fields"].append((at["name"], at.get("value") or words_for(at["name"], at.get("type"))))

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = None


def words_for(name, kind):
    known = {"email": "anna@example.dk", "code": "123456", "phone": "59001234", "name": "Anna Prøve", "due": "2031-01-01"}
    return known.get(name, "on" if kind in ("checkbox", "radio") else "Vi mangler en cykelsti ved Skarridsøgade.")


def walk(server, cookie, beginnings, limit):
    """The requests one person can make: every page they come to, and every form on it."""
    client, found, seen, waiting = server.client(network(), cookie=cookie), [], set(), list(beginnings)
    while waiting and len(seen) < limit:
        path = waiting.pop(0)
        # Of a list of a hundred dialogues two are enough.
        pattern = re.sub(r"\d+", "0", path.split("?")[0])
        if path in seen or path.split("?")[0].endswith(ENDINGS) or sum(re.sub(r"\d+", "0", s.split("?")[0]) == pattern for s in seen) >= 2:
            continue
        seen.add(path)
        found.append(Recorded("GET", path, cookie))
        answer = client.get(path)
        require(answer.status < 500, f"{path} gave {answer.status}")
        if not answer.fields.get("content-type", "").startswith("text/html"):
            continue
        page = Reader()
        page.feed(answer.text)
        waiting += page.links
        for form in page.forms:
            action = form["action"] or path
            if not action.split("?")[0].endswith(ENDINGS):
                found.append(Recorded(form["method"], action, cookie, form["fields"], form["is_multipart"], form["files"]))
    client.close()
    return found


def record(server):
    """Requests of somebody unknown, of a citizen with a dialogue and a draft, and of two people at the town hall."""
    citizen = Citizen(server, Ledger())
    token = citizen.start()
    draft = citizen.client.post("/start", {"subject": "Cykelsti", "text": "Vi mangler en cykelsti.", "kind": "idea"}).location
    recorded = walk(server, None, ["/", "/dialoger", "/soeg?q=cykelsti", "/find?q=Jyderup", "/start", "/log-ind", "/log-ind/kode",
                                   "/omraader.geojson", "/dialoger.csv", "/dialoger.json", "/dialoger.atom", "/en/dialoger"], 60)
    recorded += walk(server, None, [f"/d/{token}", f"/d/{token}/kvittering", f"/d/{token}/parter", draft, draft.replace("/hvor", "/hvad"),
                                    draft.replace("/hvor", "/svar"), draft.replace("/hvor", "/tjek")], 20)
    for email, beginnings in [("fatima@example.dk", ["/skrivebord", "/skrivebord?vis=alle", "/skrivebord/kommentarer"]),
                              ("it@example.dk", ["/skrivebord/drift", "/skrivebord/temaer", "/henvisninger", "/henvisninger/ny"])]:
        cookie = sign_in(server, email).cookie
        recorded += walk(server, cookie, beginnings + ["/skrivebord/soeg?q=cykelsti"], 40)
    return recorded
