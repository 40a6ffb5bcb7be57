"""Demands aimed at an earlier text, and where they may belong in the newest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from headload.apps.voice.models import Aim, Law, Provision, TextVersion
from headload.apps.voice.texts.compare import (
    first_of,
    provisions_of,
    shared,
    stated,
)
from headload.apps.voice.texts.likeness import (
    Ground,
    Run,
    changes,
    ground_of,
    likeness,
)
from headload.apps.voice.texts.versions import newest_of, piece_of, said_in, texts_of


@dataclass(frozen=True)
class Proposal:
    """A provision of the newest text, and how near it is to the one aimed at.

    Parameters
    ----------
    words
        Both wordings as one.
    """

    provision: Provision
    ground: Ground
    likeness: int | None
    words: Sequence[Run]


@dataclass(frozen=True)
class Waiting:
    """An aim at an earlier text.

    Parameters
    ----------
    proposals
        Provisions of the newest text for which something speaks, the nearest first.
    others
        The rest of them, in order.
    stated_gone
        Whether somebody states that the newest text has it no more.
    """

    aim: Aim
    proposals: Sequence[Proposal]
    others: Sequence[Provision]
    stated_gone: bool


@dataclass(frozen=True)
class Renewed:
    """A law whose newest text demands have not followed yet."""

    law: Law
    version: TextVersion
    rows: Sequence[Waiting]


def renewed() -> list[Renewed]:
    """Return every law with demands that are aimed at an earlier text of it."""
    by_text: dict[tuple[Law, TextVersion], list[Aim]] = {}
    texts: dict[int, list[TextVersion]] = {}
    aims = Aim.objects.filter(provision__version__isnull=False).select_related(
        "law", "provision__version"
    )
    for aim in aims.prefetch_related("demand__texts", "provision__texts"):
        own = texts.setdefault(aim.law_id, texts_of(aim.law))
        newest = newest_of(own, aim.provision.version.language)
        if newest is not None and newest != aim.provision.version:
            by_text.setdefault((aim.law, newest), []).append(aim)
    return [
        Renewed(law, version, _waiting(version, found))
        for (law, version), found in by_text.items()
    ]


def _waiting(version: TextVersion, aims: Sequence[Aim]) -> list[Waiting]:
    there = provisions_of(version)
    told: dict[int, Mapping[int, int | None]] = {}
    rows = []
    for aim in aims:
        was = aim.provision
        said = told.setdefault(was.version_id, stated(was.version, version))
        later = said.get(was.pk)
        proposals = _proposals(was, there, later)
        near = {each.provision.pk for each in proposals}
        rows.append(
            Waiting(
                aim=aim,
                proposals=proposals,
                others=[each for each in there if each.pk not in near],
                stated_gone=was.pk in said and later is None,
            )
        )
    return rows


def _proposals(
    was: Provision, there: Sequence[Provision], later: int | None
) -> list[Proposal]:
    language = first_of(shared([was], there), was.version.language)
    old = piece_of(was, language)
    found = []
    for each in there:
        new = piece_of(each, language)
        if each.pk == later:
            ground, share = Ground.STATED, likeness(old, new)
        elif near := ground_of(old, new):
            ground, share = near
        else:
            continue
        words = changes(said_in(was, language), said_in(each, language))
        found.append(Proposal(each, ground, share, words))
    order = list(Ground)
    found.sort(key=lambda each: (order.index(each.ground), -(each.likeness or 0)))
    return found
