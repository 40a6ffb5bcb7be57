"""Simulated interviews: workers whose true group is known, as the form exports them.

The truth is written here by hand, in the words of the group definitions, and owes
nothing to the rules.
"""

import csv
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

from headload.measure.questionnaire import Bank, columns_of

INDEPENDENT = {
    "status_answered": "own_account_worker",
    "institutional_sector": "private_business",
    "legal_form": "unincorporated",
    "registration": "not_registered",
    "accounts": "none",
    "unit_size": "1",
    "market_destination": "only_sale",
    "remuneration": "profit",
    "one_main_client": "no",
    "client_sets_price": "no",
    "client_supplies_inputs": "no",
    "client_organises_work": "no",
    "client_is_enterprise": "no",
}
FORMAL = {"registration": "national", "accounts": "complete_for_tax"}
EMPLOYEE = {
    "status_answered": "employee",
    "institutional_sector": "corporation",
    "legal_form": "separate_legal_entity",
    "registration": "national",
    "accounts": "complete_for_tax",
    "unit_size": "60",
    "employer_pays_social_insurance": "yes",
    "paid_annual_leave": "yes",
    "paid_sick_leave": "yes",
    "contract": "written",
    "contract_duration": "permanent",
    "remuneration": "time_wage",
}
DOMESTIC = {
    "status_answered": "domestic_employee",
    "occupation_isco08": "9111",
    "industry_isic4": "9700",
    "place_of_work": "private_dwelling_of_other",
    "employer_pays_social_insurance": "no",
    "paid_annual_leave": "no",
    "paid_sick_leave": "no",
    "contract": "oral",
    "contract_duration": "casual",
    "remuneration": "time_wage",
}

# answers, true groups, informal job
Kind = tuple[Mapping[str, str], frozenset[str], bool]


def kind(
    *parts: Mapping[str, str], groups: Sequence[str] = (), informal: bool, **more: str
) -> Kind:
    answers: dict[str, str] = {}
    for part in parts:
        answers |= part
    return {**answers, **more}, frozenset(groups), informal


KINDS: dict[str, Kind] = {
    "maid": kind(DOMESTIC, groups=["domestic_worker"], informal=True),
    "insured maid": kind(
        DOMESTIC,
        groups=["domestic_worker"],
        informal=False,
        employer_pays_social_insurance="yes",
    ),
    "seamstress": kind(
        INDEPENDENT,
        groups=["home_based_worker", "garment_worker", "home_based_garment_worker"],
        informal=True,
        occupation_isco08="7531",
        industry_isic4="1410",
        place_of_work="own_dwelling",
    ),
    "homeworker": kind(
        INDEPENDENT,
        groups=[
            *("home_based_worker", "homeworker"),
            *("garment_worker", "home_based_garment_worker"),
        ],
        informal=True,
        occupation_isco08="7533",
        industry_isic4="1410",
        place_of_work="own_dwelling_attached",
        remuneration="piece_rate",
        one_main_client="yes",
        client_sets_price="yes",
        client_supplies_inputs="yes",
    ),
    "teleworker": kind(
        EMPLOYEE,
        groups=["home_based_worker"],
        informal=False,
        occupation_isco08="2512",
        industry_isic4="6201",
        place_of_work="own_dwelling",
    ),
    "street vendor": kind(
        INDEPENDENT,
        groups=["street_vendor"],
        informal=True,
        occupation_isco08="9520",
        industry_isic4="4782",
        place_of_work="street_mobile",
    ),
    "registered food vendor": kind(
        INDEPENDENT,
        FORMAL,
        groups=["street_vendor"],
        informal=False,
        occupation_isco08="5212",
        industry_isic4="5610",
        place_of_work="transport_hub",
    ),
    "market trader": kind(
        INDEPENDENT,
        groups=["market_trader"],
        informal=True,
        occupation_isco08="5211",
        industry_isic4="4781",
        place_of_work="market",
    ),
    "waste picker": kind(
        INDEPENDENT,
        groups=["waste_picker"],
        informal=True,
        occupation_isco08="9612",
        industry_isic4="3811",
        place_of_work="dumpsite",
    ),
    "refuse collector of the town": kind(
        EMPLOYEE,
        informal=False,
        institutional_sector="government",
        occupation_isco08="9611",
        industry_isic4="3811",
        place_of_work="vehicle",
    ),
    "garment factory worker": kind(
        EMPLOYEE,
        groups=["garment_worker", "garment_factory_worker"],
        informal=True,
        occupation_isco08="8153",
        industry_isic4="1410",
        place_of_work="employer_premises",
        employer_pays_social_insurance="no",
    ),
    "motorcycle driver": kind(
        INDEPENDENT,
        groups=["transport_worker", "two_three_wheeler_driver"],
        informal=True,
        occupation_isco08="8321",
        industry_isic4="4922",
        place_of_work="vehicle",
    ),
    "porter": kind(
        INDEPENDENT,
        groups=["transport_worker", "porter"],
        informal=True,
        occupation_isco08="9333",
        industry_isic4="5224",
        place_of_work="market",
    ),
    "bricklayer": kind(
        INDEPENDENT,
        groups=["construction_worker"],
        informal=True,
        occupation_isco08="7112",
        industry_isic4="4100",
        place_of_work="construction_site",
    ),
    "teacher": kind(
        EMPLOYEE,
        informal=False,
        institutional_sector="government",
        occupation_isco08="2341",
        industry_isic4="8510",
        place_of_work="employer_premises",
    ),
}


def interviews(copies: int) -> list[tuple[dict[str, str], frozenset[str], bool]]:
    """Return `copies` interviews of each kind, shuffled, with their truth."""
    chance = random.Random(5)
    found = []
    for answers, groups, informal in KINDS.values():
        for _ in range(copies):
            person = {
                "consent": "yes",
                "sex": chance.choice("FM"),
                "age": str(chance.randint(16, 70)),
                "relationship_to_head": "head",
                "urban": chance.choice("UR"),
                "education": chance.choice(("LTB", "BAS", "INT")),
                "work_in_reference_week": "pay_or_profit",
                "usual_hours": str(chance.randint(10, 60)),
                "actual_hours": str(chance.randint(0, 60)),
                "pension_coverage": "no",
                "health_coverage": "no",
                "association_member": "no",
                "has_second_job": "no",
                "weight": "1",
            }
            found.append(({**person, **answers}, groups, informal))
    chance.shuffle(found)
    for i, (answers, _, _) in enumerate(found):
        answers["person_id"] = f"uuid-{i:05}"
    return found


def write_export(form: Bank, answers: Sequence[Mapping[str, str]], path: Path) -> Path:
    """Write interviews as ODK and KoboToolbox export them: codes, blanks, extras."""
    columns = ["SubmissionDate", *columns_of(form), "KEY"]
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, columns, restval="")
        writer.writeheader()
        for i, answer in enumerate(answers):
            writer.writerow({"SubmissionDate": "2026-01-05", "KEY": f"k{i}", **answer})
    return path
