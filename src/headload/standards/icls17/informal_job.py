"""Informal job, 17th ICLS."""

from headload.standards import sources
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, answer, is_, one_of


@variable(
    label="Informal job (17th ICLS)",
    unit="job",
    cite=(
        sources.ilo_block("2) Nature of job"),
        sources.ILO_GLOSSARY,
        sources.ICLS17,
    ),
)
def informal_job(job_node: Text, product_sold: Text, sector_of_unit: Text) -> YesNo:
    """Jobs outside labour law, income tax and social protection, in law or practice.

    Informal are: employees without social insurance from their employer (J2) or,
    where that was not asked, without both kinds of paid leave (J4); employers,
    cooperative members and own-account workers whose unit is not in the formal
    sector (J5, J6); own-account workers who sell nothing (J6); and all contributing
    family workers (J7). Unknown where no node decides.
    """
    follows_unit = one_of(job_node, "J5", "J6")
    sells_nothing = is_(job_node, "J6") & is_(product_sold, "not_for_sale")
    formal_unit = is_(sector_of_unit, "formal_sector")
    return answer(
        yes=one_of(job_node, "J2", "J4", "J7")
        | sells_nothing
        | (follows_unit & ~formal_unit),
        no=one_of(job_node, "J1", "J3") | (follows_unit & formal_unit & ~sells_nothing),
    )
