"""Node input *bookkeeping*: whether accounts are kept for the authorities."""

from headload.standards import sources
from headload.standards.answers import answers
from headload.standards.variable import variable
from headload.standards.words import Text, always, first_match, one_of


@variable(
    label="Official accounts (node input)",
    unit="unit of production",
    codes=answers("icls17", "official_accounts"),
    cite=(
        sources.ilo_block("node bookkeeping"),
        sources.ICLS15,
        sources.methods("2.3"),
    ),
)
def official_accounts(accounts: Text) -> Text:
    """Accounts kept for the government or the tax authority.

    Complete accounts and the simplified official kind count. Notes for own use,
    no accounts, don't know, not asked and not known do not.
    """
    return first_match(
        (one_of(accounts, "complete_for_tax", "simplified_official"), "kept"),
        (always(True), "not_kept_or_unknown"),
    )
