"""Journey B: a coordinator in a city looks at what stands before a by-law is made.

From the page of her city to the numbers of its groups, who organises there and who has
a seat, the law and how far it works, the process that is open, and what is demanded;
then she signs, and tells what came of it.
On a page 360 points wide, 250 kbit a second and 600 ms there and back, without scripts,
in Spanish and French.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from apps import laws, papers, wins
from apps.conftest import Site
from apps.demands import demand, numbered
from apps.organisations import (
    affiliated,
    new_count,
    organisation,
    person,
    place,
    remove_all,
)
from apps.server import serving
from apps.test_in_a_browser import browser
from apps.test_own_record_in_a_browser import MOST_BYTES, PHONE, SLOW, is_inside
from headload.cli.app import run
from headload.measure.publish import publish
from unit.products.pictured import cells
from unit.releases.made import labels, release, total

__all__ = ["browser"]
CITY = "places/per/lima/"
VENDORS = {"city": "lima", "worker_group": "street_vendor"}
WORDS = {
    "es": ("Un lugar fijo para vender", "Sindicato"),
    "fr": ("A fixed place to sell", "Syndicat"),
}

FOUR_WORDS = "four words in here"
TITLES = {"es": "La calle es trabajo", "fr": "La rue, c'est du travail"}
WON = {"es": "Nadie paga por vender", "fr": "Personne ne paie pour vendre"}


@dataclass
class Phone:
    """A page of a slow telephone, and how many bytes came with its last address."""

    page: Any
    bytes: list[float] = field(default_factory=list)

    def goes_to(self, address: str) -> str:
        """Open an address with nothing kept, and return its words."""
        self.bytes.clear()
        self.page.goto(address, wait_until="networkidle")
        return self.arrived()

    def follows(self, name: str) -> str:
        """Follow the first link that is seen of that name; return its page's words."""
        link = self.page.locator("main a:visible", has_text=name).first
        address = link.get_attribute("href")
        link.click()
        self.page.wait_for_url(f"**{address.split('#')[0]}*")
        return self.arrived()

    def arrived(self) -> str:
        assert is_inside(self.page), self.page.url
        return str(self.page.inner_text("main"))


