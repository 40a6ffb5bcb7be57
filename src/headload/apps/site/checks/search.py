"""Whether search finds every page that there is, and none that there is not."""

from collections.abc import Iterator

from headload.apps.search.complete import differences
from headload.errors import BadInput, HeadloadError


def index_lacks() -> Iterator[HeadloadError]:
    """Yield each kind of page whose index is not what it should be."""
    for kind, (missing, surplus) in differences().items():
        yield BadInput(
            f"Search does not find {missing} pages that there are, and finds {surplus} "
            "that there are not",
            where=f"index of search, kind {kind}",
            to_do="index anew: headload site index",
            code="HL-SITE-35",
        )
