"""Branches of activity, as statistical briefs print them."""

from headload.standards import sources
from headload.standards.coding import role
from headload.standards.variable import variable
from headload.standards.words import Text, coded, first_match
from headload.terms import codelist

_BRANCHES = codelist("branch_of_activity")


@variable(
    label="Branch of activity",
    unit="job",
    codes=_BRANCHES,
    cite=(sources.ISIC4, sources.ISIC31, sources.methods("4, table T6")),
)
def branch_of_activity(industry_isic4: Text, industry_isic31: Text) -> Text:
    """Eight branches: seven of ISIC Rev.4 and all others together.

    Where Rev.4 is not known, Rev.3.1 decides by the nearest division: recycling
    counts as other, post and courier as transport. A code too short to tell
    leaves the branch unknown.
    """
    return first_match(
        *[
            (
                coded(
                    role("isic", "branch", branch),
                    isic4=industry_isic4,
                    isic31=industry_isic31,
                ),
                branch,
            )
            for branch in _BRANCHES.codes
        ],
    )
