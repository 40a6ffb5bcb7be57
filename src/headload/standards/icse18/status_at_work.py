"""The ten detailed categories of ICSE-18."""

from headload.standards import sources
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, first_match, is_
from headload.terms import codelist


@variable(
    label="Status at work (ICSE-18)",
    unit="job",
    codes=codelist("status_at_work"),
    cite=(sources.ICSE18, sources.ICLS20_RELATIONSHIPS, sources.methods("1.1")),
)
def status_at_work(
    status_group: Text,
    incorporated: YesNo,
    status_answered: Text,
    contract_duration: Text,
) -> Text:
    """Ten categories: independent workers by incorporation, employees by contract.

    Paid apprentices and trainees are apart from other employees. An employee
    whose duration of contract is not known, or an independent worker not known to
    be incorporated or not, has a group and no category.

    To be confirmed against the text.
    """
    employer = is_(status_group, "employer")
    alone = is_(status_group, "independent_without_employees")
    employee = is_(status_group, "employee")
    return first_match(
        (employer & incorporated, "employer_in_corporation"),
        (employer & ~incorporated, "employer_in_household_enterprise"),
        (alone & incorporated, "owner_operator_without_employees"),
        (alone & ~incorporated, "own_account_in_household_enterprise"),
        (is_(status_group, "dependent_contractor"), "dependent_contractor"),
        (employee & is_(status_answered, "paid_apprentice"), "paid_apprentice"),
        (employee & is_(contract_duration, "permanent"), "permanent_employee"),
        (employee & is_(contract_duration, "fixed_term"), "fixed_term_employee"),
        (employee & is_(contract_duration, "casual"), "short_term_employee"),
        (
            is_(status_group, "contributing_family_worker"),
            "contributing_family_worker",
        ),
    )
