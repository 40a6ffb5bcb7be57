"""Works that editors put together, with words in each language."""

from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from headload.apps.common.words import FALLBACK
from headload.apps.library.models.works import Work


class Collection(ClusterableModel):
    """Works that an editor has put together, in an order, with words of her own."""

    slug = models.SlugField(max_length=80, unique=True)
    shown = models.BooleanField(default=True)

    class Meta:
        ordering = ("slug",)

    def __str__(self) -> str:
        """Return its English title."""
        return self.words(FALLBACK).title if self.pk else self.slug

    def words(self, language: str) -> "CollectionWords":
        """Return title and introduction, in `language`, in English, or as they are."""
        every = {each.language: each for each in self.texts.all()}
        for code in (language, FALLBACK, *every):
            if code in every:
                return every[code]
        return CollectionWords(language=FALLBACK, title=self.slug)


class CollectionWords(models.Model):
    """Title and introduction of a collection in one language."""

    collection = ParentalKey(Collection, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=8, help_text="ISO 639-1, such as es.")
    title = models.CharField(max_length=200)
    introduction = models.TextField(blank=True)

    class Meta:
        ordering = ("language",)
        constraints = (
            models.UniqueConstraint(
                fields=("collection", "language"), name="one_introduction_in_a_language"
            ),
        )

    def __str__(self) -> str:
        """Return the title."""
        return self.title


class CollectionWork(models.Model):
    """A work's place in a collection."""

    collection = ParentalKey(Collection, on_delete=models.CASCADE, related_name="parts")
    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="in_lists")
    sort_order = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        ordering = ("sort_order",)
        constraints = (
            models.UniqueConstraint(
                fields=("collection", "work"), name="a_work_once_in_a_collection"
            ),
        )

    def __str__(self) -> str:
        """Return the work."""
        return str(self.work)
