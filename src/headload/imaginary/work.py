"""What each person of working age does: no job, own farm, or one of the profiles.

A job is drawn in two steps: a profile (occupation, industry, place, hours) from
`profiles.csv`, then working conditions (registration, accounts, insurance and so
on) from `conditions.csv`. The two steps keep the answers of one person coherent.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from headload.imaginary.areas import Areas
from headload.imaginary.chance import Chance, Flags, Indices, Numbers
from headload.imaginary.items import Item, categories_of
from headload.imaginary.jobs import job_answers
from headload.imaginary.people import DOMESTIC, EDUCATION, People
from headload.imaginary.tables import Shares, numbers, shares, table

WORKING_AGE = 15
LIVE_IN, OWN_USE = "live_in_domestic", "own_use_farmer"
# spread between census areas: clustering that a design effect can show
AREA_EMPLOYMENT, AREA_PROFILE = 0.25, 0.60
ABSENT = 0.04
OTHER_WORK = "none:912 own_use_goods:60 unpaid_trainee:8 volunteer_goods:8 " + (
    "volunteer_services:12"
)


@dataclass(frozen=True)
class Work:
    """The work of all persons.

    Parameters
    ----------
    profile
        Row of `profiles.csv`, -1 without work that opens the job questions.
    items
        Coded answers by harmonised variable (and ``unit_size``, the band).
    measures
        Numbers by harmonised variable; not-a-number where not asked.
    education
        Schooling, that of the profile for those with one.
    """

    profile: Indices
    items: Mapping[str, Item]
    measures: Mapping[str, Numbers]
    education: Indices


def draw_work(chance: Chance, areas: Areas, people: People) -> Work:
    """Give every person of working age an activity and every worker a job."""
    activity = _activity_row(people, areas)
    profile = _profiles(chance, areas, people, activity)
    workers = np.flatnonzero(profile >= 0)
    answers = job_answers(chance, profile[workers])
    items = {name: _spread(item, workers, profile) for name, item in answers.items()}
    items["work_in_reference_week"] = _reference_week(chance, people, profile)
    items |= _search(chance, people, profile, activity)
    education = people.education.copy()
    rows = shares([row["education"] for row in table("profiles")], EDUCATION)
    education[workers] = chance.pick(rows, profile[workers])
    return Work(
        profile=profile,
        items=items,
        measures=_measures(chance, people, profile, items),
        education=education,
    )


def _activity_row(people: People, areas: Areas) -> Indices:
    """Return the row of `activity.csv` for each person; -1 below working age."""
    rows = table("activity")
    urban = _urban(areas)[people.area]
    found = np.full(len(people.age), -1)
    for i, row in enumerate(rows):
        found[
            (people.woman == (row["sex"] == "F"))
            & (urban == (row["urban"] == "U"))
            & (people.age >= int(row["age_from"]))
        ] = i
    return found


def _urban(areas: Areas) -> Flags:
    urban = np.array([row["urban"] == "U" for row in table("strata")])
    return np.asarray(urban[areas.stratum])


def _profiles(
    chance: Chance,
    areas: Areas,
    people: People,
    activity: Indices,
) -> Indices:
    """Return the profile of each person, -1 without a job."""
    rows = table("activity")
    names = [row["profile"] for row in table("profiles")]
    odds = _logit(numbers(rows, "employed") / 100)[activity]
    lift = AREA_EMPLOYMENT * chance.normal(len(areas.stratum))
    likely = 1 / (1 + np.exp(-(odds + lift[people.area])))
    live_in = people.role == DOMESTIC
    adult = activity >= 0
    employed = adult & chance.happens(likely) & ~live_in
    farming = chance.happens((numbers(rows, "own_use_farming") / 100)[activity])
    table_row = 2 * people.area + people.woman
    profile = np.full(len(people.age), -1)
    profile[employed] = chance.pick(_area_shares(chance, areas), table_row[employed])
    profile[adult & ~employed & ~live_in & farming] = names.index(OWN_USE)
    profile[adult & live_in] = names.index(LIVE_IN)
    return profile


def _area_shares(chance: Chance, areas: Areas) -> Shares:
    """Return the mix of profiles of each area, men then women."""
    profiles = table("profiles")
    urban = _urban(areas)
    mix = np.exp(
        AREA_PROFILE
        * chance.normal(len(urban) * len(profiles)).reshape(len(urban), -1),
    )
    by_sex = []
    for sex in ("men", "women"):
        town = numbers(profiles, f"{sex}_urban")
        country = numbers(profiles, f"{sex}_rural")
        weights = mix * np.where(urban[:, None], town, country)
        by_sex.append(weights / weights.sum(axis=1, keepdims=True))
    stacked = np.stack(by_sex, axis=1).reshape(-1, len(profiles))
    names = tuple(row["profile"] for row in profiles)
    return Shares(categories=names, table=stacked)


def _spread(item: Item, workers: Indices, profile: Indices) -> Item:
    codes = np.full(len(profile), -1, dtype=np.int16)
    codes[workers] = item.codes
    return Item(item.categories, codes)


def _reference_week(chance: Chance, people: People, profile: Indices) -> Item:
    names = categories_of("work_in_reference_week")
    other = chance.pick(shares([OTHER_WORK], names), np.zeros_like(profile))
    own_farm = np.array(
        [bool(row["work_in_reference_week"]) for row in table("profiles")]
    )
    absent = chance.uniform(len(profile)) < ABSENT
    codes = np.select(
        [people.age < WORKING_AGE, profile < 0, own_farm[profile], absent],
        [-1, other, names.index("own_farm"), names.index("temporarily_absent")],
        default=names.index("pay_or_profit"),
    )
    return Item(names, codes.astype(np.int16))


def _search(
    chance: Chance,
    people: People,
    profile: Indices,
    activity: Indices,
) -> dict[str, Item]:
    """Ask those without market work whether they look for it and are available."""
    rows, names = table("activity"), categories_of("sought_work")
    own_use = [row["profile"] for row in table("profiles")].index(OWN_USE)
    asked = (people.age >= WORKING_AGE) & ((profile < 0) | (profile == own_use))
    sought = chance.happens((numbers(rows, "sought") / 100)[activity])
    if_sought = (numbers(rows, "available_if_sought") / 100)[activity]
    if_not = (numbers(rows, "available_if_not") / 100)[activity]
    available = chance.happens(np.where(sought, if_sought, if_not))
    return {
        "sought_work": _yes_no(names, sought, asked),
        "available_for_work": _yes_no(names, available, asked),
    }


def _yes_no(names: tuple[str, ...], yes: Flags, asked: Flags) -> Item:
    codes = np.where(yes, names.index("yes"), names.index("no"))
    return Item(names, np.where(asked, codes, -1).astype(np.int16))


def _measures(
    chance: Chance,
    people: People,
    profile: Indices,
    items: Mapping[str, Item],
) -> dict[str, Numbers]:
    """Draw hours, and earnings that grow with hours and are lower for women."""
    size, profiles = len(profile), table("profiles")
    works = profile >= 0
    usual = numbers(profiles, "hours")[profile] * (1 + 0.25 * chance.normal(size))
    usual = np.clip(np.round(usual), 4, 96)
    actual = np.clip(np.round(usual * (1 + 0.12 * chance.normal(size))), 1, 98)
    actual[items["work_in_reference_week"].one_of("temporarily_absent")] = 0
    factor = np.append(numbers(table("conditions"), "pay"), np.nan)
    pay = numbers(profiles, "pay")[profile] * factor[items["conditions"].codes]
    gap = np.where(people.woman, 0.84, 1.0)
    monthly = pay * gap * (usual / 42) ** 0.7 * np.exp(0.45 * chance.normal(size))
    monthly = np.round(monthly)
    status = items["status_answered"]
    paid = status.one_of("employee", "domestic_employee", "paid_apprentice")
    own_use = [row["profile"] for row in profiles].index(OWN_USE)
    own = status.one_of("self_employed", "cooperative_member") & (profile != own_use)
    return {
        "usual_hours": np.where(works, usual, np.nan),
        "actual_hours": np.where(works, actual, np.nan),
        "monthly_earnings": np.where(paid, monthly, np.nan),
        "monthly_self_employment_income": np.where(own, monthly, np.nan),
    }


def _logit(share: Numbers) -> Numbers:
    return np.asarray(np.log(share / (1 - share)))
