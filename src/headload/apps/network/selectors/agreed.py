"""Which organisations agreed that everybody may see something."""

from collections.abc import Collection

from django.utils import timezone

from headload.apps.network.kinds import Purpose, Visibility
from headload.apps.network.models import Consent


def agreed(organisations: Collection[int], purpose: Purpose) -> set[int]:
    """Return those whose own consent to a purpose, for everybody, holds today."""
    today = timezone.localdate()
    found = Consent.objects.filter(
        organisation__in=organisations,
        purpose=purpose,
        scope=Visibility.PUBLIC,
        sealed_person="",
        withdrawn_on=None,
        given_on__lte=today,
        expires_on__gt=today,
    )
    return set(found.values_list("organisation", flat=True))
