"""The definitions, stated a second time so that the rules can be held against them.

Plain NumPy over what is known of everybody; nothing is imported from the
standards. It follows the words of the 17th and 19th ICLS, not the order of the
tree that Headload runs, so that agreement is evidence. Every answer is known
here; what a missing answer does is not this module's business.
"""

import numpy as np

from headload.imaginary.chance import Flags
from headload.imaginary.population import Population
from headload.imaginary.tables import table

FORMAL_INSTITUTIONS = (
    "government",
    "public_enterprise",
    "international_organisation",
    "corporation",
    "registered_non_profit",
)
EMPLOYEES = ("employee", "domestic_employee", "paid_apprentice")
WORKING_AGE = 15


def working_age(people: Population) -> Flags:
    """Tell who is of working age."""
    return np.asarray(people.measures["age"] >= WORKING_AGE)


def employed(people: Population) -> Flags:
    """Tell who works for pay or profit (19th ICLS, paragraph 27).

    Own-farm work counts when it is intended mainly for sale. Own-use production,
    unpaid training and volunteering are other forms of work.
    """
    week = "work_in_reference_week"
    for_pay = people.has(week, "pay_or_profit", "temporarily_absent")
    for_sale = people.has("market_destination", "only_sale", "mainly_sale")
    return working_age(people) & (for_pay | (people.has(week, "own_farm") & for_sale))


def employed_13th(people: Population) -> Flags:
    """Tell who is employed by the 13th ICLS: own-use farming counts as well.

    Unpaid trainees and volunteers who produce goods are in; services for own
    use are out, and so are other goods for own use, as is Tessara's practice.
    """
    week = "work_in_reference_week"
    more = people.has(week, "own_farm", "unpaid_trainee", "volunteer_goods")
    return working_age(people) & (employed(people) | more)


def unemployed(people: Population) -> Flags:
    """Tell who has no job, looked for one and is available (19th ICLS, par. 47)."""
    looked = people.has("sought_work", "yes")
    available = people.has("available_for_work", "yes")
    return working_age(people) & ~employed(people) & looked & available


def status(people: Population, code: str) -> Flags:
    """Tell whose main job has the status `code` of ICSE-93."""
    independent = people.has("status_answered", "self_employed")
    with_employees = people.has("has_employees", "yes")
    found = {
        "employee": people.has("status_answered", *EMPLOYEES),
        "employer": independent & with_employees,
        "own_account_worker": independent & ~with_employees,
        "cooperative_member": people.has("status_answered", "cooperative_member"),
        "contributing_family_worker": people.has(
            "status_answered",
            "contributing_family_worker",
        ),
    }
    return employed(people) & found[code]


def sector_of_unit(people: Population, code: str) -> Flags:
    """Tell whose unit is in the formal, informal or household sector.

    Formal: government, corporations and registered institutions, and private
    businesses that keep accounts for the authorities or are registered
    nationally. Household: households that employ, and production only for own
    use. Informal: all other private businesses (17th ICLS guidelines; 15th ICLS,
    paragraphs 5 to 9).
    """
    institution = people.has("institutional_sector", *FORMAL_INSTITUTIONS)
    household = ~institution & (
        people.has("institutional_sector", "private_household")
        | people.starts_with("industry_isic4", "97")
        | people.starts_with("occupation_isco08", "63")
        | people.has("market_destination", "only_own_use")
    )
    recognised = people.has("registration", "national") | people.has(
        "accounts",
        "complete_for_tax",
        "simplified_official",
    )
    formal = institution | (~household & recognised)
    found = {
        "formal_sector": formal,
        "household_sector": household,
        "informal_sector": ~formal & ~household,
    }
    return employed(people) & found[code]


def informal_job(people: Population) -> Flags:
    """Tell whose main job is informal (17th ICLS guidelines, paragraph 3).

    Employees: the employer pays no social insurance, whoever employs them.
    Independent workers: their unit is not in the formal sector. Contributing
    family workers: always.
    """
    insured = people.has("employer_pays_social_insurance", "yes")
    independent = (
        status(people, "employer")
        | status(people, "own_account_worker")
        | status(people, "cooperative_member")
    )
    return employed(people) & (
        (status(people, "employee") & ~insured)
        | (independent & ~sector_of_unit(people, "formal_sector"))
        | status(people, "contributing_family_worker")
    )


def in_agriculture(people: Population) -> Flags:
    """Tell who works in agriculture, forestry or fishing (ISIC section A)."""
    return people.starts_with("industry_isic4", "01", "02", "03")


def worker_group(people: Population, group: str) -> Flags:
    """Tell who belongs to a worker group, as `profiles.csv` says of each profile."""
    return employed(people) & _of_profile(people, "groups", group)


def home_based_worker_type(people: Population, kind: str) -> Flags:
    """Tell who is a home-based worker of the given type."""
    return employed(people) & _of_profile(people, "home_based_worker_type", kind)


def _of_profile(people: Population, column: str, code: str) -> Flags:
    rows = table("profiles")
    names = [row["profile"] for row in rows if code in row[column].split()]
    return people.has("profile", *names)
