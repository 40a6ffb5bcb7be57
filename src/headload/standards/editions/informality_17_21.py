"""Informal employment by two editions, crossed."""

from headload.standards import sources
from headload.standards.icls17.informal_job import informal_job as job_17
from headload.standards.icls21.informal_job import informal_job as job_21
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, first_match
from headload.terms import codelist


@variable(
    label="Informality by the 17th and by the 21st ICLS",
    unit="job",
    codes=codelist("informality_17_21"),
    cite=(
        sources.ICLS17,
        sources.icls21("informal work"),
        sources.methods("2.4, table T20"),
    ),
    uses={"informal_job_17": job_17, "informal_job_21": job_21},
)
def informality_17_21(informal_job_17: YesNo, informal_job_21: YesNo) -> Text:
    """Informal by both, formal by both, or moved one way or the other.

    Unknown where either edition does not decide.
    """
    return first_match(
        (informal_job_17 & informal_job_21, "informal_by_both"),
        (~informal_job_17 & ~informal_job_21, "formal_by_both"),
        (informal_job_17 & ~informal_job_21, "informal_to_formal"),
        (~informal_job_17 & informal_job_21, "formal_to_informal"),
    )
