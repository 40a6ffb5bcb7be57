"""Keeping a record: checked by its own rules, with its sources."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from headload.apps.network.kinds import Visibility
from headload.apps.network.models import Record, Source
from headload.errors import BadInput


@dataclass(frozen=True)
class Seen:
    """Where something was seen, and on which day; none where that is not known."""

    address: str
    day: datetime.date | None = None


def checked(thing: Any) -> Any:
    """Return a record that keeps to its rules.

    Raises
    ------
    BadInput
        HL-NET-22 for one that does not, with every field.
    """
    try:
        thing.full_clean()
    except ValidationError as error:
        raise _wrong(error, thing._meta.model_name) from None
    return thing


def _wrong(error: ValidationError, where: str) -> BadInput:
    said = "; ".join(f"{k}: {' '.join(v)}" for k, v in error.message_dict.items())
    return BadInput(
        f"This cannot be kept: {said}",
        where=where,
        to_do="correct the fields named above; nothing was kept",
        code="HL-NET-22",
    )


def source_of(seen: Seen | None) -> Source | None:
    """Return the row of a source, made where there is none."""
    if seen is None:
        return None
    found = Source.objects.filter(address=seen.address, seen=seen.day).first()
    if found is None:
        found = checked(Source(address=seen.address, seen=seen.day))
        found.save()
    return found


def need_source(thing: Record, sources: Sequence[Source | None]) -> None:
    """Refuse to make public what has no source.

    Raises
    ------
    BadInput
        HL-NET-23.
    """
    if thing.visibility == Visibility.PUBLIC and not any(sources):
        raise BadInput(
            "What has no source cannot be public",
            where=str(thing._meta.verbose_name),
            to_do="give the address where it was seen, or keep it for the network",
            code="HL-NET-23",
        )
