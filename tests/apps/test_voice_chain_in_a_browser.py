"""The whole chain of Voice: a number is asked for, answered, cited, signed, doubted.

An organiser on a telephone 360 points wide, without scripts, in Spanish; a statistician
and an editor at a desk, in English, each with both steps of signing in. Figures are of
Ecuador's survey of 2021; the release that revises it is made.
"""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from apps import laws, wins
from apps.conftest import Site
from apps.demands import demand
from apps.measured import ecuador
from apps.organisations import group, owned, person, place, remove_all
from apps.papers import remove_papers
from apps.second_step import take
from apps.server import serving
from apps.test_in_a_browser import browser
from apps.test_own_record_in_a_browser import is_inside
from headload.measure.publish import publish
from unit.releases.made import labels, release, total

__all__ = ["browser"]
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
PASSWORD = "four words in here"  # noqa: S105 - of accounts made here
FIGURE = "ecu-enemdu-2021q1.employment.worker-group-domestic-worker"
QUESTION = "¿Cuántas somos las trabajadoras del hogar?"
SENTENCE = "Las trabajadoras del hogar somos muchas más que un cantón entero."
DOMESTIC = {"worker_group": "domestic_worker"}


@dataclass
class Chain:
    """Where the site is, and who does what on it."""

    browser: Any
    address: str
    mails: list[Any]
    organisations: list[Any]
    accounts: list[Any]
    demand: Any
    deadline: Any
    folder: Path

    def signs_in(self, user: Any) -> Any:
        """Return the page of somebody who has signed in on a phone, without scripts."""
        return self._page(PHONE, user, "es", scripts=False)

    def takes_both_steps(self, user: Any, role: Any) -> Any:
        """Return the page of somebody with a role who has signed in at a desk."""
        from headload.apps.network.roles import grant

        grant(user, role)
        page = self._page(DESK, user, "en", scripts=True)
        page.goto(f"{self.address}/en/my/second-step/")
        take(page, user.username)
        return page

    def _page(self, size: Any, user: Any, language: str, *, scripts: bool) -> Any:
        context = self.browser.new_context(viewport=size, java_script_enabled=scripts)
        context.set_default_timeout(25_000)
        page = context.new_page()
        page.goto(f"{self.address}/{language}/my/sign-in/")
        page.locator("#email").fill(user.username)
        page.locator("#password").fill(PASSWORD)
        with page.expect_navigation():
            page.locator("main button").click()
        assert "sign-in" not in page.url
        return page

    def opens(self, page: Any, path: str) -> str:
        page.goto(f"{self.address}{path}")
        return seen(page)


def seen(page: Any) -> str:
    """Return the words of a page, which is no wider than the screen."""
    page.wait_for_load_state()
    assert is_inside(page), page.url
    return str(page.inner_text("main"))


@pytest.fixture
def chain(site: Site, browser: Any, tmp_path: Path) -> Iterator[Chain]:
    from django.core import mail
    from django.test import override_settings

    measured = ecuador()
    kept = _loaded(measured)
    mail.outbox = []
    memory = "django.core.mail.backends.locmem.EmailBackend"
    made = [
        owned(name, area=place("ecu"), city="")
        for name in ("Unión de Trabajadoras del Hogar", "Red de Quito", "Red del Sur")
    ]
    for _, editor in made:
        _can_sign_in(editor.user)
    process = _process()
    with override_settings(EMAIL_BACKEND=memory), serving() as address:
        yield Chain(
            browser=browser,
            address=address,
            mails=mail.outbox,
            organisations=[each for each, _ in made],
            accounts=[editor.user for _, editor in made],
            demand=demand(
                slug="afiliacion",
                texts={"es": "Seguridad social para todas", "en": "Social security"},
                owners=[made[0][0]],
                area=place("ecu"),
                sectors=[group("domestic-workers")],
                processes=[process],
            ),
            deadline=process.deadlines.get(),
            folder=tmp_path,
        )
    _removed(kept)


def _loaded(folder: Path) -> str:
    from headload.apps.explorer.load import load

    return str(load(folder)[0].release_id)


def _account() -> Any:
    user = person("editor").user
    _can_sign_in(user)
    return user


def _can_sign_in(user: Any) -> None:
    user.set_password(PASSWORD)
    user.email = f"{user.username}@example.org"
    user.save()


