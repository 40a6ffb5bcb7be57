"""The independent definitions, against the drawn vectors of the methods note."""

import numpy as np
import pytest

from headload.imaginary import Population, definitions
from headload.imaginary.areas import Areas
from headload.imaginary.items import Item, categories_of

NOBODY = np.array([], dtype=np.int64)
CLASSIFICATIONS = ("occupation_isco08", "industry_isic4")
ASKED = (
    "work_in_reference_week",
    "market_destination",
    "sought_work",
    "available_for_work",
    "status_answered",
    "has_employees",
    "institutional_sector",
    "registration",
    "accounts",
    "employer_pays_social_insurance",
)
OWN_ACCOUNT = {
    "status_answered": "self_employed",
    "has_employees": "no",
    "institutional_sector": "private_business",
    "registration": "not_registered",
    "accounts": "none",
}
EMPLOYEE = {
    "status_answered": "employee",
    "institutional_sector": "private_business",
    "registration": "not_registered",
    "accounts": "none",
}


def person(age: float = 30, **answers: str) -> Population:
    """Return a country of one person who gave `answers`."""
    answers = {"work_in_reference_week": "pay_or_profit", **answers}
    items = {name: _item(categories_of(name), answers.get(name)) for name in ASKED}
    for name in CLASSIFICATIONS:
        code = answers.get(name)
        items[name] = _item((code,) if code else (), code)
    return Population(
        seed=0,
        areas=Areas(NOBODY, NOBODY, NOBODY),
        household_area=NOBODY,
        household=np.array([0]),
        line=np.array([1]),
        items=items,
        measures={"age": np.array([age])},
    )


def _item(categories: tuple[str, ...], code: str | None) -> Item:
    position = -1 if code is None else categories.index(code)
    return Item(categories, np.array([position], dtype=np.int16))


def sector(someone: Population) -> list[str]:
    """Return the sectors that the definitions give to the person."""
    sectors = ("formal_sector", "informal_sector", "household_sector")
    return [s for s in sectors if definitions.sector_of_unit(someone, s)[0]]


# number, answers, sector, informal: methods note 6.4, where every answer is known
VECTORS = [
    (
        1,
        EMPLOYEE | {"institutional_sector": "government", "insured": "no"},
        "formal_sector",
        True,
    ),
    (
        2,
        EMPLOYEE | {"institutional_sector": "private_household", "insured": "yes"},
        "household_sector",
        False,
    ),
    (
        3,
        OWN_ACCOUNT | {"market_destination": "only_own_use"},
        "household_sector",
        True,
    ),
    (4, OWN_ACCOUNT | {"accounts": "complete_for_tax"}, "formal_sector", False),
    (
        5,
        OWN_ACCOUNT | {"has_employees": "yes", "registration": "national"},
        "formal_sector",
        False,
    ),
    (6, OWN_ACCOUNT, "informal_sector", True),
    (
        13,
        EMPLOYEE
        | {
            "status_answered": "contributing_family_worker",
            "registration": "national",
        },
        "formal_sector",
        True,
    ),
]


@pytest.mark.parametrize(
    ("number", "answers", "expected", "informal"),
    VECTORS,
    ids=[f"vector {row[0]}" for row in VECTORS],
)
def test_the_definitions_meet_the_drawn_vectors(number, answers, expected, informal):
    del number
    answers = dict(answers)
    if "insured" in answers:
        answers["employer_pays_social_insurance"] = answers.pop("insured")
    someone = person(**answers)
    assert sector(someone) == [expected]
    assert definitions.informal_job(someone)[0] == informal


def test_a_subsistence_occupation_puts_the_unit_in_the_household_sector():
    farmer = person(**OWN_ACCOUNT, occupation_isco08="6310")
    assert sector(farmer) == ["household_sector"]


def test_a_corporation_stays_formal_in_the_industry_of_households():
    agency = person(
        **EMPLOYEE | {"institutional_sector": "corporation"},
        industry_isic4="9700",
    )
    assert sector(agency) == ["formal_sector"]


def test_an_insured_employee_of_an_unregistered_business_has_a_formal_job():
    someone = person(**EMPLOYEE, employer_pays_social_insurance="yes")
    assert sector(someone) == ["informal_sector"]
    assert not definitions.informal_job(someone)[0]


@pytest.mark.parametrize(
    ("week", "destination", "by_19th", "by_13th"),
    [
        ("pay_or_profit", None, True, True),
        ("temporarily_absent", None, True, True),
        ("own_farm", "mainly_sale", True, True),
        ("own_farm", "only_sale", True, True),
        ("own_farm", "mainly_own_use", False, True),
        ("own_farm", "only_own_use", False, True),
        ("own_use_goods", None, False, False),
        ("unpaid_trainee", None, False, True),
        ("volunteer_goods", None, False, True),
        ("volunteer_services", None, False, False),
        ("none", None, False, False),
    ],
)
def test_employment_by_the_13th_and_19th_icls(week, destination, by_19th, by_13th):
    answers = {"work_in_reference_week": week}
    if destination:
        answers["market_destination"] = destination
    assert definitions.employed(person(**answers))[0] == by_19th
    assert definitions.employed_13th(person(**answers))[0] == by_13th


def test_children_are_in_no_labour_force():
    child = person(age=14)
    assert not definitions.employed(child)[0]
    assert not definitions.employed_13th(child)[0]


@pytest.mark.parametrize(
    ("sought", "available", "expected"),
    [("yes", "yes", True), ("yes", "no", False), ("no", "yes", False)],
)
def test_the_unemployed_looked_for_work_and_are_available(sought, available, expected):
    someone = person(
        work_in_reference_week="none",
        sought_work=sought,
        available_for_work=available,
    )
    assert definitions.unemployed(someone)[0] == expected
