"""Everything that writes demands and evidence; each write is in the history."""

from headload.apps.voice.services.claims import (
    Evidence,
    cite,
    claim,
    dispute,
    publish,
    renew,
    retract,
    uphold,
)
from headload.apps.voice.services.demands import (
    NewDemand,
    aim,
    move,
    propose,
    supersede,
)
from headload.apps.voice.services.requests import (
    Answer,
    NewGap,
    Wanted,
    answer,
    ask,
    move_gap,
    open_gap,
    reopen,
    take,
    triage,
)
from headload.apps.voice.services.texts import repoint

__all__ = [
    "Answer",
    "Evidence",
    "NewDemand",
    "NewGap",
    "Wanted",
    "aim",
    "answer",
    "ask",
    "cite",
    "claim",
    "dispute",
    "move",
    "move_gap",
    "open_gap",
    "propose",
    "publish",
    "renew",
    "reopen",
    "repoint",
    "retract",
    "supersede",
    "take",
    "triage",
    "uphold",
]
