"""Thought workers: jobs of which everything is known, to try a questionnaire on.

They are drawn from the code lists and from the codes that the rules look for, with
a fixed seed, so that every group and every route to it occurs. They are no
population: only *whether* something can be told is read off them, never *how many*.
"""

import random
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from headload.measure.readiness.asked import ONE_ANSWER, RESIDUAL
from headload.measure.readiness.correspondence import leaves_by_roles, older_code
from headload.terms import harmonised_variables

CASES = 4000
SEED = 17
WITHOUT_JOB = 0.08
AT_A_DESK, AT_HOME = 0.2, 0.2
PAY_OR_PROFIT = 19
SIZES = (1, 2, 5, 6, 9, 10, 11, 19, 20, 50, 51, 100, 500)
INDEPENDENT = ("employer", "own_account_worker", "cooperative_member")
STATUSES = (
    "employee", "employee", "employee", "domestic_employee", "paid_apprentice",
    "employer", "own_account_worker", "own_account_worker", "cooperative_member",
    "contributing_family_worker",
)  # fmt: skip
PRIVATE = ("corporation", "private_business", "private_business", "private_business")
INCORPORATED = (
    "government", "public_enterprise", "international_organisation", "corporation",
    "registered_non_profit",
)  # fmt: skip

Case = Mapping[str, Any]


@cache
def thought_workers(employment_standard: int, count: int = CASES) -> tuple[Case, ...]:
    """Return `count` persons with a value for every harmonised variable.

    Parameters
    ----------
    employment_standard
        13 or 19: the concept of employment by which the office codes its own
        labour force status.
    count
        How many.
    """
    chance = random.Random(SEED)  # noqa: S311  (a fixed draw, no secret)
    own_use_counts = employment_standard != PAY_OR_PROFIT
    return tuple(_person(chance, i, own_use_counts) for i in range(count))


def _person(chance: random.Random, number: int, own_use_counts: bool) -> Case:
    drawn = {name: _any(chance, name) for name in harmonised_variables()}
    drawn |= {"person_id": str(number), "household_id": str(number), "weight": 1.0}
    drawn |= {"age": chance.randint(15, 75)}
    drawn |= _job(chance)
    drawn |= _unit(chance, drawn["status_answered"], drawn["occupation_isco08"])
    drawn |= _week(chance, drawn)
    own_use = drawn["market_destination"] in ("mainly_own_use", "only_own_use")
    if own_use and not own_use_counts:
        drawn["office_labour_force_status"] = "outside_labour_force"
    return drawn


def _any(chance: random.Random, name: str) -> Any:
    word = harmonised_variables()[name]
    if word.codes:
        drawn = (code for code in word.codes.codes if code not in RESIDUAL)
        codes = [code for code in drawn if code != ONE_ANSWER]
        return chance.choice(codes)
    if word.kind in ("integer", "number"):
        return float(chance.randint(1, 80))
    return "1"


def _job(chance: random.Random) -> dict[str, Any]:
    """Draw status, occupation and industry; each role is as likely as the next."""
    status = chance.choice(STATUSES)
    isco, isic = _leaf(chance, "isco08"), _leaf(chance, "isic4")
    if chance.random() < AT_A_DESK:
        isco = chance.choice(("1219", "2411", "3313", "4110"))
    if isco.startswith("63"):
        status = chance.choice(("own_account_worker", "contributing_family_worker"))
        isic = "0111"
    elif status == "domestic_employee":
        isic = "9700"
    elif isic.startswith("97"):
        isic = "8121"
    size = chance.choice(SIZES)
    live_in = status == "domestic_employee" and chance.random() < 1 / 3
    kin = ("head", "spouse", "child", "other_relative", "non_relative")
    return {
        "status_answered": status,
        "has_employees": "yes" if status == "employer" else "no",
        "cooperative_member": "yes" if status == "cooperative_member" else "no",
        "occupation_isco08": isco,
        "occupation_isco88": older_code("isco08", isco),
        "industry_isic4": isic,
        "industry_isic31": older_code("isic4", isic),
        "unit_size_low": size,
        "unit_size_high": size,
        "place_of_work": _place(chance),
        "remuneration": _remuneration(chance, status),
        "relationship_to_head": "domestic_employee" if live_in else chance.choice(kin),
    }


def _place(chance: random.Random) -> str:
    if chance.random() < AT_HOME:
        return "own_dwelling"
    return str(_any(chance, "place_of_work"))


def _remuneration(chance: random.Random, status: str) -> str:
    if status in (*INDEPENDENT, "contributing_family_worker"):
        return chance.choice(("profit", "piece_rate", "fee"))
    return chance.choice(("time_wage", "time_wage", "piece_rate", "commission"))


def _leaf(chance: random.Random, classification: str) -> str:
    by_roles: Sequence[tuple[str, ...]] = list(leaves_by_roles(classification).values())
    return chance.choice(chance.choice(by_roles))


def _unit(chance: random.Random, status: str, isco: str) -> dict[str, Any]:
    """Draw a unit whose form, registration and accounts go together."""
    if status == "domestic_employee":
        sector = "private_household"
    elif isco.startswith("63"):
        sector = "private_business"
    elif status == "cooperative_member":
        sector = "cooperative"
    elif status in (*INDEPENDENT, "contributing_family_worker"):
        sector = chance.choice(PRIVATE)
    else:
        sector = chance.choice(
            [*INCORPORATED, "private_business", "private_business", "private_household"]
        )
    if sector in INCORPORATED:
        return {
            "institutional_sector": sector,
            "legal_form": "separate_legal_entity",
            "registration": "national",
            "accounts": "complete_for_tax",
        }
    found = {"institutional_sector": sector, "legal_form": "unincorporated"}
    if sector == "private_household":
        return found | {"registration": "not_registered", "accounts": "none"}
    return found


def _week(chance: random.Random, drawn: Case) -> dict[str, Any]:
    """Draw the week: most have a job; farmers may produce for their own use."""
    if chance.random() < WITHOUT_JOB:
        office = chance.choice(("unemployed", "outside_labour_force"))
        looks = "yes" if office == "unemployed" else "no"
        return {
            "work_in_reference_week": "none",
            "office_labour_force_status": office,
            "sought_work": looks,
            "available_for_work": looks,
            "market_destination": "only_sale",
        }
    farmer = drawn["industry_isic4"][:2] in ("01", "02", "03") and drawn[
        "status_answered"
    ] in ("own_account_worker", "contributing_family_worker")
    destination = chance.choice(("only_sale", "mainly_sale"))
    if farmer:
        destination = chance.choice(
            ("only_sale", "mainly_sale", "mainly_own_use", "only_own_use")
        )
    return {
        "work_in_reference_week": "own_farm" if farmer else "pay_or_profit",
        "office_labour_force_status": "employed",
        "sought_work": "no",
        "available_for_work": "no",
        "market_destination": destination,
    }
