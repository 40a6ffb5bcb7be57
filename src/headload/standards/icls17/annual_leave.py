"""Node input *annual leave*: whether the job has paid annual leave."""

from headload.standards import sources
from headload.standards.answers import answers
from headload.standards.variable import variable
from headload.standards.words import Text, first_match, is_, one_of


@variable(
    label="Paid annual leave (node input)",
    unit="job",
    codes=answers("icls17", "leave"),
    cite=(sources.ilo_block("node paidleave"), sources.methods("2.3")),
)
def annual_leave(paid_annual_leave: Text) -> Text:
    """Paid, or not paid; not known where the question was not put.

    Don't know and a refusal count as not paid. The ILO's block counts *not asked*
    as not paid too; it is kept apart here because a job for which neither leave
    nor social insurance was asked is unknown, not informal (`job_node`).
    """
    return first_match(
        (is_(paid_annual_leave, "yes"), "paid"),
        (one_of(paid_annual_leave, "no", "dont_know", "refused"), "not_paid"),
    )
