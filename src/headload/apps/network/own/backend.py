"""Signing in with a limit, at the desk and under ``/my/`` alike."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from headload.apps.network.own.throttle import count, is_too_many, of_sign_in


class Careful(ModelBackend):
    """Django's own way, after which wrong tries are counted.

    An account that is not there takes as long as one that is: Django hashes the
    password all the same.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **parts: Any,
    ) -> Any:
        """Return the account of a name and password; none if they are wrong.

        Raises
        ------
        PermissionDenied
            After too many tries, whether the password is right or not.
        """
        if request is None:
            return super().authenticate(request, username, password, **parts)
        tries = of_sign_in(request, username or "")
        if is_too_many(tries):
            raise PermissionDenied
        user = super().authenticate(request, username, password, **parts)
        if user is None:
            count(tries)
        return user
