"""A version for Word: headings, real lists, footnotes for evidence, language, no names.

python-docx makes the document; footnotes it does not know, so their part is made here,
as ECMA-376 (17.11) has it. The properties name the site and nobody who wrote.
"""

import datetime
import io
from collections.abc import Mapping, Sequence
from typing import Any

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from lxml import etree

from headload.apps.voice.papers.pdf import content_of
from headload.apps.voice.papers.rendered import Rendered
from headload.apps.voice.papers.signatories import Signatories

_STYLES = {"points": "List Bullet", "steps": "List Number"}
_STILL = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)


def word_of(paper: Rendered, signed: Signatories, base: str) -> bytes:
    """Return a version in one language as DOCX; parameters as of `pdf_of`."""
    said = content_of(paper, signed, base)
    document = docx.Document()
    _describe(document, said)
    notes = _Footnotes({each["number"]: each for each in said["notes"]})
    document.add_paragraph(f"{said['kicker']} · {said['version']}")
    document.add_heading(said["title"], level=1)
    if said["subtitle"]:
        document.add_paragraph(said["subtitle"], style="Subtitle")
    if said["warning"]:
        document.add_paragraph().add_run(said["warning"]).bold = True
    for block in said["blocks"]:
        _block(document, block, notes)
    document.add_heading(said["signed_heading"], level=2)
    document.add_paragraph().add_run(said["signed"]["count"]).bold = True
    for name in said["signed"]["named"]:
        document.add_paragraph(name, style="List Bullet")
    for each in said["signed"]["rest"]:
        document.add_paragraph(each)
    document.add_heading(said["cite_heading"], level=2)
    document.add_paragraph(f"{said['cite']} {said['address']}")
    document.add_paragraph(said["hash"]).runs[0].font.size = Pt(7)
    notes.put_into(document)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


class _Footnotes:
    """The footnotes of a document, in the order in which the text refers to them."""

    def __init__(self, notes: Mapping[int, Mapping[str, Any]]) -> None:
        self._notes = notes
        self._root = parse_xml(f"<w:footnotes {nsdecls('w')}/>")
        for number, kind in ((-1, "separator"), (0, "continuationSeparator")):
            note = self._note(number)
            note.set(qn("w:type"), kind)
            run = _add(_add(note, "w:p"), "w:r")
            _add(run, f"w:{kind}")
        self._last = 0

    def refer(self, paragraph: Any, number: int) -> None:
        """Put a reference behind what was said, and what it rests on at the foot."""
        self._last += 1
        run = paragraph.add_run()
        run.font.superscript = True
        reference = _add(run._r, "w:footnoteReference")
        reference.set(qn("w:id"), str(self._last))
        self._write(self._note(self._last), self._notes[number])

    def put_into(self, document: Any) -> None:
        """Add the part of the footnotes to a document."""
        part = Part(
            PackURI("/word/footnotes.xml"),
            CONTENT_TYPE.WML_FOOTNOTES,
            etree.tostring(
                self._root, xml_declaration=True, encoding="UTF-8", standalone=True
            ),
            document.part.package,
        )
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

    def _note(self, number: int) -> Any:
        note = _add(self._root, "w:footnote")
        note.set(qn("w:id"), str(number))
        return note

    def _write(self, note: Any, said: Mapping[str, Any]) -> None:
        paragraph = _add(note, "w:p")
        mark = _add(paragraph, "w:r")
        _add(_add(mark, "w:rPr"), "w:vertAlign").set(qn("w:val"), "superscript")
        _add(mark, "w:footnoteRef")
        _write(paragraph, f" {said['sentence']} {said['state']}.", said["lang"])
        for each in said["rests"]:
            parts = (each["amount"], each["title"], each["now"], each["id"])
            text = " · ".join(part for part in parts if part)
            line = _add(note, "w:p")
            _write(line, text, each["lang"])
            if each["address"]:
                _write(line, f" {each['address']}", "")


def _block(document: Any, block: Mapping[str, Any], notes: _Footnotes) -> None:
    for line in block["lines"]:
        if block["kind"] == "heading":
            paragraph = document.add_heading(level=2)
        else:
            paragraph = document.add_paragraph(style=_STYLES.get(block["kind"]))
        _line(paragraph, line, notes)
    if block["kind"] == "steps":
        _restart(document, len(block["lines"]))


def _line(
    paragraph: Any, spans: Sequence[Mapping[str, Any]], notes: _Footnotes
) -> None:
    for each in spans:
        run = paragraph.add_run(each["text"])
        if each["lang"]:
            _speak(run._r.get_or_add_rPr(), each["lang"])
        if each["note"]:
            notes.refer(paragraph, each["note"])


def _restart(document: Any, lines: int) -> None:
    """Let a numbered list begin at one, whatever list stands before it."""
    numbering = document.part.numbering_part.numbering_definitions._numbering
    style = document.styles["List Number"].element.pPr.numPr.numId.val
    kind = numbering.num_having_numId(style).abstractNumId.val
    new = numbering.add_num(kind)
    new.add_lvlOverride(ilvl=0).add_startOverride(1)
    for paragraph in document.paragraphs[-lines:]:
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_numId().val = new.numId
        properties.get_or_add_ilvl().val = 0


def _describe(document: Any, said: Mapping[str, Any]) -> None:
    """Say title and language; nobody is named, and no clock is read."""
    about = document.core_properties
    about.title, about.language = said["title"], said["lang"]
    about.author = about.last_modified_by = "Headload"
    about.comments = about.keywords = about.subject = ""
    about.created = about.modified = _STILL
    defaults = document.styles.element.find(qn("w:docDefaults"))
    properties = defaults.find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for each in properties.findall(qn("w:lang")):
        properties.remove(each)
    _speak(properties, said["lang"])


def _speak(properties: Any, language: str) -> None:
    """Say in which language a run is, so that it is read aloud and checked so."""
    element = _add(properties, "w:lang")
    element.set(qn("w:val"), language)


def _write(paragraph: Any, text: str, language: str) -> None:
    run = _add(paragraph, "w:r")
    properties = _add(run, "w:rPr")
    _add(properties, "w:sz").set(qn("w:val"), "16")
    if language:
        _speak(properties, language)
    element = _add(run, "w:t")
    element.text = text
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _add(parent: Any, name: str) -> Any:
    child = OxmlElement(name)
    parent.append(child)
    return child
