"""CPU time of the directory and of a consolidation, against a bare view.

Ten thousand made organisations with fifty thousand counts, in a site of their own that
is gone afterwards: ``python -m benchmarks.network``. Requests go through the whole
chain of the server's handler; figures are medians. Ratios are what counts: the machine
drops out of them.
"""

import datetime
import random
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import typer

from benchmarks.own_site import own_site
from benchmarks.site import ask
from headload.apps.common.permanent import ulid

ORGANISATIONS, COUNTS = 10_000, 50_000
FEDERATIONS = 200
ROUNDS = 40
SEARCH_MS, CONSOLIDATION_MS = 30.0, 1000.0
"""What is promised of a search with facets, and of a federation of everything."""
WAIT_MS, WRITERS = 20_000.0, 80
"""How long a writer waits for others before it is refused on SQLite, and how many that
send a form at the same moment, after a reminder or at a congress, are all heard."""
WRITE_MS = WAIT_MS / WRITERS
"""What a write may take with all that follows: writers go one after another."""
_GROUPS = ("domestic-workers", "home-based-workers", "street-vendors", "waste-pickers")
_WORDS = (
    "union",
    "vendedoras",
    "collective",
    "mercado",
    "women",
    "national",
    "recicla",
)
_KINDS = ("trade-union", "cooperative", "association", "federation", "support-ngo", "")
_DAY = datetime.date(2026, 1, 1)


def main() -> None:
    """Print a line for each kind of question."""
    with own_site():
        _made()
        bare = _timed("bare view", lambda: _page("/robots.txt"), 0.0)
        for name, words, wanted in _QUESTIONS:
            _searched(name, words, wanted, bare)
        for name, address in _PAGES:
            _timed(name, partial(_page, address), bare)
        _listed_anew(bare)
        _written(bare)
    _consolidated(bare)


_QUESTIONS: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("all, with facets", "", {}),
    ("two words", "union mercado", {}),
    ("a group and a place", "", {"worker_group": "street-vendors", "place": "per"}),
    ("below a federation", "women", {"member_of": "made-0"}),
)
_PAGES = (
    ("page of the directory", "/en/organisations/"),
    ("page, narrowed", "/en/organisations/?worker_group=street-vendors&place=per"),
    ("page of one", "/en/organisations/made-5/"),
)


def _searched(name: str, words: str, wanted: Mapping[str, str], bare: float) -> None:
    from headload.apps.network.selectors import listing

    def asked() -> None:
        listing().chosen(words, wanted)

    _timed(f"search: {name}", asked, bare, SEARCH_MS)


def _listed_anew(bare: float) -> None:
    from headload.apps.common.models import Content
    from headload.apps.network.selectors import listing

    def anew() -> None:
        Content.changed()
        listing()

    _timed("listing, after a change", anew, bare, rounds=5)


def _written(bare: float) -> None:
    """Write counts and affiliations with all that follows; then work out everything."""
    from headload.apps.common import workers
    from headload.apps.network.kinds import AffiliationKind, Basis, Unit
    from headload.apps.network.models import Organisation
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.services import (
        NewAffiliation,
        NewCount,
        Seen,
        affiliate,
        check_counts,
        compute_rates,
        record_count,
    )

    workers.register(_surveyed)
    compute_rates()
    check_counts()
    with_area = Organisation.objects.exclude(area=None).filter(area__within=None)
    chosen = iter(with_area.filter(affiliates=None)[:ROUNDS])
    above = iter(Organisation.objects.filter(affiliations__parent__slug="made-0"))
    source = Seen("https://example.org/made")
    tie = NewAffiliation(AffiliationKind.ASSOCIATE, source)
    new = NewCount(
        value=123,
        unit=Unit.PERSONS,
        basis=Basis.DECLARED,
        declared_by="self",
        source=Seen("https://example.org/made"),
        as_of="2025-03",
        all_sectors=True,
        women_not_collected=True,
    )

    def write() -> None:
        record_count(next(chosen), new, COMMAND_LINE)

    def belong() -> None:
        affiliate(next(chosen), next(above), tie, COMMAND_LINE)

    _timed("one count written", write, bare, WRITE_MS, rounds=9)
    _timed("one affiliation written", belong, bare, WRITE_MS, rounds=9)
    _timed("all rates", compute_rates, bare, rounds=3)
    _timed("all counts checked", check_counts, bare, rounds=3)


def _surveyed() -> list[Any]:
    """Return a made estimate for every country, group and sex."""
    from headload.apps.common.models import Concept
    from headload.apps.common.workers import Workers

    countries = Concept.objects.filter(scheme="place", within=None)
    return [
        Workers(
            estimate=f"{country}.{group}{sex}",
            release=country,
            place=country,
            group=group,
            area=country,
            sex=sex,
            year=2024,
            period="2024",
            value=1_000_000,
            cv=0.05,
        )
        for country in countries.values_list("code", flat=True)
        for group in _GROUPS
        for sex in ("", "F")
    ]


def _consolidated(bare: float) -> None:
    """Add up one federation of everything, and one of a country's groups."""
    from headload.apps.network.counting import consolidate
    from headload.apps.network.observations import BasisClass, Scope

    network = _observed()
    scope = Scope(BasisClass.DECLARED, "street-vendors", "001", _DAY)
    for name, root in (("of everything", "top"), ("of fifty", "0")):
        _timed(
            f"federation {name}",
            partial(consolidate, [root], network, scope),
            bare,
            CONSOLIDATION_MS,
            rounds=5,
        )


