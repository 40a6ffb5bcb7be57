"""Accounts of the desk: editors write and publish; administrators change accounts."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.auth.password_validation import validate_password
from django.db import transaction

GROUP = "Moderators"
_MODELS = (
    ("common", "concept"),
    ("headload_pages", "consent"),
    ("headload_library", "work"),
    ("headload_library", "person"),
    ("headload_voice", "body"),
    ("headload_voice", "process"),
    ("headload_voice", "law"),
    ("headload_voice", "provision"),
    ("headload_voice", "ratification"),
    ("headload_voice", "implementationcheck"),
    ("headload_voice", "agreement"),
    ("headload_voice", "source"),
)
_VERBS = ("add", "change", "view", "publish", "lock", "unlock")


@transaction.atomic
def make_editor(name: str, password: str, *, admin: bool = False) -> bool:
    """Give somebody an account, or a new password.

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
    user.groups.add(_editors())
    return bool(new)


def _editors() -> Group:
    """Return the group that may publish pages, and change vocabulary and consents."""
    group = Group.objects.get(name=GROUP)
    for app, model in _MODELS:
        codes = [f"{verb}_{model}" for verb in _VERBS]
        group.permissions.add(
            *Permission.objects.filter(content_type__app_label=app, codename__in=codes)
        )
    return group
