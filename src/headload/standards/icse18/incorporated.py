"""Incorporation: whether the unit is a legal entity apart from its owner."""

from headload.standards import sources
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, answer, is_, one_of


@variable(
    label="Incorporated unit (ICSE-18)",
    unit="unit of production",
    cite=(
        sources.ICSE18,
        sources.ICLS20_RELATIONSHIPS,
        sources.methods("1.1"),
    ),
)
def incorporated(
    legal_form: Text,
    institutional_sector: Text,
    legal_form_not_asked: Text,
) -> YesNo:
    """Separate legal entities; all else is a household market enterprise.

    A quasi-corporation has no legal person of its own and is not incorporated.
    Where the survey has no question on the legal form, a business not named a
    corporation counts as unincorporated unless the national choice
    `legal_form_not_asked` leaves it unknown. Don't know is unknown.

    To be confirmed against the text.
    """
    unasked = is_(legal_form, "not_asked")
    return answer(
        yes=is_(legal_form, "separate_legal_entity")
        | is_(institutional_sector, "corporation"),
        no=one_of(legal_form, "quasi_corporation", "unincorporated")
        | (unasked & is_(legal_form_not_asked, "unincorporated")),
    )
