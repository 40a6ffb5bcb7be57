"""Provisions from a table: what each says, and what it was in the text before.

A row is a provision in one language. Words come in only with the address where they
are published and the licence that lets them be kept. A row without a number states that
the provision of the text before, named in `was`, is in this one no more.
"""

from headload.apps.common.languages import LANGUAGES
from headload.apps.voice.keep import Keeper, kept
from headload.apps.voice.models import (
    Correspondence,
    Law,
    Provision,
    ProvisionTag,
    ProvisionText,
    TextVersion,
)
from headload.apps.voice.models.texts import LONGEST
from headload.apps.voice.tables import Row
from headload.apps.voice.texts.versions import texts_of
from headload.apps.voice.words import Tag

NEEDED = ("law", "version", "number", "source")
ALSO = (
    "version_name", "version_language", "heading", "tags", "text", "language",
    "licence", "was",
)  # fmt: skip
_TAGS = {each.value: each for each in Tag}


def keep(keeper: Keeper, row: Row) -> bool:
    """Keep a provision, its words in a language, and what it was; all that is new.

    Raises
    ------
    BadInput
        HL-VOI-03 for a cell that is wrong.
    """
    law = _law(row)
    version = _version(law, row)
    number = row.text("number", 40)
    if not number and not row.text("was"):
        row.refuse("number", "It is empty, and so is what it was")
    provision, new = _provision(law, version, row) if number else (None, False)
    if provision is not None and row.text("text"):
        new |= _words(keeper, provision, row)
    if row.text("was"):
        new |= _was(keeper, version, provision, row)
    if new:
        keeper.said.add(law)
    return new


def _law(row: Row) -> Law:
    slug = row.needed("law", 120)
    found = Law.objects.filter(slug=slug).first()
    return found or row.refuse("law", f'There is no law "{slug}"')


def _version(law: Law, row: Row) -> TextVersion | None:
    date = row.date("version")
    if not date:
        return None
    asked = {
        "law": law,
        "date": date,
        "language": row.text("version_language", 8) or law.language,
        "name": row.text("version_name", 120),
    }
    found = TextVersion.objects.filter(**asked).first()
    if found is None:
        found = TextVersion(**asked)
        kept(found, row, {"date": "version", "name": "version_name"})
    return found


def _provision(
    law: Law, version: TextVersion | None, row: Row
) -> tuple[Provision, bool]:
    asked = {"law": law, "version": version, "number": row.text("number")}
    found = Provision.objects.filter(**asked).first()
    if found is not None:
        return found, False
    provision = Provision(heading=row.text("heading", 200), **asked)
    for name in row.several("tags"):
        if name not in _TAGS:
            row.refuse("tags", f'"{name}" is none of: {", ".join(_TAGS)}')
        provision.tags.add(ProvisionTag(tag=name))
    kept(provision, row, {})
    return provision, True


def _words(keeper: Keeper, provision: Provision, row: Row) -> bool:
    language = row.one_of(
        "language",
        {"": provision.law.language, **{each: each for each in LANGUAGES}},
    )
    if provision.texts.filter(language=language).exists():
        return False
    words = ProvisionText(
        provision=provision,
        language=language,
        text=row.text("text", LONGEST),
        source=keeper.source(row),
        licence=row.needed("licence", 120),
    )
    kept(words, row, {})
    return True


def _was(
    keeper: Keeper,
    version: TextVersion | None,
    provision: Provision | None,
    row: Row,
) -> bool:
    if version is None:
        row.refuse("was", "Without the day of a version nothing was before it")
    before = [
        each
        for each in texts_of(version.law)
        if (each.date, each.pk) < (version.date, version.pk)
    ]
    number = row.text("was", 40)
    earlier = before[-1].provisions.filter(number=number).first() if before else None
    if earlier is None:
        row.refuse("was", f'The text before has no provision "{number}"')
    if Correspondence.objects.filter(version=version, earlier=earlier).exists():
        return False
    told = Correspondence(
        version=version, earlier=earlier, later=provision, source=keeper.source(row)
    )
    kept(told, row, {"later": "number", "earlier": "was"})
    return True
