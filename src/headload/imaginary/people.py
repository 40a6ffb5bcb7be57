"""Households and their members: relationship, sex, age and schooling.

Live-in domestic employees are members of the household they work for, as a
roster with that code finds them (`methods.md` 3.1, route D4).
"""

from dataclasses import dataclass

import numpy as np

from headload.imaginary.areas import ROLES, Areas
from headload.imaginary.chance import Chance, Flags, Indices, Numbers
from headload.imaginary.tables import numbers, shares, table

MOST_OF_A_ROLE = 7
HEAD, SPOUSE, CHILD, OTHER_RELATIVE, NON_RELATIVE, DOMESTIC = range(len(ROLES))
WOMEN_AMONG_DOMESTIC = 0.92
EDUCATION = ("LTB", "BAS", "INT", "ADV")
SCHOOL_AGE = 5
# attainment of those outside employment, by area and generation
ATTAINMENT = {
    ("U", "young"): "LTB:22 BAS:42 INT:28 ADV:8",
    ("U", "old"): "LTB:42 BAS:36 INT:14 ADV:8",
    ("R", "young"): "LTB:48 BAS:38 INT:12 ADV:2",
    ("R", "old"): "LTB:74 BAS:20 INT:4 ADV:2",
}
OLD = 45


@dataclass(frozen=True)
class People:
    """All persons, household after household, area after area.

    Parameters
    ----------
    area, household
        Area and household of each person (numbers from 0).
    line
        Line in the household roster, from 1.
    role
        Position in `ROLES`.
    woman
        Whether the person is a woman.
    age
        Completed years.
    education
        Position in `EDUCATION`, -1 below school age.
    household_area
        Area of each household.
    """

    area: Indices
    household: Indices
    line: Indices
    role: Indices
    woman: Flags
    age: Indices
    education: Indices
    household_area: Indices


def draw_people(chance: Chance, areas: Areas) -> People:
    """Fill the households of all areas."""
    household_area = np.repeat(np.arange(len(areas.households)), areas.households)
    members = _members(chance, areas.stratum[household_area])
    role = np.repeat(np.tile(np.arange(len(ROLES)), len(members)), members.ravel())
    size = members.sum(axis=1)
    household = np.repeat(np.arange(len(members)), size)
    first = np.cumsum(size) - size
    woman = _women(chance, role, household, members[:, SPOUSE] > 0)
    age = _ages(chance, role, household)
    area = household_area[household]
    return People(
        area=area,
        household=household,
        line=np.arange(len(role)) - first[household] + 1,
        role=role,
        woman=woman,
        age=age,
        education=_education(chance, age, areas.stratum[area]),
        household_area=household_area,
    )


def _members(chance: Chance, stratum: Indices) -> Indices:
    strata = table("strata")
    couples, domestic = numbers(strata, "couples") / 100, numbers(strata, "domestic")
    roles: list[Indices] = [
        np.ones(len(stratum), dtype=np.int64),
        chance.happens(couples[stratum]).astype(np.int64),
    ]
    for column in ("children", "relatives", "non_relatives"):
        mean = numbers(strata, column)[stratum]
        roles.append(chance.count(mean, MOST_OF_A_ROLE))
    roles.append(chance.happens(domestic[stratum]).astype(np.int64))
    return np.column_stack(roles)


def _women(chance: Chance, role: Indices, household: Indices, couple: Flags) -> Flags:
    """Draw sexes; a spouse has the other sex than the head."""
    likely = np.full(len(role), 0.5)
    likely[role == HEAD] = np.where(couple, 0.12, 0.52)
    likely[role == DOMESTIC] = WOMEN_AMONG_DOMESTIC
    woman = chance.happens(likely)
    head_is_woman = woman[role == HEAD]
    return np.where(role == SPOUSE, ~head_is_woman[household], woman)


def _ages(chance: Chance, role: Indices, household: Indices) -> Indices:
    size = len(role)
    head = _head_ages(chance, int((role == HEAD).sum()))[household]
    spread = chance.uniform(size)
    age = np.select(
        [role == HEAD, role == SPOUSE, role == CHILD, role == DOMESTIC],
        [
            head,
            np.maximum(head - 2 + 4 * chance.normal(size), 16),
            np.maximum(head - 18 - 24 * spread, 0),
            16 + 36 * spread,
        ],
        default=82 * spread,
    )
    return np.asarray(np.minimum(age, 97).astype(np.int64))


def _head_ages(chance: Chance, size: int) -> Numbers:
    lowest, widest = 20.0, 62.0
    return lowest + widest * (chance.uniform(size) * chance.uniform(size)) ** 0.6


def _education(chance: Chance, age: Indices, stratum: Indices) -> Indices:
    strata = table("strata")
    urban = np.array([row["urban"] == "U" for row in strata])[stratum]
    rows = 2 * (~urban).astype(np.int64) + (age >= OLD)
    found = chance.pick(shares(list(ATTAINMENT.values()), EDUCATION), rows)
    return np.where(age < SCHOOL_AGE, -1, found)
