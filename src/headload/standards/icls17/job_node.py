"""The node that decides the nature of the job, J1 to J7."""

from headload.standards import sources
from headload.standards.answers import answers
from headload.standards.icse93.status_in_employment import status_in_employment as icse
from headload.standards.variable import variable
from headload.standards.words import Text, first_match, is_, known, one_of


@variable(
    label="Node deciding the nature of the job",
    unit="job",
    codes=answers("icls17", "job_node"),
    cite=(
        sources.ilo_block("2) Nature of job"),
        sources.ICLS17,
        sources.methods("2.3"),
    ),
    uses={"status_in_employment": icse},
)
def job_node(
    status_in_employment: Text,
    social_insurance: Text,
    annual_leave: Text,
    sick_leave: Text,
    product_sold: Text,
    sector_of_unit: Text,
) -> Text:
    """Employees by their protection, independent workers by their unit.

    Employees, and workers not classifiable by status: social insurance decides (J1,
    J2); where it was not asked, both kinds of paid leave stand in for it (J3, J4).
    Leave never overrides a *no*. Employers and cooperative members follow their
    unit (J5), own-account workers too unless nothing is sold (J6). Contributing
    family workers always hold informal jobs (J7). No node decides where the sector
    of an independent worker's unit is unknown, or where neither social insurance
    nor any leave was asked of an employee.
    """
    employee = one_of(status_in_employment, "employee", "not_classifiable")
    unasked = employee & is_(social_insurance, "not_asked")
    both_paid = is_(annual_leave, "paid") & is_(sick_leave, "paid")
    leave_asked = known(annual_leave) | known(sick_leave)
    own_account = is_(status_in_employment, "own_account_worker")
    return first_match(
        (employee & is_(social_insurance, "paid"), "J1"),
        (employee & is_(social_insurance, "not_paid"), "J2"),
        (unasked & both_paid, "J3"),
        (unasked & leave_asked, "J4"),
        (
            one_of(status_in_employment, "employer", "cooperative_member")
            & known(sector_of_unit),
            "J5",
        ),
        (
            own_account & (is_(product_sold, "not_for_sale") | known(sector_of_unit)),
            "J6",
        ),
        (is_(status_in_employment, "contributing_family_worker"), "J7"),
    )
