"""Who made works, and what each did for one."""

from enum import StrEnum

from django.core.exceptions import ValidationError
from django.db import models

from headload.apps.library.identifiers import is_orcid, is_ror


class Role(StrEnum):
    """What a person did for a work (as in DataCite and CSL)."""

    AUTHOR = "author"
    EDITOR = "editor"
    TRANSLATOR = "translator"


class Person(models.Model):
    """Who made a work: somebody or an organisation, with the name as printed.

    A person may have an ORCID iD, an organisation (whose name stands in `family`) a
    ROR id.
    """

    family = models.CharField(
        max_length=240, help_text="Or the whole name of an organisation."
    )
    given = models.CharField(max_length=120, blank=True)
    organisation = models.BooleanField(default=False)
    orcid = models.CharField(max_length=19, blank=True)
    ror = models.CharField(
        max_length=9, blank=True, help_text="Nine signs, such as 02k7v4d05."
    )

    class Meta:
        ordering = ("family", "given")
        verbose_name_plural = "people"

    def __str__(self) -> str:
        """Return the name, family first."""
        return f"{self.family}, {self.given}" if self.given else self.family

    @property
    def address(self) -> str:
        """Address of the ORCID iD or ROR id; empty where it has none."""
        if self.orcid:
            return f"https://orcid.org/{self.orcid}"
        return f"https://ror.org/{self.ror}" if self.ror else ""

    def clean(self) -> None:
        """Refuse an id that does not check out, or of the wrong kind.

        Raises
        ------
        ValidationError
            By field.
        """
        wrong = {}
        if self.orcid and (self.organisation or not is_orcid(self.orcid)):
            wrong["orcid"] = "This is not the ORCID iD of a person."
        if self.ror and not (self.organisation and is_ror(self.ror)):
            wrong["ror"] = "This is not the ROR id of an organisation."
        if self.organisation and self.given:
            wrong["given"] = "An organisation has one name."
        if wrong:
            raise ValidationError(wrong)
