"""A text of a paper as it shows: sentences and figures of claims put in, with notes.

Pages, PDF and Word are made of the same values, so a figure is the same in all three.
What a claim said is never changed here; that it is out of date is said beside it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from headload.apps.common.words import Text, say
from headload.apps.voice.demands.page import Rests, rests_of
from headload.apps.voice.models import Claim, DocumentVersion, VersionText
from headload.apps.voice.paper_text import Block, BlockKind, blocks_of, pieces_of
from headload.apps.voice.services.quoting import quoted
from headload.apps.voice.states import ClaimState, LinkKind


@dataclass(frozen=True)
class Span:
    """A part of a line: text, or what a claim says with the number of its note.

    Parameters
    ----------
    language
        Of the text, where it is another than that of the paper.
    """

    text: str
    note: int = 0
    is_stale: bool = False
    language: str = ""


@dataclass(frozen=True)
class Drawn:
    """A block with its lines; of a paragraph or a heading there is one."""

    kind: BlockKind
    lines: Sequence[Sequence[Span]]


@dataclass(frozen=True)
class Note:
    """What a claim in the text rests on; `amount` is its first figure as cited.

    `said` is its sentence in the language of the paper, or as it was written first.
    """

    number: int
    claim: Claim
    rests: Sequence[Rests]
    said: Text

    @property
    def is_stale(self) -> bool:
        """Whether a figure that it rests on was revised since."""
        return bool(self.claim.state == ClaimState.STALE)

    @property
    def is_retracted(self) -> bool:
        """Whether the claim was taken back since."""
        return bool(self.claim.state == ClaimState.RETRACTED)

    @property
    def amount(self) -> str:
        """Value and range, as they were when they were cited."""
        figures = (each for each in self.rests if each.kind == LinkKind.ESTIMATE)
        return next((each.amount for each in figures), "")


@dataclass(frozen=True)
class Rendered:
    """A version in one language, ready to be drawn."""

    version: DocumentVersion
    language: str
    title: str
    subtitle: str
    blocks: Sequence[Drawn]
    notes: Sequence[Note]

    @property
    def stale(self) -> list[Note]:
        """The notes on claims that are out of date."""
        return [each for each in self.notes if each.is_stale]

    @property
    def retracted(self) -> list[Note]:
        """The notes on claims that were taken back."""
        return [each for each in self.notes if each.is_retracted]


def text_in(version: DocumentVersion, language: str) -> VersionText | None:
    """Return a version's text in a language, else in that of the paper, else any."""
    texts = {each.language: each for each in version.texts.all()}
    first = texts.get(version.document.language) or next(iter(texts.values()), None)
    return texts.get(language) or first


def rendered(version: DocumentVersion, text: VersionText) -> Rendered:
    """Return a text with its claims put in; of one that is gone it says so."""
    notes: dict[str, Note] = {}
    claims = quoted(version)
    blocks = [
        _drawn(block, claims, notes, text.language) for block in blocks_of(text.body)
    ]
    return Rendered(
        version=version,
        language=text.language,
        title=text.title,
        subtitle=text.subtitle,
        blocks=blocks,
        notes=list(notes.values()),
    )


def _drawn(
    block: Block, claims: Mapping[str, Claim], notes: dict[str, Note], language: str
) -> Drawn:
    lines = []
    for line in block.lines:
        spans = []
        for piece in pieces_of(line):
            claim = claims.get(piece.claim)
            if claim is None:
                gone = f"[{say('paper_claim_gone', language)}]" if piece.claim else ""
                spans.append(Span(piece.text or gone))
                continue
            note = notes.setdefault(piece.claim, _note(len(notes) + 1, claim, language))
            spans.append(_span(note, language, figure_alone=piece.figure_alone))
        lines.append(spans)
    return Drawn(block.kind, lines)


def _note(number: int, claim: Claim, language: str) -> Note:
    return Note(number, claim, rests_of(claim, language), claim.said(language))


def _span(note: Note, language: str, *, figure_alone: bool) -> Span:
    """Return what a claim says: its sentence with its figure beside it, or the figure.

    The interval or the mark of a figure stands with it wherever it is quoted.
    """
    if figure_alone:
        return Span(note.amount, note.number, note.is_stale)
    sentence, foreign = note.said.text, note.said.language
    if note.amount:
        said = sentence.rstrip(".")
        sentence = say("paper_claim", language, sentence=said, amount=note.amount).text
    return Span(sentence, note.number, note.is_stale, foreign)