@pytest.fixture(scope="module")
def city(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Fill the city, and give the address of the site."""
    folder = tmp_path_factory.mktemp("city")
    laws.remove_all()
    remove_all()
    kept = _survey(folder)
    assert run(["voice", "import", str(laws.written(folder / "voice"))]) == 0
    laws.looked_at("ven-law")
    _organisations()
    numbered(demand(slug="fixed-places", owners=["Vendors of Lima"]))
    with serving() as address:
        yield address
    laws.remove_all()
    remove_all()
    _without(kept)


def _survey(folder: Any) -> str:
    """Load a made survey of the country that tells of the city; return its id."""
    from headload.apps.explorer.load import load

    made = release(
        *cells(),
        total(900, 117_900.0, dimensions={"city": "lima"}),
        total(610, 79_910.0, dimensions=VENDORS),
        survey="per/made/2025q1",
        map_id="per/made/2025q1",
        area="PER",
        area_labels=labels("Peru"),
        codelists={"city": {"lima": labels("Lima")}},
        policy="public-use",
    )
    loaded, _ = load(publish(made, folder / "release"))
    return str(loaded.release_id)


def _without(release_id: str) -> None:
    from headload.apps.common.models import Content
    from headload.apps.explorer.models import Release
    from headload.apps.library.models import Work
    from headload.apps.network.models import RepresentationRate
    from headload.apps.search.index import rebuild

    RepresentationRate.objects.filter(release=release_id).delete()
    Release.objects.filter(release_id=release_id).delete()
    Work.objects.all().delete()
    rebuild("table")
    Content.changed()


def _organisations() -> None:
    from headload.apps.network.kinds import SeatKind
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.services import NewSeat, Seen, add_count, add_seat

    made = organisation(
        "Vendors of Lima",
        classification="trade-union",
        is_mbo=True,
        area=place("per-lima"),
    )
    affiliated(made, organisation("Federation", area=place("per"), city=""))
    for value, when in ((2000, "2023-05"), (4321, "2025-03")):
        add_count(made, new_count(value, as_of=when), COMMAND_LINE)
    source = Seen("https://example.org/council")
    seat = NewSeat("Made City Council", SeatKind.OBSERVER, source=source)
    add_seat(made, seat, COMMAND_LINE)


@pytest.fixture
def phone(browser: Any) -> Iterator[Phone]:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    context.set_default_timeout(60_000)
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    network.send("Network.emulateNetworkConditions", SLOW)
    found = Phone(page)
    network.on(
        "Network.loadingFinished",
        lambda each: found.bytes.append(each["encodedDataLength"]),
    )
    yield found
    context.close()


@pytest.mark.parametrize("language", WORDS)
def test_a_coordinator_finds_what_stands_before_a_by_law(
    phone: Phone, city: str, language: str
) -> None:
    asked, union = WORDS[language]
    start = f"{city}/{language}/{CITY}"

    # her city: numbers of its groups, organisations, law, process, demand
    page = phone.goes_to(start)
    assert 0 < sum(phone.bytes) < MOST_BYTES
    assert phone.page.get_attribute("html", "lang") == language
    for said in (
        "79",
        "Vendors of Lima",
        "By-law of San Luis",
        "A by-law for Lima",
        asked,
    ):
        assert said in page, said
    assert phone.page.locator("main .ladder").count() >= 1

    # who organises there, how many, since when, who has a seat
    page = phone.follows("Vendors of Lima")
    assert union in page
    assert "4" in page
    assert "2025-03" in page
    assert "Made City Council" in page
    assert phone.page.locator("svg.plot[role=img]").count() == 1
    assert "2023-05" in phone.page.get_attribute("svg.plot", "aria-label")
    phone.follows("Federation")

    # the law, and how far it works
    phone.goes_to(start)
    page = phone.follows("By-law of San Luis")
    assert "2021-07-23" in page
    assert phone.page.locator("main .ladder li[data-s=yes]").count() == 1

    # the process that is open
    phone.goes_to(start)
    page = phone.follows("A by-law for Lima")
    assert "Made City Council" in page

    # what is demanded, and the number that it rests on
    phone.goes_to(start)
    page = phone.follows(asked)
    assert "Vendors of Lima" in page
    phone.page.locator("main a[href*='/e/']").first.click()
    phone.page.wait_for_url("**/e/**")
    phone.arrived()


@pytest.fixture
def paper(city: str, language: str) -> Iterator[Any]:
    """Publish a paper for the by-law that two accounts of an organisation may sign."""
    from headload.apps.network.models import Organisation
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.services import claim
    from headload.apps.voice.models import Process

    made = Organisation.objects.get(name="Vendors of Lima")
    for editor in (person("editor"), person("editor")):
        claim(made, editor.user, COMMAND_LINE, reason="showed a letter")
    editor.user.set_password(FOUR_WORDS)
    editor.user.save()
    process = Process.objects.get(slug="lima-bylaw")
    yield papers.public(slug=f"paper-{language}", process=process), made, editor
    papers.remove_papers()
    wins.remove_all()
    made.owners.clear()


@pytest.mark.parametrize("language", WORDS)
def test_she_signs_sends_people_and_tells_what_came_of_it(
    phone: Phone, city: str, paper: Any, language: str
) -> None:
    from headload.apps.common.words import say
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.voice.services.statements import let_in

    version, made, editor = paper
    page, own = phone.page, f"{city}/{language}/my"

    def says(name: str, **values: object) -> str:
        return str(say(name, language, **values))

    # from the paper to the form, and who decided
    address = f"{city}/{language}/papers/{version.document.slug}/"
    phone.goes_to(address)
    page.locator("main a.btn[href$='/my/papers/']").click()
    page.locator("#email").fill(editor.user.username)
    page.locator("#password").fill(FOUR_WORDS)
    page.locator("main button").click()
    page.wait_for_url("**/my/**")
    phone.goes_to(f"{own}/papers/")
    page.locator(f"main a.btn[href*='{version.permanent}']").click()
    page.wait_for_url("**/sign/**")
    assert TITLES[language] in phone.arrived()
    page.locator("#organ").select_option("assembly")
    page.locator("#decided_on").fill("2026-01-10")
    page.locator("#minute").fill("Acta 4")
    page.locator("#display-name").check()
    page.locator("main form button").click()
    page.wait_for_url("**/receipts/**")
    assert says("sign_on_state_signed_unconfirmed") in phone.arrived()

    # somebody else of it has the letter, and confirms
    kept = version.sign_ons.get(organisation=made)
    assert TITLES[language] in phone.goes_to(f"{own}/confirm/{kept.confirm_key}/")
    page.locator("main form button").click()
    page.get_by_text(says("sign_said_confirmed")).wait_for()
    assert made.name in phone.goes_to(address)

    # who goes to the process: how many, the organisation by its consent, and no name
    process = version.document.process
    phone.goes_to(f"{own}/delegations/")
    page.locator("main a.btn").click()
    page.wait_for_url("**/sends/")
    phone.arrived()
    page.locator("#process").select_option(process.slug)
    page.locator("#places").fill("2")
    page.locator("#names").fill("Rosa Made; visa")
    page.locator("#agree").check()
    page.locator("main form button").click()
    page.wait_for_url("**/delegations/?said=kept")
    assert says("sending_names", count=1) in phone.arrived()
    told = phone.goes_to(f"{city}/{language}/processes/{process.slug}/")
    for each in (says("delegations"), made.name):
        assert each in told, each
    assert "Rosa" not in told

    # what came of it: whose, what was not reached, and who doubts it
    phone.goes_to(f"{own}/o/{made.permanent}/win/")
    page.locator("#text").fill(WON[language])
    page.locator("#kind").select_option("law")
    page.locator("#date").fill("2026-05")
    page.locator("#unmet").fill("2 de 5")
    page.locator("#source").fill("https://example.org/won")
    page.locator("main form button").click()
    page.wait_for_url("**/my/wins/?said=*")
    won = made.outcomes_logged.get()
    if not won.live:
        let_in(won, COMMAND_LINE)
    phone.goes_to(f"{own}/win/{won.permanent}/")
    page.locator("#text").fill(WON[language])
    page.locator("main form button").click()
    page.wait_for_url("**/my/wins/?said=shown")
    wins.doubt(won, COMMAND_LINE, "No.", name="City", source=wins.other_source())
    phone.goes_to(f"{city}/{language}/wins/")
    told = phone.follows(WON[language])
    for each in (says("win_disputed"), "City", "2 de 5", made.name):
        assert each in told, each
