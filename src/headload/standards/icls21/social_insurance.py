"""Node input *social insurance*: whether the employer contributes for this job."""

from headload.standards import sources
from headload.standards.answers import answers
from headload.standards.variable import variable
from headload.standards.words import Text, always, first_match, is_


@variable(
    label="Social insurance paid by the employer (node input, 21st ICLS)",
    unit="job",
    codes=answers("icls21", "social_insurance"),
    cite=(
        sources.icls21("operational definitions of informal and formal jobs"),
        sources.methods("2.4, V3"),
    ),
)
def social_insurance(
    employer_pays_social_insurance: Text,
    social_insurance_dont_know: Text,
) -> Text:
    """Contributions to statutory insurance that depends on the job, in practice.

    A scheme that exists in law and is not effective counts as not paid. Don't
    know, a refusal and a missing answer count as not paid, unless the national
    choice `social_insurance_dont_know` reads them as not asked.

    To be confirmed against the text.
    """
    return first_match(
        (is_(employer_pays_social_insurance, "yes"), "paid"),
        (is_(employer_pays_social_insurance, "no"), "not_paid"),
        (is_(employer_pays_social_insurance, "not_asked"), "not_asked"),
        (is_(social_insurance_dont_know, "no"), "not_paid"),
        (always(True), "not_asked"),
    )
