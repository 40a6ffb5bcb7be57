"""The text of a paper as blocks and pieces: headings, paragraphs, points, claims.

Written plainly, so that it can be typed into any form: a blank line ends a block, `# `
begins a heading, `- ` a point, `1. ` a numbered one. `{claim:ID}` stands for the
sentence of a claim, `{figure:ID}` for its figure alone. All else is text and
never mark-up.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from headload.apps.common.permanent import BASE32

_REFERENCE = re.compile(rf"\{{(claim|figure):([{BASE32}]{{26}})\}}")
_POINT = re.compile(r"(-|\d{1,2}\.)\s+(.*)")


class BlockKind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    TEXT = "text"
    POINTS = "points"
    STEPS = "steps"


@dataclass(frozen=True)
class Piece:
    """Text, or a claim that is referred to.

    Parameters
    ----------
    claim
        Permanent id of a claim; empty for text.
    figure_alone
        Whether its figure is meant and not its sentence.
    """

    text: str = ""
    claim: str = ""
    figure_alone: bool = False


@dataclass(frozen=True)
class Block:
    """A heading, a paragraph, or a list with a line for each point."""

    kind: BlockKind
    lines: Sequence[str]


def blocks_of(body: str) -> list[Block]:
    r"""Return the blocks of a text.

    Examples
    --------
    >>> [(str(each.kind), each.lines) for each in blocks_of("# Asked\n- One\n- Two")]
    [('heading', ('Asked',)), ('points', ('One', 'Two'))]
    """
    found: list[Block] = []
    is_new = True
    for line in body.replace("\r\n", "\n").split("\n"):
        if not line.strip():
            is_new = True
            continue
        block = _block(line.strip())
        last = found[-1] if found and not is_new else None
        if last is not None and last.kind == block.kind != BlockKind.HEADING:
            found[-1] = _joined(last, block)
        else:
            found.append(block)
        is_new = block.kind == BlockKind.HEADING
    return found


def pieces_of(line: str) -> Iterator[Piece]:
    """Yield the text of a line and the claims in it, in order.

    Examples
    --------
    >>> [each.text for each in pieces_of("We are many.")]
    ['We are many.']
    """
    at = 0
    for found in _REFERENCE.finditer(line):
        if found.start() > at:
            yield Piece(line[at : found.start()])
        yield Piece(claim=found[2], figure_alone=found[1] == "figure")
        at = found.end()
    if at < len(line):
        yield Piece(line[at:])


def claims_in(body: str) -> dict[str, bool]:
    """Return the ids of claims in a text, in order, and whether a figure is needed."""
    found: dict[str, bool] = {}
    for kind, identifier in _REFERENCE.findall(body):
        found[identifier] = found.get(identifier, False) or kind == "figure"
    return found


def _block(line: str) -> Block:
    if line.startswith("#"):
        return Block(BlockKind.HEADING, (line.lstrip("# "),))
    point = _POINT.fullmatch(line)
    if point:
        kind = BlockKind.POINTS if point[1] == "-" else BlockKind.STEPS
        return Block(kind, (point[2],))
    return Block(BlockKind.TEXT, (line,))


def _joined(last: Block, block: Block) -> Block:
    """Return two blocks as one: lines of a paragraph run on, points stay apart."""
    if block.kind == BlockKind.TEXT:
        return Block(block.kind, (f"{last.lines[0]} {block.lines[0]}",))
    return Block(block.kind, (*last.lines, *block.lines))
