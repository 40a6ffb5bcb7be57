"""Which rule of the 21st ICLS moved a job across the line of informality."""

from headload.standards import sources
from headload.standards.icls17.job_node import job_node as node_17
from headload.standards.icls17.sector_node import sector_node as unit_17
from headload.standards.icls21.job_node import job_node as node_21
from headload.standards.icls21.sector_node import sector_node as unit_21
from headload.standards.variable import variable
from headload.standards.words import Text, first_match, is_, one_of
from headload.terms import codelist


@variable(
    label="Rule that moves a job between the 17th and the 21st ICLS",
    unit="job",
    codes=codelist("reason_17_21"),
    cite=(
        sources.ICLS17,
        sources.icls21("operational definitions of informal and formal jobs"),
        sources.methods("2.4, differences and table T20"),
    ),
    uses={
        "job_node_17": node_17,
        "sector_node_17": unit_17,
        "job_node_21": node_21,
        "sector_node_21": unit_21,
    },
)
def reason_17_21(
    informality_17_21: Text,
    job_node_17: Text,
    job_node_21: Text,
    sector_node_17: Text,
    sector_node_21: Text,
) -> Text:
    """First difference that holds, for jobs that moved; others have no reason.

    A contributing family worker with a declared job; a dependent contractor judged
    by tax registration and insurance; a unit that produces mainly, not only, for
    own use; a cooperative, which is a legal entity; an organisation of the
    community; an independent worker in the industry of households as employers,
    who runs a business of their own. What is left is *other*.
    """
    moved = one_of(informality_17_21, "informal_to_formal", "formal_to_informal")
    return first_match(
        (moved & is_(job_node_21, "V4"), "contributing_family_worker"),
        (moved & is_(job_node_21, "V2"), "dependent_contractor"),
        (
            moved & is_(sector_node_21, "U6") & ~is_(sector_node_17, "S3"),
            "mainly_own_use",
        ),
        (
            moved & is_(sector_node_21, "U2") & ~is_(sector_node_17, "S1"),
            "legal_entity",
        ),
        (
            moved & is_(sector_node_21, "U5") & ~is_(sector_node_17, "S2"),
            "community_organisation",
        ),
        (
            moved & is_(sector_node_17, "S2") & one_of(job_node_17, "J5", "J6"),
            "own_account_for_households",
        ),
        (moved, "other"),
    )