def _process() -> Any:
    """Return a process in Ecuador that is open, with a deadline in sixty days."""
    from apps.demands import source
    from headload.apps.voice.models import Deadline, Process

    made = Process(
        slug="codigo",
        title="Reforma del Código del Trabajo",
        language="es",
        kind="legislation",
        state="open",
        area=place("ecu"),
        everyone=True,
    )
    made.sources = [source()]
    made.deadlines = [Deadline(what="Aportes por escrito", rule=f"FIXED {_last_day()}")]
    made.save()
    return made


def _removed(release_id: str) -> None:
    from headload.apps.common.models import Content
    from headload.apps.explorer.models import Release
    from headload.apps.library.models import Work
    from headload.apps.network.models import Attempt, RepresentationRate
    from headload.apps.search.index import rebuild

    wins.remove_all()
    remove_papers()
    laws.remove_all()
    series = Release.objects.get(release_id=release_id).series
    RepresentationRate.objects.filter(release__startswith="ecu").delete()
    Release.objects.filter(series=series).delete()
    Work.objects.all().delete()
    Attempt.objects.all().delete()
    remove_all()
    rebuild("table")
    Content.changed()


def test_a_number_goes_from_a_telephone_to_a_win_that_is_doubted(chain: Chain) -> None:
    organiser = chain.signs_in(chain.accounts[0])
    _asks(chain, organiser)
    _answers(chain)
    said = _claims(chain, organiser)
    editor, paper = _writes(chain, said)
    _all_sign(chain, organiser)
    _hands_in(chain, editor, paper)
    _everything_stands(chain, organiser, paper, said)
    _revised(chain)
    _everybody_is_told(chain, organiser, paper, said)
    won = _wins(chain, organiser)
    _is_doubted(chain, editor, won)


def _asks(chain: Chain, page: Any) -> None:
    chain.opens(page, "/es/my/ask/")
    page.locator("#question").fill(QUESTION)
    page.locator("#sector").select_option("domestic-workers")
    page.locator("#deadline").select_option(str(chain.deadline.pk))
    page.locator("form[data-keep] button").click()
    page.wait_for_url("**?said=sent")
    assert QUESTION in seen(page)


def _answers(chain: Chain) -> None:
    from headload.apps.network.rights import Role

    page = chain.takes_both_steps(_account(), Role.STATISTICIAN)
    assert QUESTION in chain.opens(page, "/en/my/queue/")
    page.get_by_role("link", name=QUESTION).click()
    for step in ("triage", "take"):
        page.locator(f"[name=step][value={step}]").click()
        page.wait_for_load_state()
    seen(page)
    for name, value in (("indicator", "employment"), ("place", "ecu")):
        page.locator(f"#s-{name}").select_option(value)
    page.locator("#s-group").select_option("domestic-workers")
    page.locator("[name=step][value=specify]").click()
    assert "Domestic workers" in seen(page)
    form = page.locator(f"form:has([name=evidence][value='{FIGURE}'])")
    form.locator("button").click()
    assert FIGURE in seen(page)
    page.context.close()
    mail = chain.mails[-1]
    assert mail.to == [chain.accounts[0].email]
    assert QUESTION not in mail.body


def _claims(chain: Chain, page: Any) -> Any:
    """Let the organiser open the answer, and say it in her demand; return the claim."""
    from headload.apps.voice.models import Claim

    link = re.search(r"/es/requests/\S+", chain.mails[-1].body)
    assert link is not None
    chain.opens(page, link[0])
    page.locator(f"main a[href*='{FIGURE}']").first.click()
    seen(page)
    figure = page.url
    chain.opens(page, "/es/my/demands/")
    page.locator("main li a").first.click()
    seen(page)
    page.locator("#kind-number").check()
    page.locator("#sentence").fill(SENTENCE)
    page.locator("#language").select_option("es")
    page.locator("main form button").last.click()
    seen(page)
    page.locator("[name=evidence]:not([type=hidden])").fill(figure)
    page.locator("[name=step][value=cite]").last.click()
    seen(page)
    page.locator("[name=step][value=publish]").click()
    assert SENTENCE in seen(page)
    said = Claim.objects.get()
    assert said.published_on
    assert said.links.get().estimate_id == FIGURE
    return said


