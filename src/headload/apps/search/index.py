"""Bring documents into the index, and take them out.

Pages stream through in batches, so that a library of any size is indexed in the memory
that its words need.
"""

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from headload.apps.common.languages import LANGUAGES
from headload.apps.common.models import Content
from headload.apps.search.facets import EVERY
from headload.apps.search.models import Document, Facet, Term
from headload.apps.search.postings import Batches, forget, merge
from headload.apps.search.synonyms import tokens_in
from headload.apps.search.words import folded, stem, words_of


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
Progress = Callable[[int], None]
"""Is told how many pages are indexed, from time to time."""
_AT_ONCE = 500
_SOURCES: dict[str, Source] = {}
T = TypeVar("T")


def register(kind: str, source: Source) -> None:
    """Add what gives every page of a kind."""
    _SOURCES[kind] = source


def sources() -> Mapping[str, Source]:
    """Return what gives every page, by kind."""
    return dict(_SOURCES)


def rebuild(*kinds: str, progress: Progress = lambda count: None) -> int:
    """Index all pages of the kinds anew (of every kind when none is named).

    Returns
    -------
    int
        How many there are.
    """
    with transaction.atomic():
        count = 0
        words = _Words()
        for kind in kinds or tuple(_SOURCES):
            _forget(Document.objects.filter(kind=kind))
            forget(kind)
            batches = Batches(kind)
            for some, spoken in _some_at_once(_SOURCES[kind]()):
                _put_in(some, spoken, words, batches)
                count += len(some)
                progress(count)
            batches.write()
        others = Document.objects.exclude(kind__in=kinds or tuple(_SOURCES))
        texts = others.order_by().values_list("title", "text", "language")
        for title, text, language in texts.iterator():
            words.add({*words_of(title), *words_of(text)}, language)
        Term.objects.all().delete()
        _note(words, {})
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
        words, batches = _Words(), Batches(kind)
        for some, spoken in _some_at_once(listed):
            _put_in(some, spoken, words, batches)
        batches.write()
        merge(kind)
        known = Term.objects.filter(word__in=list(words.counted))
        _note(words, {term.word: term for term in known})
        Content.changed()


class _Words:
    """Words without their accents: how many texts have each, and its stems."""

    def __init__(self) -> None:
        self.counted: Counter[str] = Counter()
        self.stems: dict[str, set[str]] = {}

    def add(self, words: set[str], language: str) -> None:
        """Add the words of one text."""
        self.counted.update({folded(word) for word in words})
        for word in words:
            self.stems.setdefault(folded(word), set()).add(stem(word, language))


Spoken = Mapping[str, set[str]]
"""Languages in which there is a page, by its key."""


def _forget(documents: QuerySet[Document]) -> None:
    numbers = list(documents.values_list("pk", flat=True))
    for some in _parts(numbers):
        Facet.objects.filter(document__in=some).delete()
        Document.objects.filter(pk__in=some).only("pk").delete()


def _some_at_once(entries: Iterable[Entry]) -> Iterator[tuple[list[Entry], Spoken]]:
    """Yield entries as they come, in batches.

    Those that are not everywhere wait until all have come, since in which languages
    there is a page says whom it serves.
    """
    waiting: list[Entry] = []
    spoken: dict[str, set[str]] = {}

    def as_they_come() -> Iterator[Entry]:
        for entry in entries:
            if entry.everywhere:
                yield entry
            else:
                waiting.append(entry)
                spoken.setdefault(entry.key, set()).add(entry.language)

    for some in _parts(as_they_come()):
        yield some, {}
    for some in _parts(waiting):
        yield some, spoken


def _parts(all_of_them: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(all_of_them)
    while some := list(islice(rest, _AT_ONCE)):
        yield some


def _put_in(
    entries: Sequence[Entry], spoken: Spoken, words: _Words, batches: Batches
) -> None:
    documents = Document.objects.bulk_create([_document(entry) for entry in entries])
    numbered = [
        (document.pk, entry) for document, entry in zip(documents, entries, strict=True)
    ]
    with connection.cursor() as cursor:  # a million rows: too many for objects
        cursor.executemany(
            f"INSERT INTO {Facet._meta.db_table} (document_id, name, value) "  # noqa: S608
            "VALUES (%s, %s, %s)",
            [
                (number, name, value)
                for number, entry in numbered
                for name, value in _facets(entry, spoken.get(entry.key, set()))
            ],
        )
    for number, entry in numbered:
        batches.add(number, *_stems(entry, words))


def _stems(
    entry: Entry, words: _Words
) -> tuple[Sequence[str], Sequence[str], Sequence[str]]:
    """Return the stems of title, keywords and text; note the words."""
    title, text = words_of(entry.title), words_of(entry.text)
    words.add({*title, *text}, entry.language)

    def stems(of: Sequence[str]) -> list[str]:
        own = [stem(word, entry.language) for word in of]
        return own + tokens_in(of, entry.language)

    keywords = words_of(entry.keywords)
    if entry.date:  # "tokman 2011" is how a work is remembered
        keywords.append(str(entry.date.year))
    return stems(title), stems(keywords), stems(text)


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
        serves = {EVERY}
    elif entry.language == ("en" if "en" in spoken else min(spoken)):
        serves |= set(LANGUAGES) - spoken
    own = [("kind", entry.kind), ("language", entry.language)]
    own += [("serves", language) for language in sorted(serves)]
    year = [("year", str(entry.date.year))] if entry.date else []
    return tuple(dict.fromkeys([*own, *entry.facets, *year]))


def _note(words: _Words, known: Mapping[str, Term]) -> None:
    noted = []
    for word, count in sorted(words.counted.items()):
        own = words.stems[word]
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
