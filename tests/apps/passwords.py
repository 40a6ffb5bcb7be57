"""Passwords in tests are kept in the way of the site, with fewer rounds.

A million rounds take a third of a second each time that somebody signs in, on
purpose. Tests do it hundreds of times, and their number decides nothing they show.
"""

ROUNDS = 1_000


def with_fewer_rounds() -> None:
    """Let this process keep and check passwords with few rounds."""
    from django.contrib.auth.hashers import PBKDF2PasswordHasher

    PBKDF2PasswordHasher.iterations = ROUNDS
