"""Node input *institution*: whose unit it is."""

from headload.standards import sources
from headload.standards.answers import answers
from headload.standards.coding import role
from headload.standards.variable import variable
from headload.standards.words import (
    Text,
    always,
    coded,
    first_match,
    is_,
    one_of,
)


@variable(
    label="Institution (node input)",
    unit="unit of production",
    codes=answers("icls17", "institution"),
    cite=(sources.ilo_block("node institutional"), sources.methods("2.3")),
)
def institution(
    institutional_sector: Text,
    legal_form: Text,
    status_answered: Text,
    industry_isic4: Text,
    industry_isic31: Text,
    occupation_isco08: Text,
    occupation_isco88: Text,
) -> Text:
    """Formal institution, private household, or a business that can be either.

    First match wins: a private household named by the sector answer, or by the
    status *domestic employee*; a formal institution named by the sector answer
    (government, public enterprise, international organisation, corporation,
    registered non-profit institution) or by the legal form; a private household
    seen by ISIC Rev.4 division 97 (Rev.3.1: 95) or a subsistence occupation (ISCO-08
    sub-major group 63, ISCO-88: 62). Everything else, don't know and not asked
    included, is a private business whose form the next nodes look for.
    """
    employs_household_staff = coded(
        role("icls17", "household", "industry"),
        isic4=industry_isic4,
        isic31=industry_isic31,
    )
    subsistence = coded(
        role("icls17", "household", "occupation"),
        isco08=occupation_isco08,
        isco88=occupation_isco88,
    )
    return first_match(
        (is_(institutional_sector, "private_household"), "private_household"),
        (is_(status_answered, "domestic_employee"), "private_household"),
        (one_of(institutional_sector, *_FORMAL), "formal_institution"),
        (
            one_of(legal_form, "separate_legal_entity", "quasi_corporation"),
            "formal_institution",
        ),
        (employs_household_staff, "private_household"),
        (subsistence, "private_household"),
        (always(True), "private_business"),
    )


_FORMAL = (
    "government",
    "public_enterprise",
    "international_organisation",
    "corporation",
    "registered_non_profit",
)
