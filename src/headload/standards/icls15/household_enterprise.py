"""Household enterprises: unincorporated market units without complete accounts."""

from headload.standards import sources
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, answer, certainly, is_, one_of


@variable(
    label="Household enterprise with market production (15th ICLS)",
    unit="unit of production",
    cite=sources.ICLS15,
)
def household_enterprise(
    institutional_sector: Text,
    legal_form: Text,
    accounts: Text,
    market_destination: Text,
) -> YesNo:
    """Private, no legal entity, no complete accounts, at least some sold.

    Complete accounts make a quasi-corporation; simplified ones do not. Units that
    produce only for own use, households that employ staff, cooperatives and
    institutions are no household enterprises. Unknown where the kind of business
    is not known and nothing rules it out.

    To be confirmed against the text.
    """
    excluded = (
        certainly(one_of(institutional_sector, *_OTHERS))
        | certainly(one_of(legal_form, "separate_legal_entity", "quasi_corporation"))
        | certainly(is_(accounts, "complete_for_tax"))
        | certainly(is_(market_destination, "only_own_use"))
    )
    private = is_(institutional_sector, "private_business")
    return answer(yes=private & ~excluded, no=excluded)


_OTHERS = (
    "government",
    "public_enterprise",
    "international_organisation",
    "corporation",
    "registered_non_profit",
    "private_household",
    "unregistered_non_profit",
    "cooperative",
)
