"""The finite population of Tessara, of which everything is known.

Tessara does not exist. Because it is invented, the true value of every figure can
be counted, and the rules, the estimates and the intervals held against it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from headload.imaginary.areas import ROLES, Areas, draw_areas
from headload.imaginary.chance import Chance, Flags, Indices, Numbers
from headload.imaginary.items import Item
from headload.imaginary.people import EDUCATION, People, draw_people
from headload.imaginary.tables import table
from headload.imaginary.work import Work, draw_work

SEED = 20250101
PERSONS = 1_000_000


@dataclass(frozen=True)
class Population:
    """Every person of the country, in order of census area and household.

    Parameters
    ----------
    seed
        Seed it was made from.
    areas
        Census areas: the primary sampling units.
    household_area
        Area of each household.
    household, line
        Household (number from 0) and roster line of each person.
    items
        Coded answers by harmonised variable; also ``profile``, ``conditions``
        and ``unit_size`` (lower bound of the band).
    measures
        Numbers by harmonised variable; not-a-number where not asked.
    """

    seed: int
    areas: Areas
    household_area: Indices
    household: Indices
    line: Indices
    items: Mapping[str, Item]
    measures: Mapping[str, Numbers]

    def __len__(self) -> int:
        """Return the number of persons."""
        return len(self.household)

    def has(self, variable: str, *codes: str) -> Flags:
        """Return who answered one of `codes` to `variable`.

        Raises
        ------
        ValueError
            When the variable has no such code.
        """
        return self.items[variable].one_of(*codes)

    def starts_with(self, variable: str, *prefixes: str) -> Flags:
        """Return whose code of `variable` begins with one of `prefixes`."""
        codes = [c for c in self.items[variable].categories if c.startswith(prefixes)]
        return self.has(variable, *codes)

    def part(self, persons: Indices) -> "Population":
        """Return the population made of `persons` (row numbers) alone."""
        return replace(
            self,
            household=self.household[persons],
            line=self.line[persons],
            items={
                name: Item(item.categories, item.codes[persons])
                for name, item in self.items.items()
            },
            measures={name: values[persons] for name, values in self.measures.items()},
        )


def population(seed: int, persons: int = PERSONS) -> Population:
    """Make the country.

    Parameters
    ----------
    seed
        Same seed, same country, whatever the version of NumPy.
    persons
        Wanted size; the number made differs from it by a few per cent, because
        households are drawn. At the default size a sample of 20,000 persons takes
        one census area in ten.

    Returns
    -------
    Population
        All persons with all answers, before anybody is sampled.
    """
    areas = draw_areas(Chance(seed, "areas"), persons)
    people = draw_people(Chance(seed, "people"), areas)
    work = draw_work(Chance(seed, "work"), areas, people)
    return Population(
        seed=seed,
        areas=areas,
        household_area=people.household_area,
        household=people.household,
        line=people.line,
        items=_person_items(areas, people, work) | dict(work.items),
        measures={"age": people.age.astype(np.float64), **work.measures},
    )


def _person_items(areas: Areas, people: People, work: Work) -> dict[str, Item]:
    stratum = areas.stratum[people.area]
    profiles = tuple(row["profile"] for row in table("profiles"))
    return {
        "profile": _item(profiles, work.profile),
        "relationship_to_head": _item(ROLES, people.role),
        "sex": _item(("M", "F"), people.woman.astype(np.int64)),
        "education": _item(EDUCATION, work.education),
        **{name: _of_stratum(name, stratum) for name in ("region", "urban", "city")},
    }


def _item(categories: tuple[str, ...], codes: Indices) -> Item:
    return Item(categories, codes.astype(np.int16))


def _of_stratum(column: str, stratum: Indices) -> Item:
    values = [row[column] for row in table("strata")]
    categories = tuple(dict.fromkeys(value for value in values if value))
    code = [categories.index(value) if value else -1 for value in values]
    return _item(categories, np.array(code)[stratum])
