"""Employment for pay or profit, 19th ICLS."""

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
    label="Employed (19th ICLS)",
    unit="person",
    cite=(sources.SDG_8_3_1, sources.ICLS19, sources.methods("2.1")),
)
def employed(
    work_in_reference_week: Text,
    market_destination: Text,
    office_labour_force_status: Text,
    employment_standard: Number,
) -> YesNo:
    """Worked at least one hour for pay or profit, or was absent from such work.

    Work on the own farm counts when its product is only or mainly for sale. Other
    production for own use, unpaid trainee work and volunteer work do not count.

    Where the work of the week was not asked, the office's own coding decides, if
    its questionnaire follows the 19th ICLS. If it follows the 13th, workers whose
    product is mainly for the family are taken out; a worker to whom the question
    on the product was not put did no such work. If the survey has no such
    question, nobody's employment is known and none is guessed.
    """
    week = stated(work_in_reference_week)
    farm = is_(week, "own_farm")
    sells = one_of(market_destination, "only_sale", "mainly_sale")
    own_use = one_of(market_destination, "mainly_own_use", "only_own_use")
    office = ~known(week) & is_(office_labour_force_status, "employed")
    other_standard = office & ~equals(employment_standard, 19)
    return answer(
        yes=one_of(week, "pay_or_profit", "temporarily_absent")
        | (farm & sells)
        | (office & equals(employment_standard, 19))
        | (other_standard & (sells | ~known(market_destination))),
        no=(known(week) & ~one_of(week, *_PERHAPS))
        | (farm & own_use)
        | (~known(week) & one_of(office_labour_force_status, *_NOT_EMPLOYED))
        | (other_standard & own_use),
    )


_PERHAPS = ("pay_or_profit", "temporarily_absent", "own_farm")
_NOT_EMPLOYED = ("unemployed", "outside_labour_force")
