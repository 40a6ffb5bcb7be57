"""The life of a win: what kinds there are, its states, and which follows which.

Each is a code in the database, and a text in the words of the site under its prefix,
as `outcome_state_claimed`. A state that no line here leads to is not reached.
"""

from collections.abc import Mapping
from enum import StrEnum


class OutcomeKind(StrEnum):
    """What was won."""

    LAW = "law"
    JUDGMENT = "judgment"
    AGREEMENT = "agreement"
    POLICY = "policy"
    RECOGNITION = "recognition"
    REPRESENTATION = "representation"
    BENEFIT = "benefit"
    SPACE = "space"
    BUDGET = "budget"
    OTHER = "other"


class OutcomeState(StrEnum):
    """How sure a win is; a reversed one was real and is so no more."""

    CLAIMED = "claimed"
    EVIDENCED = "evidenced"
    VERIFIED = "verified"
    DISPUTED = "disputed"
    REVERSED = "reversed"


OUTCOME_MOVES: Mapping[str, tuple[str, ...]] = {
    OutcomeState.CLAIMED: (
        OutcomeState.EVIDENCED, OutcomeState.DISPUTED, OutcomeState.REVERSED,
    ),
    OutcomeState.EVIDENCED: (
        OutcomeState.VERIFIED, OutcomeState.DISPUTED, OutcomeState.REVERSED,
    ),
    OutcomeState.VERIFIED: (OutcomeState.DISPUTED, OutcomeState.REVERSED),
    OutcomeState.DISPUTED: (
        OutcomeState.CLAIMED, OutcomeState.EVIDENCED, OutcomeState.REVERSED,
    ),
}  # fmt: skip
"""A dispute that is settled leads back to what the sources give; verifying is done
anew. What was lost and won again is a win of its own."""
