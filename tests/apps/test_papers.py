"""Papers and who signs them: lives, refusals, files, receipts, delegations."""

import csv
import datetime
import io
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from apps import laws, organisations
from apps.conftest import VENDORS, Site
from apps.demands import demand, numbered, remove_all
from apps.organisations import group, organisation, owned, person
from apps.papers import (
    colleague,
    final,
    mandate,
    next_version,
    planned,
    public,
    remove_papers,
    signed,
    signer,
    texts,
)
from headload.errors import BadInput, RefusedByPolicy
from needs import missing

WRITER = Path("/usr/lib/libreoffice/program/libswlo.so")
_THOUSANDS = re.compile(r"\b\d{2}[,\s]\d{3}\b")
TITLES = {
    "en": "The street is work",
    "es": "La calle es trabajo",
    "fr": "La rue, c'est du travail",
}

MAIL = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture(autouse=True)
def letters(site: Site) -> Iterator[list[Any]]:
    from django.core import mail
    from django.test import override_settings

    mail.outbox = []
    with override_settings(EMAIL_BACKEND=MAIL):
        yield mail.outbox
    remove_papers()
    remove_all()
    laws.remove_all()
    organisations.remove_all()


@pytest.fixture
def us() -> Any:
    """Whoever runs programs where the site is."""
    from headload.apps.network.rights import COMMAND_LINE

    return COMMAND_LINE


def refused(code: str) -> Any:
    """Expect the refusal with a code."""
    return pytest.raises((BadInput, RefusedByPolicy), match=rf"\[HL-{code}\]")


def read(site: Site, address: str, status: int = 200) -> str:
    answer = site.client.get(address)
    assert answer.status_code == status, address
    return str(answer.content.decode())


def address(version: Any, language: str = "en") -> str:
    return f"/{language}/papers/{version.document.slug}/"


def browser_of(actor: Any) -> Any:
    from django.test import Client

    client = Client()
    client.force_login(actor.user, "headload.apps.network.own.backend.Careful")
    session = client.cookies["sessionid"].value
    for language in ("en", "es", "fr"):
        client.cookies[f"my-{language}"] = session
    return client


# the text


def test_a_text_is_read_as_headings_paragraphs_and_points() -> None:
    from headload.apps.voice.paper_text import blocks_of, claims_in

    found = blocks_of("One\nline.\r\n\r\n# Head\nTwo.\n- a\n- b\n1. c\n2. d")
    assert [(str(each.kind), list(each.lines)) for each in found] == [
        ("text", ["One line."]),
        ("heading", ["Head"]),
        ("text", ["Two."]),
        ("points", ["a", "b"]),
        ("steps", ["c", "d"]),
    ]
    name = "01HZZZZZZZZZZZZZZZZZZZZZZZ"
    assert claims_in(f"{{claim:{name}}} and {{figure:{name}}}") == {name: True}
    assert claims_in("{claim:short}") == {}


# the life of a version


def test_a_paper_goes_from_draft_to_published_and_takes_no_other_way(
    site: Site, us: Any
) -> None:
    from headload.apps.voice.services.papers import (
        finalise,
        publish_version,
        review,
        submit,
        write,
    )

    version = planned().versions.get()
    with refused("VOI-11"):
        finalise(version, us)
    write(version, texts(numbered(demand())), us)
    review(version, us)
    assert read(site, "/en/papers/").count(version.document.slug) == 0
    read(site, address(version), 404)
    finalise(version, us)
    assert len(version.content_hash) == 64
    with refused("PAP-04") as refusal:
        write(version, texts(numbered(demand())), us)
    assert "new version" in str(refusal.value)
    submit(version, us, on=datetime.date(2026, 1, 2), receipt="No. 7")
    assert not version.is_late
    publish_version(version, us)
    with refused("VOI-11"):
        review(version, us)
    assert "The street is work" in read(site, address(version))
    assert version.document.slug in read(site, "/en/papers/?kind=position_paper")


