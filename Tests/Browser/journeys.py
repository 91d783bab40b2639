"""Few journeys, each the story of somebody. What they see is what the page says, not what the code does."""

import os
import re
import tempfile

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from harness import DESKTOP, Visitor

# A radio's focus is drawn around the whole choice.
SHOWS_FOCUS = """
    const stop = document.activeElement
    return [stop, stop.closest('.choice') || stop].some(it => {
        const style = getComputedStyle(it)
        return style.outlineStyle !== 'none' || style.boxShadow !== 'none'
    })
"""
TEXT = "Børnene cykler på den smalle vej mellem skolen og hallen, og bilerne kører stærkt.\n\nKan vi få en cykelsti?"


def ask(visitor, subject="Cykelsti mellem skolen og hallen", email="anna@example.dk", phone=""):
    """The three questions, answered; on the page that shows the answers."""
    visitor.go("/start").fill(text=TEXT, subject=subject).choose("kind", "idea").press()
    visitor.choose("scope", "area").fill(place="Holmstrup").press()
    visitor.fill(name="Anna Ågård Østergaard-Sørensen", email=email, phone=phone).choose("behalf", "self").press()
    return visitor.says("Tjek dine svar", "Jyderup", "Fatima Lund")


def sign_in(visitor, address="fatima@example.dk"):
    # Three codes a quarter of an hour are all an address gets: a session that is there is used again.
    visitor.go("/log-ind")
    for cookie in getattr(visitor.server, "session", []):
        visitor.driver.add_cookie(cookie)
    if "Skrivebord" in visitor.go("/skrivebord").text and visitor.path == "/skrivebord":
        return visitor
    before = visitor.server.mails_so_far()
    visitor.go("/log-ind").fill(email=address).press()
    _, text = visitor.server.mail(address, "kode", before)
    visitor.fill(code=re.search(r"^\d{6}$", text, re.M).group()).press().says("Skrivebord")
    visitor.server.session = visitor.driver.get_cookies()
    return visitor


def link(text, part):
    return re.search(rf"http\S*{part}\S*", text).group()


def test_a_citizen_on_a_phone_starts_a_dialogue_and_confirms_it(server):
    with Visitor(server) as anna:
        anna.go("/").says("Har du noget på hjerte")
        anna.go("/start")
        anna.press().says("Skriv, hvad det drejer sig om", "Skriv en kort overskrift")
        anna.fill(text="Kort", subject="x" * 121).choose("kind", "idea").press().says("må højst fylde 120 tegn")
        assert anna.driver.find_element(By.NAME, "text").get_attribute("value").strip() == "Kort"
        anna.fill(text=TEXT, subject="Cykelsti mellem skolen og hallen").press()
        anna.press().says("Vælg, hvor det handler om")
        anna.choose("scope", "area").fill(place="Mogenstrup").press().says("flere steder, der hedder Mogenstrup")
        anna.fill(place="Atlantis").press().says("Vi kan ikke finde lokalområdet")
        anna.fill(place="4300").press().says("Et postnummer kan dække flere lokalområder")
        anna.fill(place="Holmstrup").press()
        anna.fill(name="Anna Holm", email="anna").choose("behalf", "self").press().says("Mailadressen ser ikke rigtig ud")
        assert anna.driver.find_element(By.NAME, "email").get_attribute("value") == "anna"
        anna.fill(email="anna@example.dk").press().says("Tjek dine svar", "Fatima Lund")
        check = anna.path
        anna.driver.find_element(By.CSS_SELECTOR, "dl.answers div:nth-child(1) a").click()
        anna.look()
        anna.fill(subject="Cykelsti til hallen").press().says("Tjek dine svar", "Cykelsti til hallen")
        anna.press().says("Tak – vi har din henvendelse", "Fatima Lund", "Bekræfter du i dag, hører du fra os senest")
        receipt, reference = anna.path, re.search(r"HOL-\d{4}-\d{4,}", anna.text).group()
        anna.go(check).says(reference)
        mail, text = server.mail("anna@example.dk", reference)
        assert "Børnene" not in text and "Cykelsti" not in text + str(mail["Subject"]), "the mail tells what is private"
        assert mail["Auto-Submitted"] == "auto-generated" and mail["Message-ID"]
        anna.go(link(text, "/bekraeft/")).says("Cykelsti til hallen")
        anna.go(receipt).says("Bekræft din mailadresse")
        anna.go(link(text, "/bekraeft/")).press().says("Du hører fra os senest")
        anna.driver.find_element(By.CSS_SELECTOR, "main a.button").click()
        anna.look().says("Hos", "Fatima Lund", "Næste skridt", "Senest", TEXT.split("\n")[0])
        follow, _ = server.mail("anna@example.dk", "Vi har din henvendelse")
        assert mail["Message-ID"] in str(follow["In-Reply-To"]), "the second mail does not belong to the first"
        assert anna.driver.get_cookies() == [], "a citizen got a cookie"


