"""Node input *institution*: whose unit it is, by the 21st ICLS."""

from headload.standards import sources
from headload.standards.answers import answers
from headload.standards.coding import role
from headload.standards.icse93.status_in_employment import status_in_employment as icse
from headload.standards.variable import variable
from headload.standards.words import Text, always, coded, first_match, is_, one_of


@variable(
    label="Institution (node input, 21st ICLS)",
    unit="unit of production",
    codes=answers("icls21", "institution"),
    cite=(
        sources.icls21("operational definitions of the three sectors"),
        sources.methods("2.4, U1, U2 and U5"),
    ),
    uses={"status_in_employment": icse},
)
def institution(
    institutional_sector: Text,
    legal_form: Text,
    status_answered: Text,
    status_in_employment: Text,
    industry_isic4: Text,
    industry_isic31: Text,
) -> Text:
    """Government, a legal entity, a household, a community organisation, a business.

    First match wins: a private household named by the sector answer or by the
    status *domestic employee*; government, public enterprises and international
    organisations; legal entities (corporations, registered non-profit
    institutions, cooperatives, and by the legal form quasi-corporations too);
    unregistered organisations of the community; households as employers seen by
    the industry of an *employee* (ISIC Rev.4 division 97, Rev.3.1: 95), since an
    independent worker in that industry runs a business. Everything else is a
    private business whose form the next nodes look for.

    To be confirmed against the text.
    """
    household_industry = coded(
        role("icls21", "household", "industry"),
        isic4=industry_isic4,
        isic31=industry_isic31,
    )
    return first_match(
        (is_(institutional_sector, "private_household"), "private_household"),
        (is_(status_answered, "domestic_employee"), "private_household"),
        (one_of(institutional_sector, *_GOVERNMENT), "government"),
        (one_of(institutional_sector, *_LEGAL_ENTITIES), "legal_entity"),
        (
            one_of(legal_form, "separate_legal_entity", "quasi_corporation"),
            "legal_entity",
        ),
        (is_(institutional_sector, "unregistered_non_profit"), "community"),
        (
            is_(status_in_employment, "employee") & household_industry,
            "private_household",
        ),
        (always(True), "private_business"),
    )


_GOVERNMENT = ("government", "public_enterprise", "international_organisation")
_LEGAL_ENTITIES = ("corporation", "registered_non_profit", "cooperative")
