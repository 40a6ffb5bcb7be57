"""What the provisions of a text say, what became of them, and which demands moved.

A text is kept only with the place where it was published and the licence that lets it
be kept; without both the database refuses it.
"""

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from modelcluster.fields import ParentalKey

from headload.apps.voice.models.demands import Demand
from headload.apps.voice.models.laws import Law, Provision, TextVersion
from headload.apps.voice.models.record import Source

LONGEST = 20_000
"""Signs that the text of one provision has at most."""


class ProvisionText(models.Model):
    """What a provision says in one language."""

    provision = ParentalKey(Provision, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=8, help_text="ISO 639-1, such as es.")
    text = models.TextField(validators=[MaxLengthValidator(LONGEST)])
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, help_text="Where this wording is published."
    )
    licence = models.CharField(
        max_length=120,
        help_text="What lets it be kept here: public domain, CC BY 4.0 ...",
    )

    class Meta:
        ordering = ("language",)
        constraints = (
            models.UniqueConstraint(
                fields=("provision", "language"),
                name="one_provision_text_in_a_language",
            ),
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(language="") & ~Q(licence=""),
                name="provision_text_has_words_and_a_licence",
            ),
        )

    def __str__(self) -> str:
        """Return its language and its first words."""
        return f"{self.language}: {self.text[:60]}"


class Correspondence(models.Model):
    """What somebody states became of a provision in a later text.

    Without `later` it is stated to be gone. It wins over any likeness of words.
    """

    version = models.ForeignKey(
        TextVersion,
        on_delete=models.CASCADE,
        related_name="correspondences",
        help_text="The later text.",
    )
    earlier = models.ForeignKey(
        Provision, on_delete=models.CASCADE, related_name="became"
    )
    later = models.ForeignKey(
        Provision,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="was",
        help_text="Empty where the later text has it no more.",
    )
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, help_text="Who states it."
    )

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("version", "earlier"), name="one_correspondence_in_a_text"
            ),
        )

    def __str__(self) -> str:
        """Return both numbers."""
        return f"{self.earlier.number} > {self.later.number if self.later else '-'}"

    def clean(self) -> None:
        """Refuse provisions of other texts than those that are spoken of.

        Raises
        ------
        ValidationError
            By field.
        """
        super().clean()
        if self.later and self.later.version_id != self.version_id:
            raise ValidationError({"later": "It is not in the later text."})
        earlier = self.earlier
        if earlier.law_id != self.version.law_id:
            raise ValidationError({"earlier": "It is of another law."})
        if earlier.version_id in {None, self.version_id}:
            raise ValidationError({"earlier": "It is not in an earlier text."})


class AimMove(models.Model):
    """That a demand was aimed at another provision: from where, to where, and when.

    Kept as words, since provisions may be renumbered or deleted later. Never changed,
    but for the day on which its owners were told.
    """

    demand = models.ForeignKey(Demand, on_delete=models.CASCADE, related_name="moves")
    law = models.ForeignKey(Law, on_delete=models.CASCADE, related_name="moves")
    old = models.CharField(max_length=200)
    new = models.CharField(
        max_length=200, blank=True, help_text="Empty: the new text has it no more."
    )
    text = models.CharField(max_length=200, help_text="The new text.")
    on = models.DateField()
    told_on = models.DateField(null=True, blank=True, help_text="Its owners, by mail.")

    class Meta:
        ordering = ("-on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(old="") & ~Q(text=""), name="aim_move_says_from_where"
            ),
        )

    def __str__(self) -> str:
        """Return both numbers."""
        return f"{self.old} > {self.new or '-'}"
