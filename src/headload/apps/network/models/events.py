"""The history: who wrote what, when and why; nothing in it is changed or deleted.

The database refuses both (`headload.apps.network.guard`). Each row holds a hash of what
it says and of the row before, so that a change made past the database is found.
"""

from django.db import models


class Event(models.Model):
    """One thing that was written.

    `who` is the number of an account, never a name, so that an account can be deleted.
    Restricted values are marks (`sealing.mark`) and `is_marked` says so. `number`
    counts from 1 each day; the first of a day follows the last of the day before.
    """

    day = models.DateField()
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    who = models.CharField(max_length=40)
    role = models.CharField(max_length=20)
    action = models.CharField(max_length=40)
    kind = models.CharField(max_length=40, help_text="What was written to.")
    permanent = models.CharField(max_length=26, db_index=True)
    field = models.CharField(max_length=40, blank=True)
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)
    is_marked = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    source = models.TextField(blank=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("day", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("day", "number"), name="one_event_of_a_number_on_a_day"
            ),
        )

    def __str__(self) -> str:
        """Return day and number."""
        return f"{self.day} {self.number}"
