"""The node that decides the nature of the job, V1 to V5."""

from headload.standards import sources
from headload.standards.answers import answers
from headload.standards.icse18.status_group import status_group as icse18_group
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, first_match, is_, known, one_of


@variable(
    label="Node deciding the nature of the job (21st ICLS)",
    unit="job",
    codes=answers("icls21", "job_node"),
    cite=(
        sources.icls21("operational definitions of informal and formal jobs"),
        sources.ICLS21_ABSTRACT,
        sources.methods("2.4"),
    ),
    uses={"status_group": icse18_group},
)
def job_node(
    status_group: Text,
    institution: Text,
    sector_of_unit: Text,
    protected_employee: YesNo,
    registered_for_tax: YesNo,
    access_to_social_insurance: YesNo,
) -> Text:
    """Each group of ICSE-18 has its own test, and the worker is judged, not the client.

    Independent workers follow their unit (V1). Dependent contractors need tax
    registration and effective insurance of their own (V2). Employees follow their
    protection (V3), those of private households too (V5): a formal job in a
    household is possible. Contributing family workers are informal unless shown
    otherwise (V4). No node decides where its answers are unknown, or the group is.

    To be confirmed against the text; the weakest point is whether V2 needs tax
    registration *and* insurance.
    """
    employee = is_(status_group, "employee") & known(protected_employee)
    of_household = is_(institution, "private_household")
    independent = one_of(status_group, "employer", "independent_without_employees")
    contractor = is_(status_group, "dependent_contractor")
    return first_match(
        (independent & known(sector_of_unit), "V1"),
        (
            contractor & known(registered_for_tax & access_to_social_insurance),
            "V2",
        ),
        (employee & of_household, "V5"),
        (employee, "V3"),
        (is_(status_group, "contributing_family_worker"), "V4"),
    )
