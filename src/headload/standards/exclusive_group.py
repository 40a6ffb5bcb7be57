"""One group a worker: the flags of the worker groups in order of priority.

Flags overlap (a home-based garment worker is in two groups); shares that must add
up need one group each. The last groups depend on informality, so each edition has
a rule of its own that calls this.
"""

from collections.abc import Mapping

from headload.standards.words import Text, YesNo, first_match


def exclusive_group(
    flags: Mapping[str, YesNo],
    *,
    informal_job: YesNo,
    agriculture: YesNo,
) -> Text:
    """Return the first group whose flag is true, else one of the three remainders.

    Parameters
    ----------
    flags
        Flag by code of ``worker_group_exclusive``, in order of priority.
    informal_job, agriculture
        What tells other informal work, agriculture and other formal work apart.

    Returns
    -------
    Text
        Null where a flag that goes before is unknown: such a worker may belong
        to that group, and is never put among the others.
    """
    codes = list(flags)
    nodes = [(flags[codes[0]], codes[0])]
    in_none = ~flags[codes[0]]
    for code in codes[1:]:
        nodes.append((in_none & flags[code], code))
        in_none = in_none & ~flags[code]
    return first_match(
        *nodes,
        (in_none & informal_job & ~agriculture, "other_informal"),
        (in_none & agriculture, "agriculture"),
        (in_none & ~informal_job & ~agriculture, "other_formal"),
    )
