"""Bring documents into the index, and take them out."""

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q

from headload.apps.common.languages import LANGUAGES
from headload.apps.common.models import Content
from headload.apps.search.engines import engine
from headload.apps.search.models import Document, Facet, Term
from headload.apps.search.words import folded, pieces, stem, stems


@dataclass(frozen=True)
class Entry:
    """A page that can be found.

    Parameters
    ----------
    key
        The same for the page in each language.
    keywords
        Words that it should be found by, though they may not stand in its text.
    facets
        Pairs of name and value, such as ``("place", "ecu")``.
    everywhere
        Whether its page is there in every language of the site, though it is in one;
        then its address has no language, and it serves readers of all.
    """

    kind: str
    key: str
    language: str
    address: str
    title: str
    text: str = ""
    keywords: str = ""
    facets: Sequence[tuple[str, str]] = ()
    date: datetime.date | None = None
    everywhere: bool = False


Source = Callable[[], Iterable[Entry]]
_SOURCES: dict[str, Source] = {}


def register(kind: str, source: Source) -> None:
    """Add what gives every page of a kind."""
    _SOURCES[kind] = source


def sources() -> Mapping[str, Source]:
    """Return what gives every page, by kind."""
    return dict(_SOURCES)


def rebuild(*kinds: str) -> int:
    """Index all pages of the kinds anew (of every kind when none is named).

    Returns
    -------
    int
        How many there are.
    """
    with transaction.atomic():
        count = 0
        for kind in kinds or tuple(_SOURCES):
            _forget(Document.objects.filter(kind=kind))
            entries = list(_SOURCES[kind]())
            _take_in(entries)
            count += len(entries)
        _count_words()
        Content.changed()
    return count


def renew(kind: str, key: str, entries: Iterable[Entry]) -> None:
    """Index the pages of one thing anew, and leave all others as they are.

    Parameters
    ----------
    key
        Key of the page; pages whose key continues it after a colon belong to it.
    entries
        Its pages as they are now; none where it is not to be found any more.
    """
    own = Q(key=key) | Q(key__startswith=f"{key}:")
    listed = list(entries)
    with transaction.atomic():
        _forget(Document.objects.filter(own, kind=kind))
        _take_in(listed)
        _learn(listed)
        Content.changed()


def _forget(documents: Any) -> None:
    numbers = list(documents.values_list("pk", flat=True))
    engine().remove(numbers)
    documents.delete()


def _take_in(entries: Sequence[Entry]) -> None:
    spoken: dict[str, set[str]] = {}
    for entry in entries:
        spoken.setdefault(entry.key, set()).add(entry.language)
    documents = Document.objects.bulk_create(
        [_document(entry) for entry in entries], batch_size=500
    )
    numbered = list(zip(documents, entries, strict=True))
    Facet.objects.bulk_create(
        [
            Facet(document=document, name=name, value=value)
            for document, entry in numbered
            for name, value in _facets(entry, spoken[entry.key])
        ],
        batch_size=2000,
    )
    engine().add(
        (
            document.pk,
            stems(entry.title, entry.language),
            stems(entry.keywords, entry.language),
            stems(entry.text, entry.language),
        )
        for document, entry in numbered
    )


def _document(entry: Entry) -> Document:
    return Document(
        kind=entry.kind,
        key=entry.key,
        language=entry.language,
        address=entry.address,
        everywhere=entry.everywhere,
        title=entry.title[:500],
        text=entry.text,
        date=entry.date,
    )


def _facets(entry: Entry, spoken: set[str]) -> Sequence[tuple[str, str]]:
    """Return what a page is of; an English one serves readers without their own."""
    serves = {entry.language}
    if entry.everywhere:
        serves = set(LANGUAGES)
    elif entry.language == ("en" if "en" in spoken else min(spoken)):
        serves |= set(LANGUAGES) - spoken
    own = [("kind", entry.kind), ("language", entry.language)]
    own += [("serves", language) for language in sorted(serves)]
    year = [("year", str(entry.date.year))] if entry.date else []
    return tuple(dict.fromkeys([*own, *entry.facets, *year]))


def _count_words() -> None:
    """Note the words that all documents have, and their stems."""
    Term.objects.all().delete()
    texts = Document.objects.values_list("title", "text", "language")
    _note(_words_of(texts.iterator()), {})


def _learn(entries: Sequence[Entry]) -> None:
    """Note the words of a few documents beside those that are noted."""
    words = _words_of((each.title, each.text, each.language) for each in entries)
    known = Term.objects.filter(word__in=list(words))
    _note(words, {term.word: term for term in known})


def _words_of(
    texts: Iterable[tuple[str, str, str]],
) -> Mapping[str, tuple[int, set[str]]]:
    """Return, by word without accents, in how many texts it is, and its stems."""
    counted: Counter[str] = Counter()
    stemmed: dict[str, set[str]] = {}
    for title, text, language in texts:
        words = {word for word, *_ in pieces(f"{title} {text}")}
        counted.update({folded(word) for word in words})
        for word in words:
            stemmed.setdefault(folded(word), set()).add(stem(word, language))
    return {word: (count, stemmed[word]) for word, count in counted.items()}


def _note(words: Mapping[str, tuple[int, set[str]]], known: Mapping[str, Term]) -> None:
    noted = []
    for word, (count, own) in sorted(words.items()):
        before = known.get(word)
        every = own | set(before.stems.split()) if before else own
        number = count + (before.documents if before else 0)
        noted.append(
            Term(word=word, documents=number, stems=" ".join(sorted(every))[:300])
        )
    Term.objects.bulk_create(
        noted,
        batch_size=5000,
        update_conflicts=True,
        unique_fields=("word",),
        update_fields=("documents", "stems"),
    )
