"""The answers about a job: working conditions, place, industry, a second job.

Conditions are drawn as a whole (`conditions.csv`), so that the answers of one
worker fit together: whoever keeps complete accounts is also registered.
"""

import numpy as np

from headload.imaginary.chance import Chance, Indices
from headload.imaginary.items import Item, categories_of
from headload.imaginary.tables import Shares, numbers, shares, table

CONDITION_ITEMS = (
    "status_answered", "has_employees", "cooperative_member",
    "institutional_sector", "legal_form", "registration", "accounts", "unit_size",
    "employer_pays_social_insurance", "paid_annual_leave", "paid_sick_leave",
    "contract", "contract_duration", "remuneration", "one_main_client",
    "client_sets_price", "client_supplies_inputs", "client_organises_work",
    "client_is_enterprise", "pension_coverage", "health_coverage",
    "association_member",
)  # fmt: skip
PROFILE_ITEMS = {
    "isco08": "occupation_isco08",
    "isic4": "industry_isic4",
    "place_of_work": "place_of_work",
    "market_destination": "market_destination",
}
SECOND_JOB_ITEMS = {
    "isco08": "second_job_occupation_isco08",
    "isic4": "second_job_industry_isic4",
    "place_of_work": "second_job_place_of_work",
}
SECOND_JOBS = 0.07


def job_answers(chance: Chance, profile: Indices) -> dict[str, Item]:
    """Draw the answers of workers with the given profiles."""
    profiles, conditions = table("profiles"), table("conditions")
    kinds = tuple(row["conditions"] for row in conditions)
    mix = shares([row["conditions"] for row in profiles], kinds)
    kind = chance.pick(mix, profile)
    items = {"conditions": Item(kinds, kind)}
    for name in CONDITION_ITEMS:
        column = shares([row[name] for row in conditions], categories_of(name))
        items[name] = Item(column.categories, chance.pick(column, kind))
    for source, name in PROFILE_ITEMS.items():
        column = shares([row[source] for row in profiles], categories_of(name))
        items[name] = Item(column.categories, chance.pick(column, profile))
    return items | _second_job(chance, len(profile))


def _second_job(chance: Chance, workers: int) -> dict[str, Item]:
    profiles = table("profiles")
    weights = numbers(profiles, "second_job")
    mix = Shares((), (weights / weights.sum())[None, :])
    has = chance.uniform(workers) < SECOND_JOBS
    drawn = chance.pick(mix, np.zeros(workers, dtype=np.int64))
    yes_no = categories_of("has_second_job")
    answer = np.where(has, yes_no.index("yes"), yes_no.index("no")).astype(np.int16)
    items = {"has_second_job": Item(yes_no, answer)}
    for source, name in SECOND_JOB_ITEMS.items():
        column = shares([row[source] for row in profiles], categories_of(name))
        codes = np.where(has, chance.pick(column, drawn), np.int16(-1))
        items[name] = Item(column.categories, codes)
    status = shares(_usual_status(), categories_of("second_job_status_answered"))
    codes = np.where(has, chance.pick(status, drawn), np.int16(-1))
    items["second_job_status_answered"] = Item(status.categories, codes)
    return items


def _usual_status() -> list[str]:
    """Return the status of the first working conditions of each profile."""
    status = {row["conditions"]: row["status_answered"] for row in table("conditions")}
    first = [row["conditions"].split()[0] for row in table("profiles")]
    return [status[name.partition(":")[0]] for name in first]
