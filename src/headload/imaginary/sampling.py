"""Drawing the sample: two stages, by stratum, with non-response and weights.

First stage: census areas with probability proportional to their households, by
systematic selection from a random order. Second stage: sixteen households of each
area at random, and all their members. Like offices do, the file releases strata
and areas for an ultimate-cluster variance, which treats areas as drawn with
replacement and is slightly too large for that reason.
"""

from dataclasses import dataclass

import numpy as np

from headload.errors import WrongUse
from headload.imaginary.areas import Areas
from headload.imaginary.chance import Chance, Flags, Indices, Numbers
from headload.imaginary.population import Population
from headload.imaginary.tables import numbers, table

HOUSEHOLDS_PER_AREA = 16
FEWEST_AREAS = 2


@dataclass(frozen=True)
class Selection:
    """Who is in the sample.

    Parameters
    ----------
    persons
        Row of each responding person in the population.
    area
        Area of each of them.
    weight
        Inverse inclusion probability, adjusted for households that did not
        respond in the same area.
    """

    persons: Indices
    area: Indices
    weight: Numbers


def select(people: Population, seed: int, persons: int) -> Selection:
    """Draw a sample of about `persons` persons.

    Raises
    ------
    WrongUse
        When the sample would take more than half of the areas of a stratum.
    """
    chance = Chance(seed, "sample")
    wanted = _areas_wanted(people, persons)
    areas, chances = _draw_areas(chance, people.areas, wanted)
    household, in_area = _draw_households(chance, people, areas)
    responds = _respond(chance, people.areas.stratum[areas][in_area])
    household, in_area = household[responds], in_area[responds]
    answered = np.bincount(in_area, minlength=len(areas))
    weight = people.areas.households[areas] / (chances * np.maximum(answered, 1))
    position = np.full(len(people.household_area), -1)
    position[household] = in_area
    members = np.flatnonzero(position[people.household] >= 0)
    of_area = position[people.household[members]]
    return Selection(members, areas[of_area], weight[of_area])


def _areas_wanted(people: Population, persons: int) -> Indices:
    strata, areas = table("strata"), people.areas
    share = numbers(strata, "sample") / numbers(strata, "sample").sum()
    response = numbers(strata, "response") / 100
    in_stratum = areas.stratum[people.household_area]
    households = np.bincount(in_stratum, minlength=len(strata))
    members = np.bincount(in_stratum[people.household], minlength=len(strata))
    take = HOUSEHOLDS_PER_AREA * response * members / households
    wanted = np.maximum(np.round(share * persons / take), FEWEST_AREAS)
    if (wanted > np.bincount(areas.stratum) / 2).any():
        raise WrongUse(
            f"A sample of {persons} persons takes more than half of a stratum",
            where=f"imaginary country of {len(people)} persons",
            to_do="ask for a smaller sample, or make a larger country",
            code="HL-IMAG-01",
        )
    return np.asarray(wanted.astype(np.int64))


def _draw_areas(
    chance: Chance, areas: Areas, wanted: Indices
) -> tuple[Indices, Numbers]:
    """Return the areas drawn and their inclusion probabilities."""
    drawn, chances = [], []
    for stratum, count in enumerate(wanted):
        inside = np.flatnonzero(areas.stratum == stratum)
        inside = inside[chance.order(len(inside))]
        size = areas.households[inside]
        step = size.sum() / count
        points = (np.arange(count) + chance.uniform(1)[0]) * step
        found = np.searchsorted(np.cumsum(size), points, side="right")
        order = np.argsort(inside[found])
        drawn.append(inside[found][order])
        chances.append((size[found] / step)[order])
    return np.concatenate(drawn), np.concatenate(chances)


def _draw_households(
    chance: Chance,
    people: Population,
    areas: Indices,
) -> tuple[Indices, Indices]:
    """Return the households drawn and the position of their area in `areas`."""
    first = np.cumsum(people.areas.households) - people.areas.households
    households = [
        first[area] + np.sort(chance.order(size)[:HOUSEHOLDS_PER_AREA])
        for area, size in zip(areas, people.areas.households[areas], strict=True)
    ]
    sizes = [len(found) for found in households]
    return np.concatenate(households), np.repeat(np.arange(len(areas)), sizes)


def _respond(chance: Chance, stratum: Indices) -> Flags:
    return chance.happens(numbers(table("strata"), "response")[stratum] / 100)
