"""Remarks of the other rooms: which may be printed in a release.

Import and harmonisation report what they found with exact counts ("3 records
with age over 120"). Where a policy does not disclose n, such a sentence is a
small table of its own, so it stays with the statistician (guarantee G5).
"""

import re
from collections.abc import Sequence

from headload.measure.protect.policy import Policy

_COUNT = re.compile(r"(?<![\w.,-])\d[\d,]*(?![\w.%-]|\s%)")
KEPT = "Remarks on the input that hold counts are kept in the statistician's record."


def public_remarks(remarks: Sequence[str], policy: Policy) -> tuple[str, ...]:
    """Return the sentences that may be printed, and one for those that may not."""
    if policy.disclosed.n == "n":
        return tuple(remarks)
    printed = tuple(remark for remark in remarks if not _COUNT.search(remark))
    return printed if len(printed) == len(remarks) else (*printed, KEPT)
