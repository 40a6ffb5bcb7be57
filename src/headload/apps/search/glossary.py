"""The words of the field, as pages that can be found."""

from collections.abc import Iterator

from django.urls import reverse

from headload.apps.common.glossary import concepts
from headload.apps.common.languages import LANGUAGES
from headload.apps.search.index import Entry


def words() -> Iterator[Entry]:
    """Yield each concept of the glossary in each language that has words for it."""
    for language in LANGUAGES:
        for concept in concepts(language):
            said = [word.text for each in concept.words.values() for word in each]
            yield Entry(
                kind="word",
                key=f"word:{concept.id}",
                language=language,
                address=reverse("word", args=[language, concept.id]),
                title=concept.name,
                text=" · ".join(said),
            )
