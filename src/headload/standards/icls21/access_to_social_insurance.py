"""Node input *access*: whether a worker for profit is effectively insured."""

from headload.standards import sources
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, answer, is_


@variable(
    label="Effective access to social insurance (node input, 21st ICLS)",
    unit="job",
    cite=(
        sources.icls21("operational definitions of informal and formal jobs"),
        sources.methods("2.4, V2"),
    ),
)
def access_to_social_insurance(
    employer_pays_social_insurance: Text,
    pension_coverage: Text,
) -> YesNo:
    """Contributions of the client, or cover by a contributory pension.

    No where one of the two is known to be lacking and the other is not known to be
    there. Unknown where neither was asked or known.

    To be confirmed against the text.
    """
    return answer(
        yes=is_(employer_pays_social_insurance, "yes") | is_(pension_coverage, "yes"),
        no=is_(employer_pays_social_insurance, "no") | is_(pension_coverage, "no"),
    )
