"""Node input *tax*: whether a worker for profit is registered for tax for the job."""

from headload.standards import sources
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, answer, is_, one_of


@variable(
    label="Registered for tax for this job (node input, 21st ICLS)",
    unit="job",
    cite=(
        sources.icls21("operational definitions of informal and formal jobs"),
        sources.methods("2.4, V2"),
    ),
)
def registered_for_tax(registration: Text, accounts: Text) -> YesNo:
    """National registration of the own business, or accounts for the tax authority.

    No where it is known not to be registered. Unknown where registration was not
    asked or not known and no official accounts are kept.

    To be confirmed against the text.
    """
    return answer(
        yes=is_(registration, "national")
        | one_of(accounts, "complete_for_tax", "simplified_official"),
        no=one_of(registration, "in_process", "local_only", "not_registered", "other"),
    )
