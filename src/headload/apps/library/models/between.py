"""What works have to do with each other, and which only look alike."""

from enum import StrEnum

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from modelcluster.fields import ParentalKey

from headload.apps.library.identifiers import doi_in
from headload.apps.library.models.works import Work


class Relation(StrEnum):
    """How a work stands to another (DataCite 4, relationType)."""

    SUPPLEMENT_TO = "IsSupplementTo"
    PART_OF = "IsPartOf"
    NEW_VERSION_OF = "IsNewVersionOf"
    CITES = "Cites"
    REVIEWS = "Reviews"


_RELATIONS = [
    (Relation.SUPPLEMENT_TO.value, "Is a supplement to"),
    (Relation.PART_OF.value, "Is part of"),
    (Relation.NEW_VERSION_OF.value, "Is a new version of"),
    (Relation.CITES.value, "Cites"),
    (Relation.REVIEWS.value, "Reviews"),
]


class Related(models.Model):
    """What a work has to do with another: one of the library, or one elsewhere."""

    work = ParentalKey(Work, on_delete=models.CASCADE, related_name="relations")
    kind = models.CharField(max_length=20, choices=_RELATIONS)
    to = models.ForeignKey(
        Work,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="related_from",
    )
    doi = models.CharField(
        max_length=200, blank=True, help_text="Of a work that is not in the library."
    )

    class Meta:
        ordering = ("kind", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(to__isnull=False) ^ ~Q(doi=""),
                name="related_to_a_work_here_or_elsewhere",
            ),
        )

    def __str__(self) -> str:
        """Return the kind and the other work."""
        return f"{self.kind} {self.to or self.doi}"

    def clean(self) -> None:
        """Refuse a relation to nothing, to two works, or to the work itself.

        Raises
        ------
        ValidationError
            By field.
        """
        if bool(self.to) == bool(self.doi):
            raise ValidationError("Choose a work of the library or write a DOI.")
        if self.to and self.to_id == self.work_id:
            raise ValidationError({"to": "This is the work itself."})
        if self.doi and doi_in(self.doi) != self.doi:
            raise ValidationError({"doi": "A DOI begins with 10."})


class NotDouble(models.Model):
    """Two works that look alike and are not the same: somebody has looked."""

    one = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("one", "other"), name="looked_at_once"),
            models.CheckConstraint(
                condition=Q(one__lt=models.F("other")), name="the_older_first"
            ),
        )

    def __str__(self) -> str:
        """Return both."""
        return f"{self.one} / {self.other}"