def test_a_deadline_that_has_passed_is_refused_and_a_late_submission_recorded(
    site: Site, us: Any
) -> None:
    from headload.apps.voice.models import Document
    from headload.apps.voice.services.papers import publish_version, submit

    today = datetime.datetime.now(datetime.UTC).date()
    with refused("PAP-01"):
        planned(due_on=today - datetime.timedelta(days=2))
    version = final(due_on=today + datetime.timedelta(days=2))
    with refused("PAP-14"):
        submit(version, us, on=today + datetime.timedelta(days=3), receipt="")
    Document.objects.update(due_on=today - datetime.timedelta(days=2))
    submit(version, us, on=today, receipt="No. 7")
    assert version.is_late
    publish_version(version, us)
    assert "after the last day" in read(site, address(version))
    row = next(csv.DictReader(io.StringIO(read(site, "/en/papers/papers.csv"))))
    assert row["late"] == "yes"


def test_a_text_quotes_published_claims_alone(us: Any) -> None:
    from headload.apps.voice.services import claim, retract
    from headload.apps.voice.services.papers import Written, finalise, review, write

    def try_to_quote(reference: str) -> None:
        version = planned().versions.get()
        write(version, {"en": Written("Title", f"Said: {reference}")}, us)
        review(version, us)
        finalise(version, us)

    empty = planned().versions.get()
    review(empty, us)
    with refused("PAP-10"):
        finalise(empty, us)
    with refused("PAP-02") as refusal:
        try_to_quote("{claim:01HZZZZZZZZZZZZZZZZZZZZZZZ}")
    assert "{claim:ID}" in str(refusal.value)
    asked = demand()
    hidden = numbered(asked, published=False)
    with refused("PAP-02"):
        try_to_quote(f"{{claim:{hidden.permanent}}}")
    taken = numbered(asked)
    retract(taken, us, reason="wrong")
    with refused("PAP-02"):
        try_to_quote(f"{{claim:{taken.permanent}}}")
    lived = claim(asked, "They took our scales.", "experience", us)
    type(lived).objects.filter(pk=lived.pk).update(published_on="2026-01-01")
    try_to_quote(f"{{claim:{lived.permanent}}}")
    with refused("PAP-02"):
        try_to_quote(f"{{figure:{lived.permanent}}}")


