"""The second step of signing in: a key that a copy of the database does not hold.

django-otp keeps the key of an authenticator as it is. Here what stands in the database
is only half of it; the other is the file that seals contacts. So a database, or a
backup without keys, shows nobody's codes.
"""

from django_otp.plugins.otp_totp.models import TOTPDevice

from headload.apps.network.sealing import keyed

_BYTES = 20
"""Length of a key, as RFC 4226 recommends."""


class Authenticator(TOTPDevice):
    """The authenticator of an account, on her telephone or in her password keeper."""

    class Meta:
        """No table of its own."""

        proxy = True

    @property
    def bin_key(self) -> bytes:
        """The key that the authenticator is given."""
        return bytes.fromhex(keyed("second step", self.key))[:_BYTES]
