"""Searches for weaknesses: in the code, in what it rests on, in a site that runs.

``python -m security`` (``make security``) asks tools that others keep and our own
rules, and ends well only when each of them could look and found nothing, or nothing
that ``explained.toml`` does not explain. What was found is in
``docs/explanation/security.md``.
"""
