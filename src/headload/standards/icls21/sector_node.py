"""The node that decides the sector of the unit, U1 to U11."""

from headload.standards import sources
from headload.standards.answers import answers
from headload.standards.icse93.status_in_employment import status_in_employment as icse
from headload.standards.variable import variable
from headload.standards.words import (
    Text,
    always,
    first_match,
    is_,
    known,
    one_of,
    when_known,
)


@variable(
    label="Node deciding the sector of the unit (21st ICLS)",
    unit="unit of production",
    codes=answers("icls21", "sector_node"),
    cite=(
        sources.icls21("operational definitions of the three sectors"),
        sources.ICLS21_ABSTRACT,
        sources.methods("2.4"),
    ),
    uses={"status_in_employment": icse},
)
def sector_node(
    institution: Text,
    market_orientation: Text,
    official_accounts: Text,
    registered: Text,
    social_insurance: Text,
    fixed_premises: Text,
    size_class: Text,
    status_in_employment: Text,
) -> Text:
    """First node that holds, in the order U1, U2, U5, U6, U3, U4, U7 to U11.

    Government (U1) and legal entities (U2) are formal; households as employers and
    organisations of the community (U5), and units that produce mainly for own use
    (U6), are the household own-use production and community sector; a market unit
    with official accounts or national registration is formal (U3), one known not
    to be registered informal (U4). Only where registration was not asked do an
    employee's social insurance (U7), premises and size (U8 to U10) stand in. U11
    is undefined. Records without a status in employment have no node.

    To be confirmed against the text.
    """
    employee = is_(status_in_employment, "employee")
    fixed = is_(fixed_premises, "fixed")
    recognised = is_(official_accounts, "kept") | is_(registered, "registered")
    node = first_match(
        (is_(institution, "government"), "U1"),
        (is_(institution, "legal_entity"), "U2"),
        (one_of(institution, "private_household", "community"), "U5"),
        (is_(market_orientation, "mainly_own_use"), "U6"),
        (recognised, "U3"),
        (is_(registered, "not_registered"), "U4"),
        (employee & is_(social_insurance, "paid"), "U7"),
        (fixed & is_(size_class, "more_than_cut"), "U8"),
        (is_(fixed_premises, "not_fixed"), "U9"),
        (fixed & is_(size_class, "at_most_cut"), "U10"),
        (always(True), "U11"),
    )
    node_of_job: Text = when_known(known(status_in_employment), node)
    return node_of_job
