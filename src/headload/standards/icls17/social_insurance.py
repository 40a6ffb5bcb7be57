"""Node input *social security*: whether the employer contributes for this job."""

from headload.standards import sources
from headload.standards.answers import answers
from headload.standards.variable import variable
from headload.standards.words import Text, always, first_match, is_


@variable(
    label="Social insurance paid by the employer (node input)",
    unit="job",
    codes=answers("icls17", "social_insurance"),
    cite=(sources.ilo_block("node SS"), sources.methods("2.3")),
)
def social_insurance(
    employer_pays_social_insurance: Text,
    social_insurance_dont_know: Text,
) -> Text:
    """Paid by the employer, not paid, or not asked.

    Don't know, a refusal and a missing answer count as not paid, unless the
    national choice `social_insurance_dont_know` reads them as not asked. Not asked
    is for surveys without the question.
    """
    return first_match(
        (is_(employer_pays_social_insurance, "yes"), "paid"),
        (is_(employer_pays_social_insurance, "no"), "not_paid"),
        (is_(employer_pays_social_insurance, "not_asked"), "not_asked"),
        (is_(social_insurance_dont_know, "no"), "not_paid"),
        (always(True), "not_asked"),
    )
