"""Node input *accounts*: whether the unit keeps accounts for the authorities."""

from headload.standards import sources
from headload.standards.answers import answers
from headload.standards.variable import variable
from headload.standards.words import Text, always, first_match, one_of


@variable(
    label="Official accounts (node input, 21st ICLS)",
    unit="unit of production",
    codes=answers("icls21", "official_accounts"),
    cite=(
        sources.icls21("operational definitions of the three sectors"),
        sources.methods("2.4, U3"),
    ),
)
def official_accounts(accounts: Text) -> Text:
    """Accounts kept for the government or the tax authority.

    Complete accounts and the simplified official kind count. Notes for own use,
    no accounts, don't know, not asked and not known do not.

    To be confirmed against the text.
    """
    return first_match(
        (one_of(accounts, "complete_for_tax", "simplified_official"), "kept"),
        (always(True), "not_kept_or_unknown"),
    )