def _writes(chain: Chain, said: Any) -> tuple[Any, Any]:
    """Let an editor plan, write and fix a paper; return her page and the paper."""
    from headload.apps.site.accounts import make_editor
    from headload.apps.voice.models import Document

    make_editor("network-desk", PASSWORD)
    page = chain.browser.new_context(viewport=DESK).new_page()
    page.goto(f"{chain.address}/desk/login/")
    page.get_by_label("Username").fill("network-desk")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    take(page, "network-desk")
    page.goto(f"{chain.address}/desk/snippets/headload_voice/document/add/")
    page.locator("[name=slug]").fill("carta")
    page.locator("[name=language]").fill("es")
    page.locator("[name=kind]").select_option("position_paper")
    _chosen(page, "process", chain.deadline.process_id)
    _chosen(page, "area", place("ecu").pk)
    _chosen(page, "due_on", "2020-01-31")
    page.get_by_role("button", name="Add owners").click()
    owner = page.locator("[name=owners-0-organisation]")
    owner.select_option(str(chain.organisations[0].pk))
    _keep(page)
    page.get_by_text("has passed").first.wait_for()
    _chosen(page, "due_on", _last_day().isoformat())
    _keep(page)
    paper = Document.objects.get(slug="carta")
    page.goto(f"{chain.address}/desk/papers/{paper.pk}/")
    page.locator("[name=title_es]").fill("Nuestro trabajo vale")
    page.locator("[name=body_es]").fill(f"{{claim:{said.permanent}}}\n\n- Afiliación.")
    page.locator("[name=title_en]").fill("Our work counts")
    page.locator("[name=body_en]").fill(f"We are {{figure:{said.permanent}}}.")
    for step in ("review", "final"):
        page.locator(f"[name=step][value={step}]").click()
        page.wait_for_load_state()
    for each in chain.organisations[1:]:
        page.locator("[name=organisation]").select_option(str(each.pk))
        page.locator("[name=step][value=invite]").click()
        page.wait_for_load_state()
    return page, paper


def _last_day() -> datetime.date:
    from django.utils import timezone

    return timezone.localdate() + datetime.timedelta(60)


def _chosen(page: Any, name: str, value: int | str) -> None:
    """Choose a record or a day as the desk does, without the window over it."""
    page.locator(f"[name={name}]").evaluate("(field, to) => field.value = to", value)


def _keep(page: Any) -> None:
    page.get_by_role("button", name="More actions").first.click()
    page.get_by_role("button", name="Publish").first.click()
    page.wait_for_load_state()


def _all_sign(chain: Chain, organiser: Any) -> None:
    """Let three organisations sign on their own pages, and confirm by the letter."""
    from headload.apps.voice.models import SignOn

    for number, account in enumerate(chain.accounts):
        page = organiser if number == 0 else chain.signs_in(account)
        assert "Nuestro trabajo vale" in chain.opens(page, "/es/my/papers/")
        page.locator("main a.btn").first.click()
        assert SENTENCE.rstrip(".") in seen(page)
        page.locator("#organ").select_option("assembly")
        page.locator("#decided_on").fill("2026-01-10")
        page.locator("#minute").fill("Acta 4")
        page.locator("#display-name").check()
        page.locator("main form.form button").click()
        page.wait_for_url("**/receipts/**")
        assert "Nuestro trabajo vale" in seen(page)
        link = re.search(r"/es/my/confirm/\S+", chain.mails[-1].body)
        assert link is not None
        chain.opens(page, link[0])
        page.locator("main form button").click()
        seen(page)
        if number:
            page.context.close()
    kept = SignOn.objects.values_list("state", "organ", "minute")
    assert list(kept) == [("confirmed", "assembly", "Acta 4")] * 3


def _hands_in(chain: Chain, page: Any, paper: Any) -> None:
    page.goto(f"{chain.address}/desk/papers/{paper.pk}/")
    page.locator("[name=receipt]").fill("No. 77")
    for step in ("submit", "publish"):
        page.locator(f"[name=step][value={step}]").click()
        page.wait_for_load_state()
    version = paper.versions.get()
    assert (version.state, version.is_late) == ("published", False)
    assert version.submitted_on <= _last_day()


