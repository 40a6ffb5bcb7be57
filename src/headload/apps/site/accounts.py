"""Accounts of the desk: who writes, who publishes, who changes accounts.

Writers write, and hand what they wrote to editors; editors publish too.
"""

from collections.abc import Sequence

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.auth.password_validation import validate_password
from django.db import transaction

EDITORS, WRITERS = "Moderators", "Editors"
"""Names of the groups, which are Wagtail's own."""
_MODELS = (
    ("common", "concept"),
    ("headload_pages", "consent"),
    ("headload_library", "work"),
    ("headload_library", "person"),
    ("headload_library", "collection"),
    ("headload_library", "repository"),
    ("headload_voice", "body"),
    ("headload_voice", "process"),
    ("headload_voice", "law"),
    ("headload_voice", "provision"),
    ("headload_voice", "correspondence"),
    ("headload_voice", "ratification"),
    ("headload_voice", "implementationcheck"),
    ("headload_voice", "agreement"),
    ("headload_voice", "source"),
    ("headload_voice", "demand"),
    ("headload_voice", "document"),
    ("headload_voice", "platform"),
    ("headload_voice", "outcome"),
    ("headload_voice", "filing"),
    ("headload_voice", "datagap"),
    ("headload_voice", "evidencerequest"),
)
_TO_WRITE = (("headload_library", "work"), ("headload_library", "person"))
_VERBS = ("add", "change", "view", "publish", "lock", "unlock")


@transaction.atomic
def make_editor(
    name: str, password: str, *, admin: bool = False, writer: bool = False
) -> bool:
    """Give somebody an account, or a new password.

    Parameters
    ----------
    writer
        May write and not publish; what she hands in an editor looks at.

    Returns
    -------
    bool
        Whether the account is new.

    Raises
    ------
    ValidationError
        When the password is too short or a common one.
    """
    validate_password(password)
    user, new = get_user_model().objects.get_or_create(username=name)
    user.set_password(password)
    user.is_superuser = user.is_superuser or admin
    user.save()
    user.groups.set([_writers() if writer else _editors()])
    return bool(new)


def _editors() -> Group:
    """Return the group that may publish, and change vocabulary and consents."""
    return _group(EDITORS, _MODELS, _VERBS)


def _writers() -> Group:
    """Return the group that may write works and pages, and publish none."""
    return _group(WRITERS, _TO_WRITE, ("add", "change", "view"))


def _group(name: str, models: Sequence[tuple[str, str]], verbs: Sequence[str]) -> Group:
    group = Group.objects.get(name=name)
    for app, model in models:
        codes = [f"{verb}_{model}" for verb in verbs]
        group.permissions.add(
            *Permission.objects.filter(content_type__app_label=app, codename__in=codes)
        )
    return group