def test_a_citizen_without_javascript_does_the_same_with_a_typed_code(server):
    with Visitor(server, javascript=False) as anna:
        ask(anna, email="uden@example.dk").press().says("Tak – vi har din henvendelse")
        anna.press().says("Skriv koden fra mailen")
        anna.fill(code="000000").press().says("Koden passer ikke")
        _, text = server.mail("uden@example.dk")
        anna.fill(code=re.search(r": (\d{6})", text).group(1)).press().says("Du hører fra os senest")
        anna.driver.find_element(By.CSS_SELECTOR, "main a.button").click()
        anna.look()
        anna.press().says("Skriv din besked")
        anna.fill(text="Vi er fem familier.").press().says("Sendt.", "Vi er fem familier.")


def test_somebody_with_a_telephone_only_is_rung(server):
    with Visitor(server) as citizen:
        ask(citizen, email="", phone="59 00 12 34", subject="Bænk ved kirken").press().says("ringer til dig")
        assert "Bekræft din mailadresse" not in citizen.text
    server.mail("fatima@example.dk", "ring")


def test_a_facilitator_asks_answers_and_closes(server):
    with Visitor(server, DESKTOP) as fatima, Visitor(server) as anna:
        ask(anna, email="karen@example.dk", subject="Lys på stien").press()
        _, text = server.mail("karen@example.dk")
        anna.go(link(text, "/bekraeft/")).press()
        reference = re.search(r"HOL-\d{4}-\d{4,}", anna.text).group()
        sign_in(fatima).look()
        for view in ("borger", "over", "nye", "ubekraeftede", "alle"):
            fatima.go(f"/skrivebord?vis={view}&omraade=jyderup")
        fatima.go("/skrivebord?vis=nye").says("Lys på stien")
        fatima.go(f"/skrivebord/{reference}")
        act(fatima, "svar").says("Skriv noget først")
        act(fatima, "note", text="Ring til Ole.").says("Intern note", "Ring til Ole.")
        act(fatima, "svar", text="Hvor mange er I?", then="ask").says("Borgeren svarer")
        _, text = server.mail("karen@example.dk", "spørgsmål")
        anna.go(link(text, "/d/")).says("Hvor mange er I?", "Vi venter på dit svar")
        assert "Ring til Ole." not in anna.text
        anna.fill(text="Vi er tyve.").press().says("Sendt.", "Vi er tyve.")
        fatima.go(f"/skrivebord/{reference}").says("Vi er tyve.")
        with Visitor(server, DESKTOP) as second:
            sign_in(second)
            second.go(f"/skrivebord/{reference}")
            act(fatima, "note", text="Jeg har den.")
            act(second, "svar", text="Mit lange svar.", then="proceed").says("Nogen var hurtigere", "Jeg har den.")
            assert second.driver.find_element(By.ID, "answer-text").get_attribute("value").strip() == "Mit lange svar."
        close(fatima, reference)
        _, text = server.mail("karen@example.dk", "afsluttet")
        anna.go(link(text, "/d/")).says("Afsluttet med svar", "Lyset kommer til jul.")
        anna.fill(text="Det virker ikke.").press().says("Vi finder ud af, hvem der skal svare dig")
        fatima.driver.find_element(By.CSS_SELECTOR, "form.who button").click()
        fatima.look()
        fatima.go("/skrivebord").says("Log ind")


