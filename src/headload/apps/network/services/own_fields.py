"""Writing several fields of a record at once, all or none of them."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from headload.apps.network.history import writing
from headload.apps.network.kinds import NOT_OF_MEMBERS, NameKind
from headload.apps.network.models import Organisation
from headload.apps.network.rights import Actor
from headload.apps.network.services.changes import rename
from headload.apps.network.services.names import add_name, remove_name
from headload.apps.network.services.organisations import change
from headload.apps.network.services.visibility import keep_back

_FIRST = ("is_mbo",)
"""Written before the rest, since some kinds of organisations need it."""


def write_fields(
    organisation: Organisation,
    values: Mapping[str, Any],
    by: Actor,
    *,
    name: str,
    kept_back: Collection[str],
    removed: Sequence[str] = (),
    added: tuple[str, str, NameKind] | None = None,
    reason: str,
) -> None:
    """Write fields, names and who sees them, each with its event.

    Parameters
    ----------
    values
        By field; what is not named stays.
    added
        A further name, its language and what it is.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    BadInput
        HL-NET-22 for a value that breaks a rule; then nothing is written.
    """
    told = dict(values)
    if told.get("classification") in NOT_OF_MEMBERS:
        told["is_mbo"] = False
    in_order = sorted(told, key=lambda each: each not in _FIRST)
    with writing():
        for each in in_order:
            change(organisation, each, told[each], by, reason=reason)
        if name != organisation.name:
            rename(organisation, name, by, reason=reason)
        for text in removed:
            remove_name(organisation, text, by, reason=reason)
        if added is not None:
            text, language, kind = added
            add_name(organisation, text, kind, by, language=language, reason=reason)
        keep_back(organisation, kept_back, by, reason=reason)