def _pages(paper: Any, said: Any) -> tuple[str, ...]:
    """Return every page that shows the claim."""
    return (
        "/es/demands/",
        "/es/demands/afiliacion/",
        "/es/papers/",
        f"/es/papers/{paper.slug}/",
        "/es/processes/codigo/",
        "/es/places/ecu/",
        "/es/workers/domestic-workers/",
        f"/es/my/claims/{said.permanent}/",
        "/es/my/demands/",
        "/es/my/papers/",
    )


def _everything_stands(chain: Chain, page: Any, paper: Any, said: Any) -> None:
    for path in _pages(paper, said):
        assert "desactualizad" not in chain.opens(page, path).lower(), path
    text = chain.opens(page, f"/es/papers/{paper.slug}/")
    for each in chain.organisations:
        assert each.name in text


def _revised(chain: Chain) -> None:
    """Load a later release of the series with half as many domestic workers."""
    from headload.apps.explorer.load import load

    before = len(chain.mails)
    made = release(
        total(900, 7_700_000.0),
        total(610, 110_000.0, dimensions=DOMESTIC),
        survey="ecu/enemdu/2021q1",
        map_id="ecu/enemdu/2021q1",
        standard="icls17/icls19",
        area="EC",
        area_labels=labels("Ecuador"),
        policy="public-use",
    )
    load(publish(made, chain.folder / "revised"))
    told = chain.mails[before:]
    assert [each.to for each in told] == [[chain.accounts[0].email]] * 2
    assert "/es/demands/afiliacion/" in told[0].body
    assert "/es/papers/carta/" in told[1].body


def _everybody_is_told(chain: Chain, page: Any, paper: Any, said: Any) -> None:
    for path in _pages(paper, said):
        assert "desactualizad" in chain.opens(page, path).lower(), path
    for path in (f"/es/papers/{paper.slug}/", "/es/demands/afiliacion/"):
        assert "110" in chain.opens(page, path)


def _wins(chain: Chain, page: Any) -> Any:
    from headload.apps.voice.models import Outcome

    own = chain.organisations[0].permanent
    chain.opens(page, f"/es/my/o/{own}/win/")
    page.locator("#text").fill("El Código reconoce la afiliación")
    page.locator("#kind").select_option("law")
    page.locator("#demand").select_option("afiliacion")
    page.locator("#came").select_option("partly")
    page.locator("#place").select_option("ecu")
    page.locator("#source").fill("https://example.org/ley")
    page.locator("main form.form button").click()
    page.wait_for_url("**?said=shown")
    seen(page)
    won = Outcome.objects.get()
    page.locator("main a", has_text="El Código").click()
    seen(page)
    page.locator("#p-source").fill("https://example.org/acta")
    page.locator("[name=step][value=prove]").click()
    page.wait_for_url("**?said=kept")
    assert "https://example.org/acta" in seen(page)
    won.refresh_from_db()
    assert won.state == "evidenced"
    return won


def _is_doubted(chain: Chain, editor: Any, won: Any) -> None:
    """Let another organisation doubt it; once let through both sides stand there."""
    from headload.apps.network.rights import Role

    doubter = chain.signs_in(chain.accounts[2])
    chain.opens(doubter, f"/es/wins/{won.slug}/")
    doubter.locator("main a[href*='/my/win/']").click()
    seen(doubter)
    doubter.locator("#w-2").check()
    doubter.locator("#text").fill("Nadie nos afilió todavía.")
    doubter.locator("main form.form button").click()
    doubter.wait_for_url("**?said=waits")
    page = chain.takes_both_steps(_account(), Role.COORDINATOR)
    assert "Nadie nos afilió" in chain.opens(page, "/en/my/wins/")
    page.get_by_role("button", name="Let through").click()
    text = chain.opens(doubter, f"/es/wins/{won.slug}/")
    assert "Nadie nos afilió todavía." in text
    assert "El Código reconoce la afiliación" in text
    listed = chain.opens(doubter, "/es/wins/")
    assert "El Código reconoce la afiliación" in listed
    assert "En disputa" in listed
    chain.opens(page, f"/en/my/win/{won.permanent}/keep/")
    page.locator("[name=how]").fill("Both were heard; the first affiliations came.")
    page.locator("[name=step][value=settle]").click()
    page.wait_for_url("**?said=kept")
    won.refresh_from_db()
    assert won.state == "evidenced"
    assert "Both were heard" in chain.opens(doubter, f"/es/wins/{won.slug}/")