def act(visitor, act_name, **answers):
    """Fills one of the workbench's forms, which may be folded, and sends it."""
    form = visitor.driver.find_element(By.CSS_SELECTOR, f"form[action$='/{act_name}']")
    visitor.driver.execute_script("for (let it = arguments[0]; it; it = it.parentElement) if (it.tagName === 'DETAILS') it.open = true", form)
    for field, value in answers.items():
        control = form.find_element(By.NAME, field)
        if control.get_attribute("type") in ("radio", "checkbox"):
            choice = form.find_element(By.CSS_SELECTOR, f"[name='{field}'][value='{value}']")
            visitor.driver.execute_script("arguments[0].click()", choice)
        elif control.tag_name == "select":
            control.find_element(By.XPATH, f".//option[contains(., '{value}')]").click()
        else:
            control.clear()
            control.send_keys(value)
    return visitor.press(f"form[action$='/{act_name}'] p.do button")


def close(fatima, reference):
    fatima.go(f"/skrivebord/{reference}")
    act(fatima, "luk").says("Vælg, hvordan det ender")
    act(fatima, "luk", ground="answered", text="Nu er lyset bestilt.", outcome="Lyset kommer til jul.")
    fatima.says("Afsluttet med svar", "Lyset kommer til jul.")


def confirmed(anna, email, subject):
    """A dialogue that is started and confirmed; its reference, and its secret address."""
    ask(anna, email=email, subject=subject).press()
    _, text = anna.server.mail(email)
    anna.go(link(text, "/bekraeft/")).press()
    reference = re.search(r"HOL-\d{4}-\d{4,}", anna.text).group()
    return reference, anna.path.replace("/kvittering", "")


def test_what_is_both_becomes_two_and_each_goes_to_the_right_person(server):
    with Visitor(server, DESKTOP) as fatima, Visitor(server, javascript=False) as anna:
        reference, address = confirmed(anna, "begge@example.dk", "Cykelsti og lys")
        anna.go(address).says("Vi finder ud af, hvem der skal svare dig")
        sign_in(fatima)
        fatima.go(f"/skrivebord/{reference}")
        act(fatima, "afklar").says("Vælg, hvem der skal tage stilling", "Skriv én sætning om hvorfor")
        act(fatima, "afklar", kind="both", reason="Stien koster penge; lyset kan vi sætte op.").says("bliver det til to dialoger")
        act(fatima, "del", subject="Lys på stien", text="Hvornår kommer lyset?").says("Gemt.", "Hører sammen med", "Lys på stien")
        _, text = server.mail("begge@example.dk", "blevet til to")
        anna.go(link(text, "/d/")).says("Lys på stien", "Administration", "Hører sammen med", reference)
        anna.go(address).says("Politik", "Stien koster penge; lyset kan vi sætte op.")


def test_four_weeks_later_one_press_says_whether_it_was_solved(server):
    with Visitor(server, DESKTOP) as fatima, Visitor(server, javascript=False) as anna:
        reference, address = confirmed(anna, "fire@example.dk", "Bænk ved søen")
        anna.go(f"{address}/blev-det-loest?svar=yes").says("Hos", "Fatima Lund")
        sign_in(fatima)
        close(fatima, reference)
        anna.go(f"{address}/blev-det-loest?svar=partly").says("Blev det løst?", "Lyset kommer til jul.")
        # Showing answers nothing.
        fatima.go(f"/skrivebord/{reference}").says("Afsluttet", "Genåbn dialogen")
        anna.press("button[value=partly]").says("Tak for dit svar.", "Delvist")
        fatima.go(f"/skrivebord/{reference}").says("Delvist løst, siger borgeren")
        anna.go(f"{address}/blev-det-loest?svar=no").fill(text="Bænken er væk igen.").press("button[value=no]")
        anna.says("Hos", "Fatima Lund", "Bænken er væk igen.")
        server.mail("fatima@example.dk", "ikke løst")


