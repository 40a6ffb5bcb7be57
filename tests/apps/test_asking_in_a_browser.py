"""Journey A, third task: an organiser asks for a number by a telephone on 2G."""

from collections.abc import Iterator
from typing import Any

import pytest

from apps.conftest import Site
from apps.demands import demand, numbered
from apps.demands import remove_all as remove_demands
from apps.organisations import owned, remove_all
from apps.server import serving
from apps.test_in_a_browser import browser
from apps.test_own_record_in_a_browser import (
    MOST_BYTES,
    SLOW,
    is_inside,
    phone,
    sign_in,
)

__all__ = ["browser"]
WORDS = {
    "es": ("Guardado en este teléfono", "Su pregunta llegó"),
    "fr": ("Gardé sur ce téléphone", "Votre question est bien reçue"),
}


@pytest.fixture
def keeper(site: Site) -> Iterator[tuple[Any, Any]]:
    from headload.apps.network.models import Attempt

    made, editor = owned("Vendedoras Unidas")
    editor.user.set_password("four words in here")
    editor.user.save()
    yield made, editor.user
    Attempt.objects.all().delete()
    remove_demands()
    remove_all()


@pytest.fixture(scope="module")
def address(site: Site) -> Iterator[str]:
    with serving() as found:
        yield found


@pytest.mark.parametrize("language", WORDS)
def test_a_question_is_kept_offline_and_asked_once(
    browser: Any, address: str, keeper: Any, language: str
) -> None:
    made, user = keeper
    kept, received = WORDS[language]
    page = phone(browser)
    sign_in(page, address, language, user)
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    network.send("Network.emulateNetworkConditions", SLOW)
    sizes: list[float] = []
    network.on(
        "Network.loadingFinished", lambda each: sizes.append(each["encodedDataLength"])
    )
    page.goto(f"{address}/{language}/my/ask/", wait_until="networkidle")
    assert 0 < sum(sizes) < MOST_BYTES
    assert is_inside(page)
    network.send("Network.emulateNetworkConditions", {**SLOW, "offline": True})
    page.locator("#question").fill("¿Cuántas somos?")
    page.locator("#sector").select_option("street-vendors")
    page.locator("form[data-keep] button").click()
    page.get_by_text(kept).wait_for()
    assert made.requests.count() == 0
    network.send("Network.emulateNetworkConditions", SLOW)
    page.wait_for_url("**?said=sent")
    assert received in page.inner_text("main")
    asked = made.requests.get()
    assert (asked.question, asked.sector.code) == ("¿Cuántas somos?", "street-vendors")
    page.context.close()


def test_a_question_is_asked_without_scripts(
    browser: Any, address: str, keeper: Any
) -> None:
    made, user = keeper
    page = phone(browser, java_script_enabled=False)
    sign_in(page, address, "es", user)
    page.locator("main a[href$='/my/ask/']").click()
    page.locator("#question").fill("¿Cuántas somos?")
    page.locator("form[data-keep] button").click()
    page.wait_for_url("**?said=sent")
    assert made.requests.count() == 1
    page.context.close()


@pytest.mark.parametrize(
    ("language", "scheme", "width"),
    [("es", "light", 360), ("fr", "dark", 320), ("en", "light", 1280)],
)
def test_axe_finds_no_fault_where_one_asks_answers_and_claims(
    browser: Any, address: str, keeper: Any, language: str, scheme: str, width: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    from headload.apps.network.rights import Actor, Role
    from headload.apps.network.roles import grant
    from headload.apps.voice.services import Wanted, ask

    made, user = keeper
    by = Actor(user, Role.EDITOR)
    grant(user, Role.STATISTICIAN)
    asked = ask(made, "How many are we?", by, Wanted())
    from headload.apps.voice.services import Spec, specify

    specify(asked, Spec("employment", made.sectors.get()), Actor(user, Role.ADMIN))
    said = numbered(demand(slug="ours", owners=[made]), published=False)
    page = phone(browser, bypass_csp=True, color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{address}/{language}/my/sign-in/")
    page.locator("#email").fill(user.username)
    page.locator("#password").fill("four words in here")
    page.locator("main button").click()
    page.wait_for_url(f"**/{language}/my/")
    for name in (
        *("my/", "my/ask/", f"my/ask/{asked.permanent}/", "my/queue/"),
        *(f"my/queue/{asked.permanent}/?q=a", "my/queue/used/", "my/demands/"),
        *("my/demands/ours/", "my/testimonies/", "testimonies/", "data-gaps/"),
        f"my/claims/{said.permanent}/?indicator=employment&group=street-vendors",
    ):
        page.goto(f"{address}/{language}/{name}")
        assert page.locator("h1").count() == 1, name
        faults = Axe().run(page).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in faults] == [], name
        assert is_inside(page), name
    page.context.close()
