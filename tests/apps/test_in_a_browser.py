"""In a real browser: no fault that axe finds, nothing wider than a small phone.

Scripts are off for the reader; axe, which is a script, is let in by the test.
"""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
import typst

from apps import texts, wins
from apps.conftest import VENDORS, Site
from apps.demands import claimed
from apps.laws import looked_at, remove_all, written
from apps.organisations import affiliated, new_count, organisation
from apps.organisations import remove_all as remove_organisations
from apps.papers import remove_papers, written_paper
from apps.second_step import take
from apps.server import serving
from headload.cli.app import run
from needs import missing

PAGES = (
    "",
    "how-to-read/",
    "numbers/",
    "numbers/xts/",
    "numbers/xts/employment?by=worker_group&period=2025-Q1",
    "numbers/xts/informal-employment-rate?by=worker_group,sex&period=2025-Q1",
    "numbers/xts/employment?by=worker_group&sex=F&period=2025-Q1",
    "numbers/all/employment?worker_group=street_vendor",
    "workers/",
    "workers/waste-pickers/",
    "words/",
    "places/",
    "places/xts/",
    "places/per/lima/",
    "programmes/",
    "news/",
    "search/?q=recicladora",
    "search/?q=vendrs",
    "library/",
    "library/?q=counting",
    "library/counting/",
    "library/counting/text/counting.pdf",
    "library/collections/",
    "library/list/",
    "library/alerts/?q=counting",
    "library/most-read/",
    "words/waste-picker/",
    "testimonies/",
    "laws/",
    "laws/?country=per",
    "laws/ven-act/",
    "laws/c189/",
    "laws/compare?country=per&country=ecu",
    "ratifications/c189/",
    "processes/",
    "processes/yearly/",
    "calendar/",
    "calendar/?body=ilo-made",
    "calendar/letters/?body=ilo-made",
    "bodies/ilo-made/",
    "organisations/",
    "organisations/?q=vendors&place=per",
    "organisations/?q=nobody",
    "organisations/vendors-of-lima/",
    "organisations/federation/",
    "organisations/vendors-of-lima/why/name",
    "demands/",
    "demands/?state=submitted",
    "demands/ven-demand/",
    "papers/",
    "papers/?kind=position_paper",
    "papers/ven-paper/",
    "papers/ven-paper/v/1/",
    "papers/ven-paper/compare",
    "delegations/",
    "data-gaps/",
    "data-gaps/ven-gap/",
    "wins/",
    "wins/?kind=law",
    "wins/ven-win/",
    "agreements/",
    "agreements/ven-agreement/",
    "platforms/ven-platform/",
    "platforms/compare",
    "laws/ven-law/text/",
    "laws/ven-law/compare/",
    "programmes/urban-policies/",
    "components/",
    f"e/{VENDORS}",
    "nothing/",
)
WIDTHS = (320, 1280)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    found = shutil.which("chromium")
    if found is None:
        missing("Chromium", "install chromium (make system)")
    # Playwright runs a loop of its own, and Django takes that for asynchronous code
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield opened
        opened.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="module")