def test_somebody_invited_reads_writes_and_leaves(server):
    with Visitor(server) as anna, Visitor(server, javascript=False) as karen:
        _, address = confirmed(anna, "inviterer@example.dk", "Fælles sti")
        anna.go(address)
        act(anna, "parter").says("Skriv et navn", "Skriv en mailadresse", "Sæt kryds")
        act(anna, "parter", name="Karen Friis", email="karen.friis@example.dk", behalf="Jyderup Lokalforum", agreed="ja")
        anna.says("Invitationen er sendt.", "Karen Friis")
        _, text = server.mail("karen.friis@example.dk", "inviteret")
        karen.go(link(text, "/d/")).says("Børnene cykler")
        theirs = karen.path
        karen.fill(text="Det bakker vi op om.").press("form[action$='/besked'] button").says("for Jyderup Lokalforum")
        server.mail("inviterer@example.dk", "nyt i dialogen")
        act(karen, "forlad").says("Du har forladt dialogen")
        karen.go(theirs).says("Siden findes ikke")


def test_a_neighbour_reads_what_is_public_and_nothing_else(server):
    with Visitor(server) as bo:
        ask(bo, email="privat@example.dk", subject="Min helt private sag").press()
        reference = re.search(r"HOL-\d{4}-\d{4,}", bo.text).group()
        bo.go(f"/dialoger/{reference}").says("Siden findes ikke")
        bo.go("/")
        bo.driver.find_element(By.CSS_SELECTOR, "main ul.list a").click()
        bo.look().says("offentlig dialog", "Den, der startede dialogen")
        assert "@" not in bo.driver.find_element(By.TAG_NAME, "main").text and "Intern note" not in bo.text


def test_a_visitor_finds_the_way_in_both_languages(server):
    with Visitor(server, DESKTOP) as visitor:
        for path in ("/", "/omraader", "/omraader/oroe", "/find", "/saadan-virker-det", "/tilgaengelighed", "/persondata", "/cookies",
                     "/kontakt", "/log-ind", "/log-ind/kode", "/start", "/findes-ikke", "/postkasse"):
            visitor.go(path)
            visitor.go("/en" + (path if path != "/" else ""))
        visitor.go("/en/omraader/jyderup")
        visitor.driver.find_element(By.CSS_SELECTOR, "header a[hreflang='da']").click()
        assert visitor.look().path == "/omraader/jyderup"
        for query, answer in (("q=Mogenstrup", "Mogenstrup i Undløse"), ("q=Kirke+Eskilstrup", "Stestrup"), ("q=Jyderrup", "Mente du"),
                              ("q=4300", "Postnummer 4300"), ("lat=55.7595&lon=11.8205", "Du er i lokalområdet Orø"),
                              ("lat=55.6&lon=12.5", "uden for kommunen"), ("q=Paris", "Vi kender ikke")):
            visitor.go(f"/find?{query}").says(answer)


def test_everything_can_be_done_from_the_keyboard(server):
    with Visitor(server, DESKTOP) as visitor:
        visitor.go("/start")
        body = visitor.driver.switch_to.active_element
        body.send_keys(Keys.TAB)
        first = visitor.driver.switch_to.active_element
        assert first.get_attribute("class") == "skip", "the first stop is not the way past the header"
        first.send_keys(Keys.ENTER)
        visitor.driver.switch_to.active_element.send_keys(Keys.TAB)
        assert visitor.driver.switch_to.active_element.get_attribute("name") == "text"
        stops = 0
        while (stop := visitor.driver.switch_to.active_element).tag_name != "body":
            stops += 1
            assert visitor.driver.execute_script(SHOWS_FOCUS), f"no focus to be seen on {stop.tag_name}"
            # Not to the element: a file's input would take the key for a file's name.
            ActionChains(visitor.driver).send_keys(Keys.TAB).perform()
        # The text, the heading, the choice, the button, what is not for here, and the foot; then out of the page again.
        assert stops >= 6, f"only {stops} stops"


