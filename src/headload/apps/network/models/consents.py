"""Consents, and the contacts that are kept only while one holds.

Names of persons and contacts are sealed before they reach the database. A consent that
is taken back keeps its day and nothing of what it allowed.
"""

from django.db import models
from django.db.models import Q

from headload.apps.network.kinds import ContactKind, Given, Purpose, Visibility, choices
from headload.apps.network.models.organisations import Organisation
from headload.apps.network.models.shared import Record
from headload.apps.network.sealing import unseal


class Consent(Record):
    """An organisation, or a person in it, agreed to one use of what it gave."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="consents"
    )
    sealed_person = models.TextField(blank=True, editable=False)
    purpose = models.CharField(max_length=20, choices=choices(Purpose))
    scope = models.CharField(
        max_length=12,
        choices=[
            each
            for each in choices(Visibility)
            if each[0] in {Visibility.PUBLIC, Visibility.NETWORK}
        ],
    )
    language = models.CharField(max_length=8, help_text="In which it was read.")
    how = models.CharField(max_length=12, choices=choices(Given))
    given_on = models.DateField()
    expires_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ("organisation", "purpose", "-given_on")
        constraints = (
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(sealed_person=""),
                name="no_name_after_withdrawal",
            ),
            models.CheckConstraint(
                condition=Q(expires_on__gt=models.F("given_on")),
                name="a_consent_expires_after_it_is_given",
            ),
        )

    def __str__(self) -> str:
        """Return what it allows."""
        return f"{self.purpose} ({self.scope})"

    @property
    def person(self) -> str:
        """The person who agreed; empty for an organisation, or once taken back."""
        return unseal(self.sealed_person) if self.sealed_person else ""


class Contact(Record):
    """How an organisation can be reached; never shown, used by the relay alone."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="contacts"
    )
    consent = models.ForeignKey(
        Consent, on_delete=models.PROTECT, related_name="contacts"
    )
    kind = models.CharField(max_length=10, choices=choices(ContactKind))
    sealed = models.TextField(blank=True, editable=False)
    purged_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ("organisation", "kind", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(purged_on=None) & ~Q(sealed="")
                | Q(purged_on__isnull=False, sealed=""),
                name="a_contact_is_there_or_purged",
            ),
            models.CheckConstraint(
                condition=Q(visibility=Visibility.RESTRICTED),
                name="contacts_are_restricted",
            ),
        )

    def __str__(self) -> str:
        """Return its kind, never its value."""
        return self.kind

    @property
    def value(self) -> str:
        """What was sealed; empty once purged."""
        return unseal(self.sealed) if self.sealed else ""
