"""Repositories of others that works are harvested from."""

from django.db import models


class Repository(models.Model):
    """A repository that works are harvested from.

    `known_until` is what it called the time when all of it had come; the next harvest
    asks for what changed since.
    """

    address = models.URLField(max_length=400, help_text="Base URL of OAI-PMH.")
    only_set = models.CharField(max_length=120, blank=True)
    known_until = models.CharField(max_length=20, blank=True, editable=False)
    asked = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("address", "only_set"), name="one_repository_and_set"
            ),
        )

    def __str__(self) -> str:
        """Return its address."""
        return self.address
