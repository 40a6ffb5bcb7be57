"""What the pages of editors know of a group or a place: stories told about it."""

from headload.apps.common.models import Concept
from headload.apps.common.sections import Section
from headload.apps.pages.models import Consent, StoryPage

_NEW = 4


def stories(concept: Concept, language: str) -> Section | None:
    """Return the stories about a concept in a language; none where there are none."""
    found = (
        StoryPage.objects.live()
        .filter(Consent.in_force(), about=concept, locale__language_code=language)
        .order_by("-first_published_at")[:_NEW]
    )
    shown = list(found)
    return Section("pages/section_stories.html", {"stories": shown}) if shown else None
