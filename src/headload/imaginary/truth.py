"""The true values: each indicator counted over the whole population.

Keys read like an estimate: ``informal-employment-rate|sex=F|urban=U``. Totals are
persons, rates are shares between 0 and 1, means are in the unit of the item.
"""

from collections.abc import Iterator, Mapping

import numpy as np

from headload.imaginary import definitions
from headload.imaginary.chance import Flags
from headload.imaginary.population import Population
from headload.terms import codelist

GROUPS = (
    "domestic_worker",
    "own_account_domestic_service_provider",
    "home_based_worker",
    "home_based_garment_worker",
    "garment_worker",
    "street_vendor",
    "market_trader",
    "waste_picker",
    "homeworker",
    "garment_factory_worker",
    "construction_worker",
    "transport_worker",
    "two_three_wheeler_driver",
    "porter",
)
HOME_BASED_TYPES = tuple(codelist("home_based_worker_type").codes)
STATUSES = (
    "employee",
    "employer",
    "own_account_worker",
    "cooperative_member",
    "contributing_family_worker",
)
SECTORS = ("informal_sector", "formal_sector", "household_sector")


def truth(people: Population) -> Mapping[str, float]:
    """Count every indicator, for all and by sex, area, both, and city.

    Parameters
    ----------
    people
        The country.

    Returns
    -------
    Mapping
        True value by key. An indicator without anybody behind it in a domain is
        left out there.
    """
    facts = Facts(people)
    values: dict[str, float] = {}
    for suffix, domain in _domains(people):
        for name, value in facts.indicators(domain):
            values[name + suffix] = value
    return values


def _domains(people: Population) -> Iterator[tuple[str, Flags]]:
    everybody = np.ones(len(people), dtype=np.bool_)
    yield "", everybody
    for sex in ("M", "F"):
        yield f"|sex={sex}", people.has("sex", sex)
    for urban in ("U", "R"):
        yield f"|urban={urban}", people.has("urban", urban)
        for sex in ("M", "F"):
            both = people.has("urban", urban) & people.has("sex", sex)
            yield f"|sex={sex}|urban={urban}", both
    for city in people.items["city"].categories:
        yield f"|city={city}", people.has("city", city)


class Facts:
    """What is asked of the population again and again, worked out once."""

    def __init__(self, people: Population) -> None:
        self.people = people
        self.adults = definitions.working_age(people)
        self.employed = definitions.employed(people)
        self.employed_13th = definitions.employed_13th(people)
        self.unemployed = definitions.unemployed(people)
        self.informal = definitions.informal_job(people)
        self.agriculture = definitions.in_agriculture(people)
        self.women = people.has("sex", "F")
        self.parts = _parts(people)
        self.groups = _groups(people)

    def indicators(self, domain: Flags) -> Iterator[tuple[str, float]]:
        """Give each indicator of the part of the population in `domain`."""
        yield from self._totals(domain)
        for name, (having, among) in self._rates().items():
            base = int((among & domain).sum())
            if base:
                yield name, float((having & among & domain).sum() / base)
        yield from self._means(domain)

    def _totals(self, domain: Flags) -> Iterator[tuple[str, float]]:
        totals = {
            "working-age": self.adults,
            "employed": self.employed,
            "employed-13th-icls": self.employed_13th,
            "unemployed": self.unemployed,
            "labour-force": self.employed | self.unemployed,
            "informal-employment": self.informal,
            **{f"workers|{part}": who for part, who in self.groups.items()},
        }
        for name, who in totals.items():
            yield name, float((who & domain).sum())

    def _rates(self) -> dict[str, tuple[Flags, Flags]]:
        force = self.employed | self.unemployed
        elsewhere = self.employed & ~self.agriculture
        job, rate, groups = self.employed, "informal-employment-rate", self.groups
        return {
            rate: (self.informal, job),
            "informal-employment-rate-non-agriculture": (self.informal, elsewhere),
            "unemployment-rate": (self.unemployed, force),
            "labour-force-participation-rate": (force, self.adults),
            "employment-to-population-ratio": (job, self.adults),
            "second-job-rate": (self.people.has("has_second_job", "yes"), job),
            **{
                f"share-of-employment|{part}": (who, job)
                for part, who in (self.parts | groups).items()
            },
            **{
                f"{rate}|{part}": (self.informal, who)
                for part, who in self.groups.items()
            },
            **{
                f"share-of-women|{part}": (self.women, who)
                for part, who in self.groups.items()
            },
        }

    def _means(self, domain: Flags) -> Iterator[tuple[str, float]]:
        for name, measure in (
            ("mean-usual-hours", "usual_hours"),
            ("mean-monthly-earnings", "monthly_earnings"),
        ):
            values = self.people.measures[measure]
            counted = domain & self.employed & ~np.isnan(values)
            if counted.any():
                yield name, float(values[counted].mean())


def _parts(people: Population) -> dict[str, Flags]:
    """Return the parts that employment divides into."""
    return {
        f"status_in_employment={code}": definitions.status(people, code)
        for code in STATUSES
    } | {
        f"sector_of_unit={code}": definitions.sector_of_unit(people, code)
        for code in SECTORS
    }


def _groups(people: Population) -> dict[str, Flags]:
    return {
        f"worker_group={code}": definitions.worker_group(people, code)
        for code in GROUPS
    } | {
        f"home_based_worker_type={code}": definitions.home_based_worker_type(
            people,
            code,
        )
        for code in HOME_BASED_TYPES
    }
