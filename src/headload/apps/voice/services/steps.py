"""Keeping what was written, and going from one state to the next."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError

from headload.apps.network.history import Change, record
from headload.apps.network.rights import Actor
from headload.errors import BadInput


def checked(thing: Any) -> Any:
    """Return a thing that keeps to its rules.

    Raises
    ------
    BadInput
        HL-VOI-05 for one that does not, with every field.
    """
    try:
        thing.full_clean()
    except ValidationError as error:
        raise _not_kept(error, thing) from None
    return thing


def checked_fields(thing: Any, *names: str) -> Any:
    """Return a thing of which these fields keep to their rules, without a question.

    What holds rows together is left to the database, which is asked once and not by
    each rule: for what thousands write at the same time.

    Raises
    ------
    BadInput
        HL-VOI-05 for one that does not, with every field.
    """
    others = {each.name for each in thing._meta.fields} - set(names)
    try:
        thing.clean_fields(exclude=others)
    except ValidationError as error:
        raise _not_kept(error, thing) from None
    return thing


def _not_kept(error: ValidationError, thing: Any) -> BadInput:
    said = "; ".join(f"{k}: {' '.join(v)}" for k, v in error.message_dict.items())
    return BadInput(
        f"This cannot be kept: {said}",
        where=str(thing._meta.verbose_name),
        to_do="correct the fields named above; nothing was kept",
        code="HL-VOI-05",
    )


def need_step(thing: Any, state: str, moves: Mapping[str, Sequence[str]]) -> None:
    """Refuse a state that does not follow on that of a thing.

    Raises
    ------
    BadInput
        HL-VOI-11, with those that do.
    """
    follow = moves.get(thing.state, ())
    if state not in follow:
        raise BadInput(
            f'"{state}" does not follow on "{thing.state}"',
            where=f"{thing._meta.verbose_name} {thing.permanent}",
            to_do=f"choose one of: {', '.join(follow) or '(none, it is at its end)'}",
            code="HL-VOI-11",
        )


def step(
    thing: Any,
    state: str,
    moves: Mapping[str, Sequence[str]],
    by: Actor,
    *,
    reason: str = "",
) -> None:
    """Give a thing its next state and note it, inside `writing`; nothing is saved.

    Raises
    ------
    BadInput
        HL-VOI-11 for a state that does not follow.
    """
    need_step(thing, state, moves)
    old, thing.state = thing.state, state
    record(by, "move", thing, [Change("state", old, state)], reason=reason)


def published(thing: Any, by: Actor) -> None:
    """Show a page as it is now, and keep it so among its versions at the desk.

    Who may is asked before, in the roles of the network; those of the desk are others.
    """
    revision = thing.save_revision(user=by.user)
    revision.publish(user=by.user, skip_permission_checks=True)
