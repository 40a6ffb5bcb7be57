"""Node input *protection*: whether an employee's job is protected in practice."""

from headload.standards import sources
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, answer, is_, one_of


@variable(
    label="Protected as an employee (node input, 21st ICLS)",
    unit="job",
    cite=(
        sources.icls21("operational definitions of informal and formal jobs"),
        sources.methods("2.4, V3"),
    ),
)
def protected_employee(
    social_insurance: Text,
    paid_annual_leave: Text,
    paid_sick_leave: Text,
) -> YesNo:
    """Social insurance decides; where it was not asked, both kinds of paid leave do.

    Leave never overrides a *no*. Unknown where neither social insurance nor any
    leave was asked.

    To be confirmed against the text.
    """
    unasked = is_(social_insurance, "not_asked")
    both = is_(paid_annual_leave, "yes") & is_(paid_sick_leave, "yes")
    asked = one_of(paid_annual_leave, *_ANSWERS) | one_of(paid_sick_leave, *_ANSWERS)
    return answer(
        yes=is_(social_insurance, "paid") | (unasked & both),
        no=is_(social_insurance, "not_paid") | (unasked & asked),
    )


_ANSWERS = ("yes", "no", "dont_know", "refused")
