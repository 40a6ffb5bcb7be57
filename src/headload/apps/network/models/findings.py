"""What the automatic checks found about counts, for editors and beside the number.

A finding is worked out from counts and never typed in; it goes when its cause does.
"""

from django.db import models

from headload.apps.network.checks import Check
from headload.apps.network.models.counts import MembershipCount


class CountFinding(models.Model):
    """Something suspicious about a count; `others` are permanent ids it is held to."""

    count = models.ForeignKey(
        MembershipCount, on_delete=models.CASCADE, related_name="findings"
    )
    check_name = models.CharField(
        "check",
        max_length=50,
        choices=[(each.value, each.value.replace("-", " ")) for each in Check],
    )
    others = models.JSONField(default=list)
    found_on = models.DateField(auto_now_add=True)

    class Meta:
        ordering = ("check_name", "count")
        constraints = (
            models.UniqueConstraint(
                fields=("count", "check_name"), name="one_finding_of_a_check"
            ),
        )

    def __str__(self) -> str:
        """Return the check and the permanent id of the count, which tell no name."""
        return f"{self.check_name} {self.count}"

    def organisation(self) -> str:
        """Return whose count it is, for the desk; by its id where it is at risk."""
        whose = self.count.organisation
        return str(whose.permanent if whose.is_high_risk else whose)

    def number(self) -> int:
        """Return the number itself, for the desk."""
        return int(self.count.value)
