"""The node that decides the sector of the unit, S1 to S12."""

from headload.standards import sources
from headload.standards.answers import answers
from headload.standards.icse93.status_in_employment import status_in_employment as icse
from headload.standards.variable import variable
from headload.standards.words import (
    Text,
    always,
    certainly,
    first_match,
    is_,
    known,
    when_known,
)


@variable(
    label="Node deciding the sector of the unit",
    unit="unit of production",
    codes=answers("icls17", "sector_node"),
    cite=(
        sources.ilo_block("1) Unit of production"),
        sources.ICLS17,
        sources.methods("2.3"),
    ),
    uses={"status_in_employment": icse},
)
def sector_node(
    institution: Text,
    destination: Text,
    official_accounts: Text,
    registered: Text,
    social_insurance: Text,
    fixed_premises: Text,
    size_class: Text,
    status_in_employment: Text,
    household_order: Text,
) -> Text:
    """First node that holds in the ILO's sequence from institution to size.

    A formal institution is formal (S1); private households (S2) and production
    only for own use (S3) are in the household sector; official accounts (S4) or
    national registration (S5) make a unit formal, and its absence makes it informal
    (S6). Where registration was not asked, an employee's social insurance (S7),
    then premises and size (S8 to S11) stand in for it. S12 is undefined: nothing
    that was asked decides. By the choice `household_order` official accounts and
    registration go before S2 and S3, as some ILO programs have it.
    Records without a status in employment, which are no jobs, have no node.
    """
    employee = is_(status_in_employment, "employee")
    fixed = is_(fixed_premises, "fixed")
    premises_or_size_missing = ~known(fixed_premises) | ~known(size_class)
    uninsured = is_(social_insurance, "not_paid")
    recognised = is_(official_accounts, "kept") | is_(registered, "registered")
    household_first = ~(is_(household_order, "formal_first") & certainly(recognised))
    node = first_match(
        (is_(institution, "formal_institution"), "S1"),
        (is_(institution, "private_household") & household_first, "S2"),
        (is_(destination, "own_use_only") & household_first, "S3"),
        (is_(official_accounts, "kept"), "S4"),
        (is_(registered, "registered"), "S5"),
        (is_(registered, "not_registered"), "S6"),
        (employee & is_(social_insurance, "paid"), "S7"),
        (fixed & is_(size_class, "more_than_cut"), "S8"),
        (is_(fixed_premises, "not_fixed"), "S9"),
        (fixed & is_(size_class, "at_most_cut"), "S10"),
        (employee & uninsured & premises_or_size_missing, "S11"),
        (always(True), "S12"),
    )
    node_of_job: Text = when_known(known(status_in_employment), node)
    return node_of_job
