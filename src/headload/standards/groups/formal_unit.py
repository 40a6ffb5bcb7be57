"""A formal unit, as far as single answers tell, whatever the edition of the ICLS."""

from headload.standards import sources
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, answer, one_of


@variable(
    label="Public, incorporated or registered unit",
    unit="unit of production",
    cite=sources.methods("3.2 and 3.4"),
)
def formal_unit(
    institutional_sector: Text,
    legal_form: Text,
    registration: Text,
    accounts: Text,
) -> YesNo:
    """Units that are public, incorporated, nationally registered or keep accounts.

    No for private households, community organisations and units known not to be
    registered; otherwise unknown. Worker groups use it; the informal sector has
    rules of its own.
    """
    return answer(
        yes=one_of(institutional_sector, *_FORMAL)
        | one_of(legal_form, "separate_legal_entity", "quasi_corporation")
        | one_of(registration, "national")
        | one_of(accounts, "complete_for_tax", "simplified_official"),
        no=one_of(institutional_sector, "private_household", "unregistered_non_profit")
        | one_of(registration, "in_process", "local_only", "not_registered"),
    )


_FORMAL = (
    "government",
    "public_enterprise",
    "international_organisation",
    "corporation",
    "registered_non_profit",
)
