"""Informal job, 21st ICLS."""

from headload.standards import sources
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, answer, certainly, is_, one_of


@variable(
    label="Informal job (21st ICLS)",
    unit="job",
    cite=(
        sources.icls21("operational definitions of informal and formal jobs"),
        sources.ICLS21_ABSTRACT,
        sources.methods("2.4"),
    ),
)
def informal_job(
    job_node: Text,
    sector_of_unit: Text,
    protected_employee: YesNo,
    registered_for_tax: YesNo,
    access_to_social_insurance: YesNo,
    social_insurance: Text,
) -> YesNo:
    """Jobs not covered by formal arrangements, judged by the group of the worker.

    Informal are: independent workers outside the formal sector (V1); dependent
    contractors without tax registration or without effective insurance (V2);
    employees without protection, in households too (V3, V5); contributing family
    workers, unless their unit is formal and contributions are paid for the job,
    which shows that it is declared (V4). Unknown where no node decides.

    To be confirmed against the text.
    """
    formal_unit = is_(sector_of_unit, "formal_sector")
    own_account = is_(job_node, "V1")
    contractor = is_(job_node, "V2")
    employee = one_of(job_node, "V3", "V5")
    family = is_(job_node, "V4")
    arranged = registered_for_tax & access_to_social_insurance
    declared = certainly(formal_unit & is_(social_insurance, "paid"))
    return answer(
        yes=(own_account & ~formal_unit)
        | (contractor & ~arranged)
        | (employee & ~protected_employee)
        | (family & ~declared),
        no=(own_account & formal_unit)
        | (contractor & arranged)
        | (employee & protected_employee)
        | (family & declared),
    )
