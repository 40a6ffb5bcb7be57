"""Employment as the 13th ICLS defined it."""

from headload.standards import sources
from headload.standards.variable import variable
from headload.standards.words import (
    Number,
    Text,
    YesNo,
    answer,
    equals,
    is_,
    known,
    one_of,
    stated,
)


@variable(
    label="Employed (13th ICLS)",
    unit="person",
    cite=(sources.ICLS13, sources.SDG_8_3_1_SERIES, sources.methods("2.1")),
)
def employed(
    work_in_reference_week: Text,
    market_destination: Text,
    office_labour_force_status: Text,
    employment_standard: Number,
    own_use_goods_in_employment: Text,
) -> YesNo:
    """Worked for pay or profit, or on the own farm whatever the product is for.

    Unpaid trainees count, and volunteers who produce goods. Other goods for own
    use count only where the national practice counts them.

    Where the work of the week was not asked, the office's own coding decides, if
    its questionnaire follows the 13th ICLS. If it follows the 19th, its employed
    are employed here too, and farm producers mainly for the family are added; a
    person to whom the question on the product was not put did no such work. If
    the survey has no such question, the others are unknown.
    """
    week = stated(work_in_reference_week)
    own_goods = is_(week, "own_use_goods")
    counted = is_(own_use_goods_in_employment, "yes")
    own_use = one_of(market_destination, "mainly_own_use", "only_own_use")
    unasked = ~known(week)
    left_out = unasked & one_of(office_labour_force_status, *_NOT_EMPLOYED)
    narrower = equals(employment_standard, 19)
    return answer(
        yes=one_of(week, *_COUNTED)
        | (own_goods & counted)
        | (unasked & is_(office_labour_force_status, "employed"))
        | (left_out & narrower & own_use),
        no=one_of(week, "volunteer_services", "none")
        | (own_goods & ~counted)
        | (left_out & ~narrower)
        | (left_out & narrower & ~known(market_destination)),
    )


_COUNTED = (
    "pay_or_profit",
    "temporarily_absent",
    "own_farm",
    "unpaid_trainee",
    "volunteer_goods",
)
_NOT_EMPLOYED = ("unemployed", "outside_labour_force")
