"""Whether the history of the network is as it was written."""

from collections.abc import Iterator

from headload.apps.network.history import check
from headload.errors import HeadloadError


def history_changed(seal: str = "") -> Iterator[HeadloadError]:
    """Yield what is wrong with the chain of events, if anything is.

    With the `seal` of an earlier day, all that was written up to it must be there.
    """
    try:
        check(seal)
    except HeadloadError as problem:
        yield problem