def _timed(
    name: str,
    ask: Callable[[], object],
    bare: float,
    target: float | None = None,
    rounds: int = ROUNDS,
) -> float:
    from django.core.cache import cache

    spent = []
    ask()
    for _ in range(rounds):
        cache.clear()
        before = time.process_time()
        ask()
        spent.append(time.process_time() - before)
    median = statistics.median(spent) * 1000
    times = f"{median / (bare or median):7.1f} times the bare view"
    kept = "" if target is None else f"  of {target:.0f} ms: {median / target:.2f}"
    typer.echo(f"{name:28} {median:8.2f} ms {times}{kept}")
    return median


def _page(address: str) -> None:
    from headload.apps.site.wsgi import application

    status = ask(application, address)
    if not status.startswith("200"):
        raise SystemExit(f"{address}: {status}")


def _made() -> None:
    """Put made organisations into the database, past services and history."""
    from headload.apps.common.models import Concept, Content
    from headload.apps.network.models import (
        Affiliation,
        MembershipCount,
        Organisation,
        OtherName,
        Source,
    )

    chance = random.Random(7)  # noqa: S311
    places = list(Concept.objects.filter(scheme="place"))
    groups = list(Concept.objects.filter(scheme="worker_group", code__in=_GROUPS))
    source = Source.objects.create(address="https://example.org/made")
    rows = Organisation.objects.bulk_create(
        _organisation(number, places, chance) for number in range(ORGANISATIONS)
    )
    _through(Organisation.sources.through, rows, lambda _: source, "source")
    _through(
        Organisation.sectors.through, rows, lambda _: chance.choice(groups), "concept"
    )
    OtherName.objects.bulk_create(
        OtherName(organisation=each, text=f"Otro {each.name}") for each in rows[::3]
    )
    Affiliation.objects.bulk_create(
        Affiliation(child=rows[child], parent=rows[parent], kind="affiliate")
        for child, parent in _ties()
    )
    MembershipCount.objects.bulk_create(
        (_count(number, rows, groups, source, chance) for number in range(COUNTS)),
        batch_size=5000,
    )
    Content.changed()


def _organisation(number: int, places: Sequence[Any], chance: random.Random) -> Any:
    from headload.apps.network.models import Organisation

    kind = chance.choice(_KINDS)
    words = " ".join(chance.sample(_WORDS, 3))
    return Organisation(
        slug=f"made-{number}",
        name=f"{words.capitalize()} {number}",
        acronym=f"M{number}",
        area=chance.choice(places) if number else None,
        classification=kind,
        is_mbo=kind != "support-ngo",
        risk_level="high" if number % 50 == 49 else "low",
        permanent=ulid(),
    )


def _count(
    number: int,
    rows: Sequence[Any],
    groups: Sequence[Any],
    source: Any,
    chance: random.Random,
) -> Any:
    from headload.apps.network.models import MembershipCount

    return MembershipCount(
        organisation=rows[number % len(rows)],
        value=chance.randrange(10, 100_000),
        unit="persons",
        sector=chance.choice(groups),
        as_of=f"{2021 + number % 5}",
        basis="declared",
        declared_by=("self", "its federation")[number % 2],
        source=source,
        women_not_collected=True,
        permanent=ulid(),
    )


def _ties() -> Iterator[tuple[int, int]]:
    """Yield child and parent: federations below the first, fifty others below each."""
    for number in range(1, FEDERATIONS):
        yield number, 0
    for number in range(FEDERATIONS, ORGANISATIONS):
        yield number, number % FEDERATIONS


def _through(
    model: Any, rows: Sequence[Any], chosen: Callable[[Any], Any], name: str
) -> None:
    model.objects.bulk_create(
        (model(organisation=each, **{name: chosen(each)}) for each in rows),
        batch_size=5000,
    )


def _observed() -> Any:
    """Return the same as observations, which is what is added up."""
    from headload.apps.network.observations import (
        Affiliation,
        Basis,
        Classification,
        Count,
        Network,
        Unit,
    )

    chance = random.Random(7)  # noqa: S311
    ids = [str(number) for number in range(ORGANISATIONS)]
    units = [
        Unit(
            each,
            is_mbo=True,
            classification=Classification.ASSOCIATION,
            sectors=frozenset({"street-vendors"}),
            places=frozenset({f"place-{number % 3000}"}),
        )
        for number, each in enumerate(ids)
    ]
    counts = [
        Count(
            id=f"c{number}",
            organisation=ids[number % ORGANISATIONS],
            value=chance.randrange(10, 100_000),
            basis=Basis.DECLARED,
            sector="street-vendors",
            area="001",
            as_of=_DAY - datetime.timedelta(days=30 * (number % 30)),
            includes_affiliates=False,
        )
        for number in range(COUNTS)
    ]
    ties = [Affiliation(ids[child], ids[parent]) for child, parent in _ties()]
    top = [Affiliation("0", "top")]
    return Network(units, counts, [*ties, *top])


if __name__ == "__main__":
    main()
