"""What writers of trials write, and whether all of it is there."""

ORGANISATION = "faults"


def prepare() -> None:
    """Make the organisation that writers write to."""
    from apps.organisations import organisation

    organisation("Faults")


def write(name: str, number: int) -> None:
    """State one count and add one to the number in the note, both through services.

    The note is read again under the lock of the writers, so that no addition may be
    lost.
    """
    from apps.organisations import new_count
    from headload.apps.network.history import writing
    from headload.apps.network.models import Organisation
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.services import change, record_count

    with writing():
        found = Organisation.objects.get(slug=ORGANISATION)
        added = int(found.note or 0) + 1
        change(found, "note", str(added), COMMAND_LINE, reason="a trial")
        count = new_count(number + 1, declared_by=name)
        record_count(found, count, COMMAND_LINE)


def kept() -> tuple[int, int, bool]:
    """Return the number in the note, how many counts, and whether history holds."""
    from headload.apps.network.history import broken
    from headload.apps.network.models import MembershipCount, Organisation

    found = Organisation.objects.get(slug=ORGANISATION)
    counts = MembershipCount.objects.filter(organisation=found).count()
    return int(found.note or 0), counts, broken() is None
