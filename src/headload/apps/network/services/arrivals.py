"""A form that may arrive twice, over a bad connection, counts once."""

from headload.apps.network.history import writing
from headload.apps.network.models import Arrival, MembershipCount, Organisation
from headload.apps.network.rights import Actor
from headload.apps.network.services.counts import NewCount, add_count
from headload.errors import BadInput

_SHORTEST, _LONGEST = 16, 40


def add_count_once(
    key: str, organisation: Organisation, new: NewCount, by: Actor
) -> tuple[MembershipCount, bool]:
    """Keep a number, unless this form of hers arrived before.

    Parameters
    ----------
    key
        Made with the form; the same again is the same form.

    Returns
    -------
    tuple
        The count, and whether it was here already; then nothing was changed.

    Raises
    ------
    RefusedByPolicy, BadInput
        As `add_count`; HL-NET-66 for a form without a key.
    """
    if not _SHORTEST <= len(key) <= _LONGEST:
        raise BadInput(
            "The form has lost its key",
            where="key",
            to_do="open the form again",
            code="HL-NET-66",
        )
    with writing():
        found = Arrival.objects.filter(user=by.user, key=key).first()
        if found is not None:
            return found.count, True
        count = add_count(organisation, new, by)
        Arrival.objects.create(user=by.user, key=key, count=count)
    return count, False
