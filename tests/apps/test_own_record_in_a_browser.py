"""Journey A: an organiser with a cheap telephone and a bad connection.

A page 360 points wide, 250 kbit a second and 600 ms there and back, in Spanish and
French; with and without scripts, with and without a connection.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from apps.conftest import Site
from apps.organisations import new_count, owned, remove_all
from apps.server import serving
from apps.test_in_a_browser import browser

__all__ = ["browser"]
PHONE = {"width": 360, "height": 740}
SLOW = {
    "offline": False,
    "latency": 600,
    "downloadThroughput": 250_000 / 8,
    "uploadThroughput": 50_000 / 8,
}
MOST_BYTES = 50_000
WORDS = {
    "es": ("Guardado en este teléfono", "recibido", "ya había llegado", "oculta"),
    "fr": ("Gardé sur ce téléphone", "reçu", "était déjà arrivé", "cachée"),
}


@pytest.fixture
def keeper(site: Site) -> Iterator[tuple[Any, Any]]:
    made, editor = owned("Vendedoras Unidas")
    editor.user.set_password("four words in here")
    editor.user.save()
    yield made, editor.user
    remove_all()


@pytest.fixture(scope="module")
def address(site: Site) -> Iterator[str]:
    with serving() as found:
        yield found


def phone(browser: Any, **options: Any) -> Any:
    context = browser.new_context(viewport=PHONE, **options)
    context.set_default_timeout(60_000)
    return context.new_page()


def sign_in(page: Any, address: str, language: str, user: Any) -> None:
    page.goto(f"{address}/{language}/my/sign-in/")
    page.locator("#email").fill(user.username)
    page.locator("#password").fill("four words in here")
    page.locator("main button").click()
    page.wait_for_url("**/my/o/*/")


def fill(page: Any, members: str) -> None:
    page.locator("#n").fill(members)
    page.locator("#women_not").check()
    page.locator("#as_of").fill("2026-01")
    page.locator("#basis-fees").check()
    page.locator("#says-committee").check()


def is_inside(page: Any) -> bool:
    return bool(
        page.evaluate(
            "document.documentElement.scrollWidth <= "
            "document.documentElement.clientWidth"
        )
    )


@pytest.mark.parametrize("language", WORDS)
def test_a_number_is_kept_offline_and_sent_once(
    browser: Any, address: str, keeper: Any, language: str
) -> None:
    made, user = keeper
    kept, received, again, hidden = WORDS[language]
    page = phone(browser)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    sign_in(page, address, language, user)
    assert is_inside(page)
    form = f"{address}/{language}/my/o/{made.permanent}/count/"

    # the page and all that comes with it, with nothing in the cache
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    network.send("Network.emulateNetworkConditions", SLOW)
    sizes: list[float] = []
    network.on(
        "Network.loadingFinished", lambda each: sizes.append(each["encodedDataLength"])
    )
    page.goto(form, wait_until="networkidle")
    assert 0 < sum(sizes) < MOST_BYTES
    assert is_inside(page)

    # the connection goes, the answers stay
    network.send("Network.emulateNetworkConditions", {**SLOW, "offline": True})
    fill(page, "2,450")
    page.locator("form[data-keep] button").click()
    page.get_by_text(kept).wait_for()
    assert made.counts.count() == 0
    network.send("Network.emulateNetworkConditions", SLOW)
    page.wait_for_url("**?said=sent")
    assert received in page.inner_text("main")
    assert [each.value for each in made.counts.all()] == [2450]

    # it arrives, and the answer is lost on the way back: it counts once
    def lose(route: Any) -> None:
        if route.request.method == "POST":
            route.fetch(max_redirects=0)
            route.abort()
        else:
            route.continue_()

    page.route("**/count/", lose)
    page.goto(form)
    fill(page, "2,500")
    page.locator("form[data-keep] button").click()
    page.get_by_text(kept).wait_for()
    assert made.counts.count() == 2
    page.unroute("**/count/")
    page.goto(form)  # later: the page sends what it kept by itself
    page.wait_for_url("**?said=again")
    assert again in page.inner_text("main")
    assert made.counts.count() == 2

    # what is wrong is named, and what was typed is still there
    page.goto(form)
    fill(page, "many")
    page.locator("form[data-keep] button").click()
    page.locator("#wrong-n").wait_for()
    assert page.locator("#n").input_value() == "many"
    assert page.locator("#basis-fees").is_checked()
    page.goto(form)
    assert page.locator("#n").input_value() == "many"
    assert made.counts.count() == 2

    # hide us now
    page.goto(f"{address}/{language}/my/o/{made.permanent}/")
    page.locator("form[action$='/hide/'] button").click()
    page.wait_for_url("**?said=hidden")
    assert hidden in page.inner_text("main")
    assert not [each for each in said if "Content Security Policy" in each]
    page.context.close()


@pytest.mark.parametrize("language", WORDS)
def test_the_form_is_a_plain_form_without_scripts(
    browser: Any, address: str, keeper: Any, language: str
) -> None:
    made, user = keeper
    page = phone(browser, java_script_enabled=False)
    sign_in(page, address, language, user)
    page.locator("main a.btn").click()
    page.wait_for_url("**/count/")
    fill(page, "2 450")
    page.locator("form[action$='/count/'] button").click()
    page.wait_for_url("**?said=sent")
    assert WORDS[language][1] in page.inner_text("main")
    assert [each.value for each in made.counts.all()] == [2450]
    page.context.close()


def test_what_was_kept_is_sent_after_signing_in_again(
    browser: Any, address: str, keeper: Any
) -> None:
    made, user = keeper
    page = phone(browser)
    sign_in(page, address, "es", user)
    page.goto(f"{address}/es/my/o/{made.permanent}/count/")
    fill(page, "310")
    cookies = page.context.cookies()
    page.context.clear_cookies()
    page.locator("form[data-keep] button").click()
    page.get_by_text("Entre otra vez").wait_for()
    assert cookies
    sign_in(page, address, "es", user)
    page.wait_for_url("**?said=sent")
    assert [each.value for each in made.counts.all()] == [310]
    page.context.close()


@pytest.mark.parametrize(
    ("language", "scheme", "width"), [("es", "light", 320), ("fr", "dark", 1280)]
)
def test_axe_finds_no_fault_on_own_pages(
    browser: Any, address: str, keeper: Any, language: str, scheme: str, width: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.services import record_count

    made, user = keeper
    for value, when in ((2000, "2023-05"), (4321, "2025-03")):
        record_count(made, new_count(value, as_of=when), COMMAND_LINE)
    page = phone(browser, bypass_csp=True, color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 740})
    sign_in(page, address, language, user)
    own = f"my/o/{made.permanent}"
    for name in (
        *("my/sign-in/", "my/password/", f"my/claim/{made.slug}/", "my/open/guess/"),
        *(f"{own}/", f"{own}/count/", f"{own}/consent/", f"{own}/fields/"),
        *(f"organisations/{made.slug}/write/", f"organisations/{made.slug}/"),
    ):
        page.goto(f"{address}/{language}/{name}")
        faults = Axe().run(page).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in faults] == [], name
        assert is_inside(page), name
    assert page.locator("svg.plot[role=img]").count() == 1
    page.context.close()