def test_a_figure_that_is_withheld_by_now_is_not_quoted(
    us: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from headload.apps.explorer.models import Estimate

    said = numbered(demand())
    rows = Estimate.objects.filter(estimate_id=VENDORS, release__newest=True)
    kept = rows.values_list("pk", "value").get()
    rows.update(value=None)
    try:
        with refused("PAP-03") as refusal:
            final(said)
        assert "larger group" in str(refusal.value)
    finally:
        Estimate.objects.filter(pk=kept[0]).update(value=kept[1])


def test_only_who_may_writes_papers() -> None:
    from headload.apps.voice.services.papers import NewPaper, plan

    for role in ("editor", "statistician", "verifier", "public"):
        with refused("NET-21"):
            plan(NewPaper("no", "letter"), person(role))
    assert plan(NewPaper("a-letter", "letter"), person("law_editor")).pk


def test_a_number_on_the_page_has_its_interval_and_leads_to_its_page(
    site: Site,
) -> None:
    said = numbered(demand())
    version = public(said)
    page = read(site, address(version))
    link = said.links.get()
    from headload.apps.common.standing import standing_of

    amount = standing_of(VENDORS, link.release_id, "en").was
    text = page.split('class="prose paper"')[1].split("</div>")[0]
    assert text.count(amount) == 2
    assert '<a class="claim" href="#n1">' in text
    assert "&lt;b&gt;fines" in text
    assert f"/en/e/{VENDORS}" in page
    assert version.document.slug in read(site, f"/en/e/{VENDORS}")
    spanish = read(site, address(version, "es"))
    assert standing_of(VENDORS, link.release_id, "es").was in spanish
    assert len(page.encode()) < 50_000


def test_a_claim_that_went_stale_is_said_on_page_and_list(site: Site) -> None:
    said = numbered(demand())
    version = public(said)
    assert "out of date" not in read(site, address(version))
    type(said).objects.filter(pk=said.pk).update(
        state="stale", stale_on=datetime.date(2026, 2, 1)
    )
    from headload.apps.common.models import Content

    Content.changed()
    page = read(site, address(version))
    assert "Claims that are out of date: 1" in page
    assert "claim--stale" in page
    assert "Out of date: 1" in read(site, "/en/papers/")


# signing


def test_an_unconfirmed_sign_on_never_counts(site: Site, letters: list[Any]) -> None:
    from headload.apps.voice.services.sign_ons import How, confirm, sign

    version = public()
    made, editor = signer("Vendors of the North")
    kept = sign(version, made, mandate(), editor, How(display="name"))
    assert kept.state == "signed_unconfirmed"
    assert "confirmed it: 0" in read(site, address(version))
    assert "Vendors of the North" not in read(site, address(version))
    api = json.loads(read(site, f"/api/papers/{version.document.permanent}"))
    assert (api["signed"], api["signatories"]) == (0, [])
    with refused("PAP-08"):
        confirm(kept, editor)
    with refused("PAP-08"):
        confirm(kept, person("coordinator"))
    confirm(kept, colleague(made))
    page = read(site, address(version))
    assert "confirmed it: 1" in page
    assert "General assembly" in page
    assert "Minutes 4" not in page


def test_an_organisation_signs_for_itself_with_a_mandate(us: Any) -> None:
    from headload.apps.voice.services.sign_ons import How, sign

    version = public()
    made, editor = owned("Vendors")
    other = owned("Others")[1]
    with refused("NET-21"):
        sign(version, made, mandate(), other)
    with refused("NET-21"):
        sign(version, made, mandate(), person("coordinator"))
    for lacking in ({"organ": ""}, {"decided_on": None}, {"minute": " "}):
        with refused("PAP-07") as refusal:
            sign(version, made, mandate(**lacking), editor)
    assert "minuted" in str(refusal.value)
    with refused("PAP-15"):
        sign(version, made, mandate(decided_on=datetime.date(2999, 1, 1)), editor)
    with refused("VOI-05"):
        sign(version, made, mandate(organ="my cousin"), editor)
    kept = sign(version, made, mandate(), person("coordinator"), How("sms"))
    assert (kept.channel, kept.display) == ("sms", "hidden")
    assert sign(version, made, mandate(), editor) == kept


def test_where_no_account_can_confirm_another_coordinator_does() -> None:
    from headload.apps.voice.services.sign_ons import How, confirm, sign

    version, made = public(), organisation("Without an account")
    first = person("coordinator")
    kept = sign(version, made, mandate(), first, How("paper"))
    with refused("PAP-08"):
        confirm(kept, first)
    with refused("PAP-08"):
        confirm(kept, person("statistician"))
    confirm(kept, person("coordinator"))
    assert kept.state == "confirmed"


def test_a_version_that_is_not_final_or_was_replaced_is_not_signed(us: Any) -> None:
    from headload.apps.voice.services.sign_ons import invite, sign

    made, editor = owned("Vendors")
    draft = planned(owners=[made]).versions.get()
    with refused("PAP-05"):
        sign(draft, made, mandate(), editor)
    old = public()
    next_version(old)
    with refused("PAP-06") as refusal:
        sign(old, made, mandate(), editor)
    assert "version 2" in str(refusal.value)
    waiting = final()
    with refused("NET-21"):
        sign(waiting, made, mandate(), editor)
    invite(waiting, made, us)
    assert invite(waiting, made, us).state == "invited"
    assert sign(waiting, made, mandate(), editor).state == "signed_unconfirmed"


def test_a_text_that_was_changed_past_the_site_is_not_signed() -> None:
    from headload.apps.voice.services.sign_ons import sign

    version = public()
    made, editor = owned("Vendors")
    version.texts.filter(language="es").update(body="Otra cosa.")
    with refused("PAP-09"):
        sign(version, made, mandate(), editor)


def test_a_new_version_asks_again_and_sign_ons_stay_with_the_old_one(
    site: Site, letters: list[Any]
) -> None:
    from headload.apps.voice.services.paper_letters import ask_again
    from headload.apps.voice.services.sign_ons import How, confirm, sign

    old = public()
    kept = signed(old, "Vendors of the North")
    letters.clear()
    new = next_version(old)
    mails = [each for each in letters if "earlier version" in each.body]
    assert len(mails) == 1
    assert mails[0].to == [kept.organisation.owners.exclude(email="").get().email]
    path = re.search(r"https?://[^/]+(/\S+)", mails[0].body)[1]
    assert path == (f"/en/my/o/{kept.organisation.permanent}/sign/{new.permanent}/")
    assert ask_again() == 0
    page = read(site, address(new))
    assert "confirmed it: 0" in page
    assert "Vendors of the North" not in page
    before = read(site, f"{address(new)}v/1/")
    assert "Vendors of the North" in before
    assert "older version" in before
    editor = browser_of_owner(kept.organisation)
    again = sign(new, kept.organisation, mandate(), editor, How(display="name"))
    confirm(again, colleague(kept.organisation))
    assert "Vendors of the North" in read(site, address(new))
    shown = read(site, f"{address(new)}compare")
    assert "The street is our work" in shown
    assert "And soon." in shown


def browser_of_owner(made: Any) -> Any:
    from headload.apps.network.rights import Actor, Role

    return Actor(made.owners.exclude(email="").get(), Role.EDITOR)


def test_a_name_is_taken_back_at_any_time(site: Site) -> None:
    from headload.apps.voice.services.sign_ons import withdraw

    version = public()
    kept = signed(version, "Vendors of the North")
    with refused("NET-21"):
        withdraw(kept, owned("Others")[1])
    withdraw(kept, browser_of_owner(kept.organisation), reason="we decided anew")
    assert (kept.state, kept.organ, kept.minute) == ("withdrawn", "", "")
    assert "Vendors of the North" not in read(site, address(version))


def test_every_export_counts_hidden_signatories_and_names_none(site: Site) -> None:
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.services import raise_risk

    version = public()
    signed(version, "Named Union")
    signed(version, "Country Union", "country")
    signed(version, "Secret Union", "hidden")
    at_risk = signed(version, "Hunted Union")
    raise_risk(
        at_risk.organisation, "high", COMMAND_LINE, reason="arrests", pseudonym=""
    )
    slug, base = version.document.slug, address(version)
    pages = {
        each: read(site, each)
        for each in (
            base,
            f"{base}v/1/",
            f"{base}v/1/signed.csv",
            "/en/papers/papers.csv",
            "/en/papers/papers.jsonld",
            f"/api/papers/{version.document.permanent}",
            "/api/papers",
        )
    }
    for where, text in pages.items():
        for name in ("Country Union", "Secret Union", "Hunted Union"):
            assert name not in text, where
    for where in (base, f"{base}v/1/signed.csv", "/en/papers/papers.jsonld"):
        assert "Named Union" in pages[where], where
    told = json.loads(pages["/api/papers"])["papers"][0]
    assert told["slug"] == slug
    assert (told["signed"], told["others"]) == (4, 2)
    assert told["signed_by_country"] == {"per": 1}
    assert [each["name"] for each in told["signatories"]] == ["Named Union"]
    assert "not to be named: 2" in pages[base]
    rows = list(csv.DictReader(io.StringIO(pages[f"{base}v/1/signed.csv"])))
    assert sum(int(each["how_many"]) for each in rows) == 4
    for form in ("pdf", "docx"):
        text = file_text(site, version, "en", form)
        assert "Named Union" in text
        assert "Secret Union" not in text
        assert "Hunted Union" not in text


# on the web, without a script


def test_an_organisation_signs_on_its_own_pages_and_another_account_confirms(
    site: Site, letters: list[Any]
) -> None:
    from headload.apps.voice.models import SignOn

    version = public()
    made, editor = signer("Vendors of the North")
    client = browser_of(editor)
    assert "Read and sign" in client.get("/en/my/papers/").content.decode()
    form = f"/en/my/o/{made.permanent}/sign/{version.permanent}/"
    shown = client.get(form)
    assert len(shown.content) < 50_000
    assert "<script" not in shown.content.decode()
    lacking = client.post(form, {"organ": "board", "display": "name"})
    assert lacking.status_code == 422
    assert "Say which organ decided" in lacking.content.decode()
    values = {
        "organ": "board",
        "decided_on": "2026-01-10",
        "minute": "4/2026",
        "signer": "president",
        "display": "name",
    }
    answer = client.post(form, values)
    receipt = answer.headers["Location"]
    kept = SignOn.objects.get()
    assert receipt == f"/en/receipts/{kept.key}/"
    told = read(site, receipt)
    assert "not confirmed yet" in told
    assert "Vendors of the North" not in told
    plain = read(site, f"{receipt.rstrip('/')}.txt")
    assert plain.startswith("Receipt\n")
    assert version.content_hash in plain
    link = re.search(r"https?://[^/]+(/en/my/confirm/\S+)", letters[-1].body)[1]
    assert "Confirm the sign-on" in read(site, link)
    kept.refresh_from_db()
    assert kept.state == "signed_unconfirmed"
    site.client.post(link)
    kept.refresh_from_db()
    assert kept.state == "confirmed"
    assert "Vendors of the North" in read(site, address(version))
    act = f"/en/my/o/{made.permanent}/signed/{kept.permanent}/"
    client.post(act, {"act": "show", "display": "hidden"})
    assert "Vendors of the North" not in read(site, address(version))
    client.post(act, {"act": "withdraw"})
    kept.refresh_from_db()
    assert kept.state == "withdrawn"
    read(site, f"/en/receipts/{'x' * 43}/", 404)
    assert site.client.get(f"/en/my/confirm/{'x' * 43}/").status_code == 422


def test_nobody_signs_on_the_pages_of_another_organisation(site: Site) -> None:
    version = public()
    made, _ = signer("Vendors of the North")
    stranger = browser_of(owned("Others")[1])
    form = f"/en/my/o/{made.permanent}/sign/{version.permanent}/"
    assert stranger.get(form).status_code == 404
    assert stranger.post(form, {}).status_code == 404
    assert site.client.get(form).status_code == 302
    kept = signed(version, "Signed already")
    act = f"/en/my/o/{kept.organisation.permanent}/signed/{kept.permanent}/"
    assert stranger.post(act, {"act": "withdraw"}).status_code == 404
    waiting = final()
    own = f"/en/my/o/{made.permanent}/sign/{waiting.permanent}/"
    assert browser_of(browser_of_owner(made)).get(own).status_code == 404


# files


def file_text(site: Site, version: Any, language: str, form: str) -> str:
    answer = site.client.get(f"{address(version)}v/1/{language}.{form}")
    assert answer.status_code == 200
    return pdf_text(answer.content) if form == "pdf" else word_text(answer.content)


def pdf_text(content: bytes) -> str:
    import pypdfium2

    found = pypdfium2.PdfDocument(content)
    pages = [page.get_textpage().get_text_range() for page in found]
    found.close()
    return "\n".join(pages)


def word_text(content: bytes) -> str:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as kept:
        parts = [kept.read(f"word/{each}.xml") for each in ("document", "footnotes")]
    return re.sub(r"<[^>]+>", " ", " ".join(each.decode() for each in parts))


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_every_number_in_a_pdf_leads_to_its_estimate(site: Site, language: str) -> None:
    from headload.apps.common.standing import standing_of

    said = numbered(demand())
    version = public(said)
    content = site.client.get(f"{address(version)}v/1/{language}.pdf").content
    assert b"pdfuaid" in content
    assert b"StructTreeRoot" in content
    assert b"Author" not in content
    text = pdf_text(content)
    amount = standing_of(VENDORS, said.links.get().release_id, language).was
    flat = " ".join(text.split())
    assert " ".join(amount.split()) in flat
    ids = set(re.findall(r"xts-[\w.-]+", text))
    links = set(re.findall(rf"http://testserver(/{language}/e/\S+)", text))
    assert ids
    assert links
    for each in ids:
        read(site, f"/en/e/{each}")
    for each in links:
        read(site, each)
    cited = re.search(r"http://testserver(/id/t/\S+)", text)[1]
    assert site.client.get(cited).status_code == 302
    assert version.content_hash in text


def test_a_file_for_word_has_headings_lists_footnotes_and_no_names(site: Site) -> None:
    import docx

    said = numbered(demand())
    version = public(said)
    content = site.client.get(f"{address(version)}v/1/es.docx").content
    found = docx.Document(io.BytesIO(content))
    styles = [each.style.name for each in found.paragraphs]
    assert styles.count("Heading 1") == 1
    assert "Heading 2" in styles
    assert styles.count("List Number") == 2
    about = found.core_properties
    assert (about.title, about.language) == ("La calle es trabajo", "es")
    assert (about.author, about.last_modified_by) == ("Headload", "Headload")
    spoken = found.styles.element.xpath("//w:rPrDefault//w:lang/@w:val")
    assert spoken == ["es"]
    assert len(found.element.xpath("//w:footnoteReference")) == 1
    text = word_text(content)
    assert VENDORS in text
    assert f"http://testserver/es/e/{VENDORS}" in text
    assert site.client.get(f"{address(version)}v/1/pt.pdf").status_code == 404
    assert site.client.get(f"{address(version)}v/1/en.exe").status_code == 404


def test_a_word_processor_opens_a_paper_in_every_language(
    site: Site, tmp_path: Path
) -> None:
    import pypdfium2

    if not (WRITER.exists() and shutil.which("soffice")):
        missing("LibreOffice Writer", "install libreoffice-writer-nogui (make system)")
    version = public(numbered(demand()))
    files = [tmp_path / f"{language}.docx" for language in TITLES]
    for file in files:
        part = f"v/1/{file.stem}.docx"
        file.write_bytes(site.client.get(f"{address(version)}{part}").content)
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'user').as_uri()}"]
    command += ["--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=180)
    for language, title in TITLES.items():
        opened = pypdfium2.PdfDocument(tmp_path / f"{language}.pdf")
        text = " ".join(page.get_textpage().get_text_range() for page in opened)
        assert title in text
        shown = word_text((tmp_path / f"{language}.docx").read_bytes())
        figures = {re.sub(r"\D", "", each) for each in _THOUSANDS.findall(shown)}
        assert len(figures) == 3, shown
        digits = re.sub(r"[^\w-]", "", text)
        assert not [each for each in figures if each not in digits]


# where papers are found


def test_a_paper_is_found_where_it_belongs(site: Site) -> None:
    made, _ = owned("Vendors of the North")
    version = public(owners=[made])
    title = "The street is work"
    for where in (
        "/en/workers/street-vendors/",
        "/en/places/per/",
        "/en/places/per/lima/",
        f"/en/organisations/{made.slug}/",
        "/en/papers/?sector=street-vendors&place=per",
    ):
        assert title in read(site, where), where
    assert address(version) in read(site, "/en/search/?q=street+is+work")
    assert "La calle es trabajo" in read(site, "/es/places/per/lima/")
    assert address(version) in read(site, "/sitemap.xml")
    answer = site.client.get(f"/id/t/{version.document.permanent}/1")
    assert answer.headers["Location"] == f"{address(version)}v/1/"
    read(site, f"/id/t/{version.permanent}", 404)


def test_a_paper_quotes_a_claim_in_its_own_language_as_it_was_signed(
    site: Site,
) -> None:
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.voice.services import say_in
    from headload.apps.voice.services.papers import (
        Written,
        finalise,
        publish_version,
        review,
        write,
    )

    said = numbered(demand())
    say_in(said, "es", "Somos muchas las que vendemos.", COMMAND_LINE)
    version = planned().versions.get()
    quote = f"{{claim:{said.permanent}}}"
    titles = {"en": "Work", "es": "Trabajo", "fr": "Travail"}
    bodies = {"en": quote, "es": quote, "fr": "Rien."}
    texts = {code: Written(titles[code], bodies[code]) for code in titles}
    write(version, texts, COMMAND_LINE)
    review(version, COMMAND_LINE)
    finalise(version, COMMAND_LINE)
    publish_version(version, COMMAND_LINE)
    page = read(site, address(version, "es"))
    assert "Somos muchas las que vendemos" in page
    assert "We are many who sell" not in page
    assert "We are many who sell" in read(site, address(version, "en"))
    with refused("PAP-16"):
        say_in(said, "en", "We are a lot.", COMMAND_LINE)
    say_in(said, "fr", "Nous sommes beaucoup.", COMMAND_LINE)
    assert signed(version, "Signs after that").state == "confirmed"


# delegations


def agrees_to_be_named(made: Any, by: Any) -> Any:
    from django.utils import timezone

    from headload.apps.network.kinds import Given, Purpose, Visibility
    from headload.apps.network.services import NewConsent, give_consent

    new = NewConsent(
        Purpose.DELEGATION_LIST,
        Visibility.PUBLIC,
        "es",
        Given.FORM,
        timezone.localdate(),
    )
    return give_consent(made, new, by)


def test_of_a_delegation_readers_see_how_many_and_nothing_else(site: Site) -> None:
    from headload.apps.network.kinds import RiskLevel
    from headload.apps.network.services import (
        lower_risk,
        raise_risk,
        withdraw_consent,
    )
    from headload.apps.voice.models import DelegationMember, Process
    from headload.apps.voice.services.delegations import (
        Member,
        NewDelegation,
        forget,
        members_of,
        send,
    )

    process = Process.objects.create(
        slug="made-process", title="Made process", kind="congress", state="open"
    )
    from apps.demands import source

    process.sources.add(source())
    process.save()
    made, editor = owned("Vendors of the North")
    people = [Member("Rosa Quispe", "waits for the visa"), Member("Ana")]
    new = NewDelegation(process, 2, people, group(), interpreters=1)
    with refused("NET-21"):
        send(made, new, owned("Others")[1])
    with refused("PAP-13"):
        send(made, NewDelegation(process, 1, people), editor)
    kept = send(made, new, editor)
    pages = ("/en/processes/made-process/", "/en/delegations/")
    for address in pages:
        page = read(site, address)
        assert "Vendors of the North" not in page
        assert "organisations that are not shown: 2" in page
    agreed = agrees_to_be_named(made, editor)
    for address in pages:
        page = read(site, address)
        assert "Vendors of the North" in page
        assert "not shown" not in page
        assert "Rosa" not in page
        assert "visa" not in page
    raise_risk(made, RiskLevel.HIGH, person("coordinator"), reason="raids")
    assert "Vendors of the North" not in read(site, pages[1])
    lower_risk(made, RiskLevel.LOW, editor, reason="calm")
    assert "Vendors of the North" in read(site, pages[1])
    withdraw_consent(agreed, editor)
    assert "Vendors of the North" not in read(site, pages[1])
    for row in DelegationMember.objects.all():
        assert "Rosa" not in row.sealed
    with refused("NET-21"):
        members_of(kept, person("coordinator"), reason="curious")
    with refused("NET-21"):
        members_of(kept, editor, reason=" ")
    assert members_of(kept, editor, reason="tickets") == people
    from headload.apps.network.models import Event

    told = Event.objects.filter(permanent=kept.permanent)
    assert not [each for each in told if "Rosa" in each.new]
    forget(kept, editor)
    assert members_of(kept, editor, reason="looking") == []
    from headload.apps.voice.models import Delegation

    Delegation.objects.all().delete()
    process.delete()


def test_an_organisation_writes_down_whom_it_sends_on_its_own_page(site: Site) -> None:
    from apps.laws import made
    from headload.apps.voice.models import Delegation, Process

    process = made(
        Process, slug="sent-to", title="Sent to", kind="congress", state="open"
    )
    ours, editor = owned("Vendors of the South")
    client = browser_of(editor)
    page = f"/en/my/o/{ours.permanent}/sends/"
    assert page in client.get("/en/my/delegations/").content.decode()
    assert "/es/my/delegations/" in client.get("/es/my/", follow=True).content.decode()
    form = {"act": "keep", "process": "sent-to", "places": "2", "names": "Ana; asked"}
    for wrong, says in (
        ({"places": "none"}, "number up to 1000"),
        ({"process": "nowhere"}, "choose a process"),
        ({"names": "A\nB\nC"}, "more people than places"),
    ):
        answer = client.post(page, {**form, **wrong})
        assert answer.status_code == 422
        assert says in answer.content.decode()
    assert not Delegation.objects.exists()
    assert client.post(page, form).status_code == 302
    public = "/en/delegations/"
    assert "Vendors of the South" not in read(site, public)
    asked = {
        **form,
        "names": "",
        "places": "3",
        "agree": "yes",
        "sector": "waste-pickers",
    }
    assert client.post(page, asked).status_code == 302
    shown = read(site, public)
    for text in ("Vendors of the South", "Waste pickers", "People who go: 3"):
        assert text in shown, text
    kept = client.get(f"{page}?process=sent-to").content.decode()
    assert "Names under seal: 1" in kept
    assert "Ana" not in kept
    opening = {"act": "open", "process": "sent-to", "reason": " "}
    assert client.post(page, opening).status_code == 422
    opened = client.post(page, {**opening, "reason": "tickets"}).content.decode()
    assert "Ana (asked)" in opened
    client.post(page, {"act": "forget", "process": "sent-to"})
    opened = client.post(page, {**opening, "reason": "tickets"}).content.decode()
    assert "Ana" not in opened
    client.post(page, {**asked, "agree": ""})
    assert "Vendors of the South" not in read(site, public)
    strange = browser_of(owned("Others of the South")[1])
    assert strange.get(page).status_code == 404
    assert strange.post(page, form).status_code == 404
    Delegation.objects.all().delete()
    process.delete()


# the desk


def test_an_editor_writes_and_publishes_a_paper_at_the_desk(site: Site) -> None:
    from django.contrib.auth import get_user_model

    said = numbered(demand())
    document = planned()
    user = get_user_model().objects.create_superuser("network-desk")
    from django.test import Client

    desk = Client()
    desk.force_login(user, "headload.apps.network.own.backend.Careful")
    where = f"/desk/papers/{document.pk}/"
    assert said.permanent in desk.get(where).content.decode()
    values = {"title_en": "At the desk", "body_en": f"{{claim:{said.permanent}}}"}
    for step in ("review", "final", "submit", "publish"):
        answer = desk.post(where, {**values, "step": step})
        assert answer.status_code == 302, (step, answer.content.decode()[-3000:])
    assert "At the desk" in read(site, f"/en/papers/{document.slug}/")
    wrong = desk.post(where, {**values, "step": "write"})
    assert "begin a new version" in wrong.content.decode().lower()
    assert desk.get("/desk/snippets/headload_voice/document/").status_code == 200
    reader = Client()
    assert reader.get(where).status_code in {302, 403}