def test_a_dialogue_can_be_printed(server):
    with Visitor(server, DESKTOP) as visitor:
        ask(visitor, email="papir@example.dk", subject="Til opslagstavlen").press()
        paper = visitor.driver.execute_cdp_cmd("Page.printToPDF", {"printBackground": False})["data"]
        assert len(paper) > 10_000


def made_public(fatima, reference, *also):
    """Everything of it, with each name hidden."""
    fatima.go(f"/skrivebord/{reference}/offentlig").says("Det kan andre læse", *also)
    for name in {it.get_attribute("name") for it in fatima.driver.find_elements(By.CSS_SELECTOR, "input[name^='flag-']")}:
        fatima.choose(name, "hide")
    fatima.press().says("Gemt.")


def test_a_dialogue_becomes_public_and_is_taken_back(server):
    with Visitor(server, DESKTOP) as fatima, Visitor(server, javascript=False) as anna, Visitor(server) as bo:
        reference, address = confirmed(anna, "offentlig@example.dk", "Fælles grill ved søen")
        anna.go(address).go(f"{address}/hvem-laeser-med").says("Må andre læse med?", "Ja, uden mit navn")
        anna.choose("consent", "public").press().says("Gemt.")
        sign_in(fatima)
        made_public(fatima, reference, "Vis den for alle")
        bo.go(f"/dialoger/{reference}").says("Fælles grill ved søen", "Den, der startede dialogen")
        assert "Anna" not in bo.driver.find_element(By.TAG_NAME, "main").text
        anna.go(f"{address}/hvem-laeser-med").choose("consent", "private").press().says("Gemt.")
        bo.go(f"/dialoger/{reference}").says("Dialogen er trukket tilbage")


def test_a_picture_travels_with_the_dialogue(server):
    with Visitor(server, javascript=False) as anna:
        path = os.path.join(tempfile.mkdtemp(), "hullet ved skolen.txt")
        with open(path, "w", encoding="utf-8") as file:
            file.write("Hullet er en halv meter dybt.")
        anna.go("/start").fill(text=TEXT, subject="Hul i stien").choose("kind", "problem")
        anna.driver.find_element(By.CSS_SELECTOR, "input[type=file]").send_keys(path)
        anna.press()
        anna.choose("scope", "area").fill(place="Holmstrup").press()
        anna.fill(name="Anna Holm", email="bilag@example.dk").choose("behalf", "self").press()
        anna.says("Tjek dine svar", "hullet ved skolen.txt").press().says("Tak – vi har din henvendelse")
        _, text = server.mail("bilag@example.dk")
        anna.go(link(text, "/bekraeft/")).press()
        anna.go(anna.path.replace("/kvittering", "")).says("hullet ved skolen.txt")


