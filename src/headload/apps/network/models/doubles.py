"""What somebody found of two records that looked like one organisation."""

from django.db import models
from django.db.models import F, Q

from headload.apps.network.models.organisations import Organisation


class NotDouble(models.Model):
    """Two records that somebody looked at: they are not the same organisation."""

    one = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("one", "other"), name="two_organisations_looked_at_once"
            ),
            models.CheckConstraint(
                condition=Q(one__lt=F("other")),
                name="two_organisations_in_order",
            ),
        )

    def __str__(self) -> str:
        """Return both permanent ids, which tell no name."""
        return f"{self.one.permanent} {self.other.permanent}"
