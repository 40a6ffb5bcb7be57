"""Passwords: the site's own words, which its enemies try first, count for nothing."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError

_WORDS = ("headload", "wiego", "password", "contraseña", "motdepasse")
_LEAST = 8
"""Signs that a password has beside such words."""
_SHORTEST = 4


class NoOwnWords:
    """Refuse a password that is little more than words of the site or of its account.

    Those words are the name of this software, parts of the site's address, and the name
    and mail address of the account (OWASP ASVS 5.0, 6.2.11).
    """

    def validate(self, password: str, user: object = None) -> None:
        """Refuse it where fewer than eight signs are left without these words.

        Raises
        ------
        ValidationError
            With code ``password_of_own_words``.
        """
        left = password.casefold()
        for word in sorted(_own_words(user), key=len, reverse=True):
            left = left.replace(word, "")
        if len(left) < _LEAST:
            raise ValidationError(self.get_help_text(), code="password_of_own_words")

    def get_help_text(self) -> str:
        """Return the rule in words."""
        return (
            "Words of this site and of your name count for nothing in a password: "
            f"have {_LEAST} signs beside them."
        )


def _own_words(user: object) -> set[str]:
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or ""
    own = [str(getattr(user, name, "")) for name in ("username", "email")]
    parts = [*host.split("."), *(part for each in own for part in each.split("@"))]
    found = {each.casefold() for each in (*_WORDS, *own, *parts)}
    return {each for each in found if len(each) >= _SHORTEST}