def test_a_neighbour_shares_an_experience_that_staff_looks_through(server):
    with Visitor(server, DESKTOP) as fatima, Visitor(server, javascript=False) as anna, Visitor(server) as bo:
        reference, address = confirmed(anna, "faelles@example.dk", "Bænke langs stien")
        anna.go(f"{address}/hvem-laeser-med").choose("consent", "public").choose("comments", "ja").press().says("Gemt.")
        sign_in(fatima)
        made_public(fatima, reference, "Tag imod støtte og erfaringer")
        bo.go(f"/dialoger/{reference}").says("Ingen har sagt noget endnu.")
        bo.go(f"/dialoger/{reference}/stoet").press().says("Vælg, hvad du vil sige", "Skriv din e-mail")
        bo.choose("kind", "experience").fill(text="Ring på 59 00 12 34", email="nabo.bo@example.dk").press().says("uden mailadresser")
        bo.fill(text="Hos os står de i læ, og de bliver brugt.", name="Bo Æbelø").press().says("Se i din indbakke")
        _, text = server.mail("nabo.bo@example.dk", "dine ord")
        bo.go(link(text, "/kommentar/")).says("Er det dine ord?", "Hos os står de i læ").press().says("Nu skal det ses igennem")
        own = bo.path
        fatima.go("/skrivebord").says("har skrevet til")
        fatima.go("/skrivebord/kommentarer").says("Hos os står de i læ", "Bænke langs stien")
        path = fatima.driver.find_element(By.CSS_SELECTOR, f"li:has(a[href$='{reference}']) .do a").get_attribute("href")
        fatima.go(path.replace(server.origin, "")).says("Hvorfor vises det ikke?").press().says("Skriv, hvorfor det ikke vises")
        fatima.fill(reason="Vi venter, til pladsen er fundet.").press().says("Gemt.")
        bo.go(own).says("Det bliver ikke vist", "Vi venter, til pladsen er fundet.")
        fatima.go(f"/skrivebord/{reference}")
        fatima.driver.execute_script("document.querySelectorAll('main details').forEach(it => it.open = true)")
        fatima.says("ikke vist").press("form[action^='/skrivebord/kommentarer/'] button").says("Gemt.")
        bo.go(f"/dialoger/{reference}").says("Bo Æbelø", "har en erfaring")
        bo.go(f"/dialoger/{reference}/stoette").says("Hos os står de i læ")
        bo.go(own).says("Det tæller med").press().says("Det er trukket tilbage")
        assert "i læ" not in bo.go(f"/dialoger/{reference}").text


def test_a_neighbour_searches_finds_and_follows(server):
    with Visitor(server) as bo, Visitor(server, javascript=False) as karen:
        bo.go("/soeg").says("Søg")
        bo.go("/soeg?q=cykelstier").says("cykelsti")
        bo.go("/soeg?q=zzyzx").says("Vi fandt ikke noget")
        bo.go("/soeg?q=070761-4285").says("CPR")
        bo.go("/dialoger?status=afsluttede").says("Hvad kom der ud af det?")
        bo.go("/dialoger?omraade=jyderup")
        path = bo.driver.find_element(By.CSS_SELECTOR, "main ul.list a").get_attribute("href").replace(server.origin, "")
        karen.go(f"{path}/foelg").fill(email="x").press().says("Skriv en hel mailadresse")
        karen.fill(email="karen.foelger@example.dk").press().says("Se i din indbakke")
        _, text = server.mail("karen.foelger@example.dk", "følge")
        karen.go(link(text, "/foelg/")).says("Vil du følge dialogen?").press().says("Du følger dialogen")
        karen.press().says("Du får ikke flere mails")


def test_what_belongs_elsewhere_is_said_kindly_and_what_is_alike_is_shown(server):
    with Visitor(server) as anna:
        anna.go("/start").fill(text="Gadelampen på hjørnet virker ikke.", subject="Lygten lyser ikke").choose("kind", "problem").press()
        anna.says("lampe")
        path = anna.go("/dialoger").driver.find_element(By.CSS_SELECTOR, "main ul.list a").get_attribute("href")
        words = anna.go(path.replace(server.origin, "")).driver.find_element(By.CSS_SELECTOR, "ol.thread .msg").text.split("\n", 2)[2]
        anna.go("/start").fill(text=words, subject="Det samme hos os").choose("kind", "idea").press()
        anna.says("Andre taler om noget, der ligner")


def test_staff_keeps_the_lists_behind_the_pages(server):
    with Visitor(server, DESKTOP) as fatima:
        sign_in(fatima)
        fatima.go("/henvisninger")
        fatima.go("/henvisninger/1")
        fatima.go("/henvisninger/ny").press().says("Der er noget, der skal rettes")
        fatima.go("/skrivebord/temaer")
        fatima.go("/skrivebord/soeg?q=skole")
        for view in ("forvaltning", "politiker", "borger", "over", "nye", "ubekraeftede", "alle"):
            fatima.go(f"/skrivebord?vis={view}")
