"""What the tables of the network share: permanent id, who may see it, its source."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CheckConstraint, F, Q

from headload.apps.common.dates import is_date
from headload.apps.common.permanent import ulid
from headload.apps.network.kinds import Visibility, choices

_WRITTEN = re.compile(r"\d{4}(-\d{2}){0,2}")


def written_date(text: str) -> None:
    """Refuse what is not a year, month or day with all its digits.

    Two such texts compare as their days do, so that the database can.

    Raises
    ------
    ValidationError
        For any other text.
    """
    if not (_WRITTEN.fullmatch(text) and is_date(text)):
        raise ValidationError("Write 2016, 2016-04 or 2016-04-30.")


def known_date(help_text: str = "2016, 2016-04 ...") -> models.CharField:
    """Return a field for a date as precise as it is known; empty where it is not."""
    return models.CharField(
        max_length=10, blank=True, validators=[written_date], help_text=help_text
    )


def in_order(earlier: str, later: str, name: str) -> CheckConstraint:
    """Return the constraint that two dates are in order, where they can be compared.

    ``2013-10`` and ``2013`` cannot: the one may be before or after the other.
    """
    return CheckConstraint(
        condition=Q(**{earlier: ""})
        | Q(**{later: ""})
        | Q(**{f"{earlier}__lte": F(later)})
        | Q(**{f"{earlier}__startswith": F(later)}),
        name=name,
    )


class Source(models.Model):
    """A page or document, and the day on which somebody saw it."""

    address = models.URLField(max_length=500)
    seen = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("address", "seen")
        constraints = (
            models.UniqueConstraint(
                fields=("address", "seen"), name="one_source_and_day"
            ),
            models.UniqueConstraint(
                fields=("address",),
                condition=Q(seen=None),
                name="one_source_without_a_day",
            ),
        )

    def __str__(self) -> str:
        """Return its address."""
        return self.address


class Record(models.Model):
    """What every record of the network has."""

    permanent = models.CharField(
        max_length=26, unique=True, default=ulid, editable=False
    )
    visibility = models.CharField(
        max_length=12, choices=choices(Visibility), default=Visibility.PUBLIC
    )
    created = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )

    class Meta:
        abstract = True
