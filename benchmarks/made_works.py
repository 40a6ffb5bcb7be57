"""Made works for timings of the library: thousands, each with ten pages of text.

They go into the tables of the library without files, since it is their text that is
searched. The same number gives the same works every time.
"""

import datetime
import hashlib
import random
from collections.abc import Iterator, Sequence

from benchmarks.records import Vocabulary
from headload.apps.common.languages import LANGUAGES
from headload.apps.common.models import Concept, Scheme
from headload.apps.library.kinds import kinds
from headload.apps.library.models import Creator, File, Page, Person, Work

PAGES = 10
_LENGTH, _OF_FIELD = 250, 4
"""Words of a page; terms of the field among them."""
_SUMMARY = 70
_PEOPLE, _SERIES = 4000, 40
_AT_ONCE = 250
_YEARS = (1990, 2026)
_MADE = "made-"
"""How their slugs begin; a site may have other works, such as briefs of releases."""


class Made:
    """Makes works, one after the other."""

    def __init__(self) -> None:
        self._draw = random.Random(11)  # noqa: S311
        self.vocabulary = Vocabulary(self._draw)
        self.count = Work.objects.filter(slug__startswith=_MADE).count()
        if self.count:  # of a site that was kept: what was drawn for it is not known
            return
        self._people = Person.objects.bulk_create(
            [Person(family=self._name(), given=self._name()) for _ in range(_PEOPLE)],
            batch_size=500,
        )
        self._concepts = {
            scheme: list(Concept.objects.filter(scheme=scheme))
            for scheme in (Scheme.WORKER_GROUP, Scheme.PLACE, Scheme.TOPIC)
        }

    def up_to(self, count: int) -> None:
        """Make works until there are `count` made ones."""
        while self.count < count:
            self._make(min(_AT_ONCE, count - self.count))

    def _make(self, count: int) -> None:
        made = [self._work(self.count + number) for number in range(count)]
        works = Work.objects.bulk_create(made)
        self.count += count
        Creator.objects.bulk_create(
            [
                Creator(work=work, person=person, sort_order=order)
                for work in works
                for order, person in enumerate(
                    self._draw.sample(self._people, self._draw.randint(1, 3))
                )
            ]
        )
        self._relate(works, "worker_groups", Scheme.WORKER_GROUP, 2)
        self._relate(works, "places", Scheme.PLACE, 1)
        self._relate(works, "topics", Scheme.TOPIC, 2)
        files = File.objects.bulk_create(
            [
                File(
                    work=work,
                    name=f"{work.slug}.pdf",
                    language=work.language,
                    sha256=hashlib.sha256(work.slug.encode()).hexdigest(),
                    bytes=100_000,
                    pages=PAGES,
                )
                for work in works
            ]
        )
        Page.objects.bulk_create(
            [
                Page(file=file, number=number, text=self._text(file.language))
                for file in files
                for number in range(1, PAGES + 1)
            ],
            batch_size=500,
        )

    def _work(self, number: int) -> Work:
        draw = self._draw
        language = draw.choice(tuple(LANGUAGES))
        series = draw.randrange(_SERIES * 2)
        return Work(
            slug=f"{_MADE}{number}",
            title=" ".join(self.vocabulary.text(language, 6, 1)).capitalize(),
            subtitle=" ".join(self.vocabulary.text(language, 5, 0)),
            summary=" ".join(self.vocabulary.text(language, _SUMMARY, 3)),
            kind=draw.choice(tuple(kinds())),
            language=language,
            date=_date(draw),
            series=f"Made Papers {series}" if series < _SERIES else "",
            number=str(number),
            live=True,
        )

    def _text(self, language: str) -> str:
        return " ".join(self.vocabulary.text(language, _LENGTH, _OF_FIELD))

    def _name(self) -> str:
        return "".join(self.vocabulary.text("en", 1, 0)).capitalize()

    def _relate(
        self, works: Sequence[Work], name: str, scheme: Scheme, most: int
    ) -> None:
        through = getattr(Work, name).through
        through.objects.bulk_create(
            through(work_id=work.pk, concept_id=concept.pk)
            for work in works
            for concept in self._draw.sample(
                self._concepts[scheme], self._draw.randint(1, most)
            )
        )


def _date(draw: random.Random) -> str:
    day = datetime.date(draw.randint(*_YEARS), draw.randint(1, 12), 1)
    return day.isoformat()[: draw.choice((4, 7))]


def flat() -> Iterator[tuple[object, ...]]:
    """Yield each work as a row of one table: names, text and facets.

    Of several groups, places or topics it has the first.
    """
    from headload.apps.library.documents import works

    for entry in works():
        facets = dict(reversed(entry.facets))
        yield (
            entry.key,
            entry.title,
            entry.keywords,
            entry.text,
            facets.get("type"),
            facets.get("worker_group"),
            facets.get("place"),
            facets.get("topic"),
            entry.language,
            facets.get("year"),
            facets.get("series"),
        )
