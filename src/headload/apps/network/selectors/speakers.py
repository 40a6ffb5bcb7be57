"""Who stated a number: organisations by the name that everybody may see, or by none.

Tables name an organisation that speaks of another by its name in addresses, or in
words. One that is hidden, unlisted or at high risk must not be found by that, so it is
told as another organisation.
"""

from collections.abc import Mapping
from functools import lru_cache

from headload.apps.common.models import Content
from headload.apps.network.models import Organisation
from headload.apps.network.selectors.called import records_called, same_name
from headload.apps.network.selectors.listing import listing

ANOTHER = "organisation"
"""What stands for an organisation that may not be named."""


def speakers() -> Mapping[str, str]:
    """Return the shown name of every organisation by all that it is called.

    Keys are as `same_name` writes them. Empty for one that may not be named; what went
    on in another has the other's name.
    """
    return _speakers(Content.now())


def as_told(declared_by: str, named: Mapping[str, str]) -> str:
    """Return who stated a number, as everybody may know it.

    Parameters
    ----------
    named
        What `speakers` returns, looked up once.
    """
    return ANOTHER if named.get(same_name(declared_by)) == "" else declared_by


@lru_cache(maxsize=2)
def _speakers(content: int) -> Mapping[str, str]:
    seen = listing().names
    slugs = dict(Organisation.objects.values_list("pk", "slug"))
    return {name: seen.get(slugs[pk], "") for name, pk in records_called().items()}