def address(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("library")
    (folder / "one.csv").write_text(
        "id,title,creators,date,languages,worker_groups,description\n"
        'counting,Contar vendedoras,"Ámbar, Rosa",2016-05,es,street_vendors,Cómo\n'
    )
    (folder / "counting.pdf").write_bytes(typst.compile(b"= Contar\n#lorem(40)"))
    assert run(["library", "import", str(folder / "one.csv")]) == 0
    assert run(["library", "attach", "counting", str(folder / "counting.pdf")]) == 0
    remove_all()
    assert run(["voice", "import", str(written(folder / "voice"))]) == 0
    looked_at("ven-act")
    for drafted in (texts.FIRST, texts.SECOND):
        rows = (each.replace("ven-act", "ven-law") for each in drafted)
        assert texts.brought(folder / "texts", *rows) == 0
    organisations()
    claimed("ven-demand", "ven-gap")
    wins.won("ven-win", "ven-agreement", "ven-platform")
    written_paper("ven-paper", "yearly")
    with serving() as found:
        yield found
    remove_papers()
    wins.remove_all()
    remove_all()
    remove_organisations()


def organisations() -> None:
    """Make a federation with a member of which two say how many it has."""
    from headload.apps.network.kinds import Basis, Unit
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.services import add_count

    remove_organisations()
    made = organisation(
        "Vendors of Lima", founded="1999", identifiers=[("PE-SUNAT", "20")]
    )
    federation = organisation("Federation", area=None, city="", is_mbo=True)
    affiliated(made, federation)
    other = {"declared_by": "Ministry", "basis": Basis.REGISTER, "as_of": "2019"}
    for count in (new_count(4321), new_count(500, rounded=True, **other)):
        add_count(made, count, COMMAND_LINE)
    add_count(federation, new_count(9, unit=Unit.ORGANISATIONS), COMMAND_LINE)


@pytest.mark.parametrize(
    ("language", "scheme", "looked_at"),
    [
        ("en", "light", slice(None)),
        ("es", "dark", slice(None)),
        ("fr", "light", slice(0, None, 3)),
        ("pt", "dark", slice(1, None, 3)),
        ("hi", "light", slice(2, None, 3)),
    ],
    ids=lambda value: "" if isinstance(value, slice) else value,
)
def test_axe_finds_no_fault_and_no_page_is_wider_than_a_phone(
    browser: Any, address: str, language: str, scheme: str, looked_at: slice
) -> None:
    """Every page is as wide as its words in every language; axe looks at markup.

    Markup is the same in all of them: axe sees every page in light, in dark, and once
    more in one of the other languages.
    """
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    for name in PAGES:
        page.goto(f"{address}/{language}/{name}")
        assert page.get_attribute("html", "lang") == language, name
        if name in PAGES[looked_at]:
            faults = Axe().run(page).response["violations"]
            assert [(one["id"], one["nodes"][0]["html"]) for one in faults] == [], name
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            inside = page.evaluate(
                "document.documentElement.scrollWidth <= "
                "document.documentElement.clientWidth"
            )
            assert inside, (name, width)
    context.close()


def test_a_reader_without_scripts_and_mouse_finds_a_figure(
    browser: Any, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{address}/en/numbers/xts/employment")
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("href") == "#main"
    page.get_by_label("Sex").focus()
    page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="Show").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**sex=**")
    page.goto(f"{address}/en/numbers/xts/employment?by=worker_group&period=2025-Q1")
    page.get_by_role("link", name="Street vendors").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/e/{VENDORS}")
    assert "sell or offer services" in page.inner_text("main")
    assert all(each.startswith(address) for each in asked)
    assert said == []
    context.close()


def test_an_editor_writes_news_and_brings_a_work_to_readers(
    browser: Any, address: str
) -> None:
    from headload.apps.library.models import Work
    from headload.apps.pages.models import ListPage, NewsPage
    from headload.apps.site.accounts import make_editor

    make_editor("amina", "three words here")
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/desk/login/")
    page.get_by_label("Username").fill("amina")
    page.get_by_label("Password").fill("three words here")
    page.get_by_role("button", name="Sign in").click()
    take(page, "amina")
    page.wait_for_url("**/desk/")
    news = ListPage.objects.get(slug="news", locale__language_code="en")
    page.goto(f"{address}/desk/pages/add/headload_pages/newspage/{news.pk}/")
    page.locator("[name=title]").fill("Vendors count themselves")
    page.get_by_role("button", name="Insert a block").first.click()
    page.get_by_role("option", name="Paragraph").first.click()
    page.locator(".public-DraftEditor-content").first.click()
    page.keyboard.type("We counted 610 stalls.")
    written = page.locator("[name=body-0-value]")
    for _ in range(100):
        if "stalls." in written.input_value():
            break
        page.wait_for_timeout(100)
    page.get_by_role("button", name="More actions").first.click()
    page.get_by_role("button", name="Publish").first.click()
    page.wait_for_url(f"**/desk/pages/{news.pk}/")
    page.goto(f"{address}/en/news/vendors-count-themselves/")
    assert "We counted 610 stalls." in page.inner_text("main")
    page.goto(f"{address}/desk/snippets/headload_library/{Work._meta.model_name}/add/")
    page.locator("[name=title]").fill("A count of stalls")
    page.locator("[name=slug]").fill("a-count")
    page.get_by_role("button", name="More actions").first.click()
    page.get_by_role("button", name="Publish").first.click()
    page.wait_for_url(f"**/{Work._meta.model_name}/")
    page.goto(f"{address}/fr/library/?q=stalls")
    assert "A count of stalls" in page.inner_text("main")
    assert not [each for each in said if "Content Security Policy" in each]
    own = (address, "data:", "blob:")
    assert [each for each in asked if not each.startswith(own)] == []
    page.context.close()
    Work.objects.filter(slug="a-count").delete()
    for each in NewsPage.objects.all():
        each.delete()


PAPER = """
#set document(title: "Microsoft Word - v3 final.doc", author: "Rosa Ámbar")
#text(26pt)[Una balanza honesta]

Rosa Ámbar, 2019. Las vendedoras piden un lugar fijo y una balanza honesta en el mercado
de la ciudad, y que el municipio no les quite la mercadería.
"""
KIND = "work"
WORKS = f"desk/snippets/headload_library/{KIND}/"


def signed_in(browser: Any, address: str, name: str) -> Any:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(f"{address}/desk/login/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill("three words here")
    page.get_by_role("button", name="Sign in").click()
    take(page, name)
    page.wait_for_url("**/desk/")
    return page


def choose(page: Any, action: str) -> None:
    """Take an action of the desk's own menu below a form."""
    page.get_by_role("button", name="More actions").first.click()
    page.get_by_role("button", name=action).first.click()
    page.wait_for_load_state()


def test_a_work_from_its_pdf_to_its_withdrawal(
    browser: Any, address: str, tmp_path: Any
) -> None:
    from headload.apps.library.models import Work
    from headload.apps.site.accounts import make_editor

    (tmp_path / "v3.pdf").write_bytes(typst.compile(PAPER.encode()))
    make_editor("wanda", "three words here", writer=True)
    make_editor("amina", "three words here")
    writer = signed_in(browser, address, "wanda")

    # added from a PDF: what it seems to be is proposed
    writer.goto(f"{address}/desk/library/from-pdf/")
    writer.locator("[name=pdf]").set_input_files(str(tmp_path / "v3.pdf"))
    writer.get_by_role("button", name="Upload").click()
    writer.wait_for_url("**/edit/*/")
    assert writer.locator("[name=title]").input_value() == "Una balanza honesta"
    assert writer.locator("[name=language]").input_value() == "es"
    own = Work.objects.get(title="Una balanza honesta")
    public = f"{address}/es/library/{own.slug}/"
    assert writer.goto(public).status == 404

    # handed in by who may not publish, looked at and published by who may
    writer.goto(f"{address}/{WORKS}edit/{own.pk}/")
    writer.get_by_role("button", name="More actions").first.click()
    assert writer.get_by_role("button", name="Publish").count() == 0
    writer.get_by_role("button", name="Submit to Moderators approval").click()
    writer.wait_for_load_state()
    assert writer.goto(public).status == 404
    editor = signed_in(browser, address, "amina")
    editor.goto(f"{address}/{WORKS}edit/{own.pk}/")
    choose(editor, "Approve and Publish")
    editor.wait_for_url(f"**/{WORKS}")
    reader = browser.new_context(java_script_enabled=False).new_page()
    assert reader.goto(public).status == 200
    assert "Una balanza honesta" in reader.inner_text("h1")
    assert reader.locator("main img").evaluate("each => each.naturalWidth") == 240

    # translated
    editor.goto(f"{address}/desk/library/{own.pk}/translate/")
    editor.get_by_label("Language").select_option("fr")
    editor.get_by_role("button", name="Make a draft").click()
    editor.wait_for_url("**/edit/*/")
    editor.locator("[name=title]").fill("Une balance honnête")
    choose(editor, "Publish")
    editor.wait_for_url(f"**/{WORKS}")
    reader.goto(public)
    reader.get_by_role("link", name="Une balance honnête").click()
    reader.wait_for_url(f"**/es/library/{own.slug}-fr/")

    # corrected
    editor.goto(f"{address}/{WORKS}edit/{own.pk}/")
    editor.locator("[name=title]").fill("Una balanza honrada")
    choose(editor, "Publish")
    editor.wait_for_url(f"**/{WORKS}")
    reader.goto(f"{address}/fr/library/?q=balanza")
    assert "Una balanza honrada" in reader.inner_text("main")
    assert "Una balanza honesta" not in reader.inner_text("main h3 >> nth=0")
    editor.goto(f"{address}/{WORKS}history/{own.pk}/")
    assert editor.get_by_text("wanda").count() >= 1

    # withdrawn: the page says so, the files are gone, search forgets it
    editor.goto(f"{address}/{WORKS}edit/{own.pk}/")
    editor.locator("[name=withdrawn]").fill("2026-11-20")
    editor.locator("[name=withdrawn_why]").fill("The numbers were wrong.")
    choose(editor, "Publish")
    editor.wait_for_url(f"**/{WORKS}")
    assert reader.goto(public).status == 410
    assert "The numbers were wrong." in reader.inner_text("main")
    assert reader.goto(f"{public}file/v3.pdf").status == 404
    reader.goto(f"{address}/es/search/?q=balanza")
    assert own.slug not in reader.content().replace(f"{own.slug}-fr", "")
    for page in (reader, writer, editor):
        page.context.close()
    Work.objects.filter(slug__startswith=own.slug).delete()
