"""Which gateway the site sends short messages by: described in a file of its own."""

import tomllib
from dataclasses import fields
from pathlib import Path
from urllib.parse import urlsplit

from headload.apps.common.sms import Gateway
from headload.errors import WrongUse

_FOLDER = "folder"
_FORMS = ("json", "form")
_NEEDED = ("{number}", "{text}")


def gateway_of(said: str) -> Gateway | None:
    """Return the gateway that `HEADLOAD_SMS` names.

    Parameters
    ----------
    said
        Empty for none; ``folder`` for files in the site's folder, to look at; else the
        path of a TOML file.

    Raises
    ------
    WrongUse
        HL-SITE-50 for a file that cannot be read, -51 for one that does not describe a
        gateway. Nothing of the file is told: it holds secrets.

    Examples
    --------
    >>> gateway_of("folder").address
    'folder'
    """
    if not said:
        return None
    if said == _FOLDER:
        return Gateway(_FOLDER)
    try:
        told = tomllib.loads(Path(said).read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise WrongUse(
            "The description of the SMS gateway cannot be read",
            where="HEADLOAD_SMS",
            to_do="name a TOML file that the site's user can read, or `folder`",
            code="HL-SITE-50",
        ) from None
    problem = _problem(told)
    if problem:
        raise WrongUse(
            f"The file does not describe an SMS gateway: {problem}",
            where="HEADLOAD_SMS",
            to_do="write it as in docs/how-to/letters-and-sms.md",
            code="HL-SITE-51",
        )
    return Gateway(**told)


def _problem(told: dict[str, object]) -> str:
    """Return what is wrong with a description, without a value of it."""
    known = {each.name for each in fields(Gateway)}
    unknown = sorted(set(told) - known)
    if unknown:
        return f"it knows no {unknown[0]}"
    address = told.get("address", "")
    if address != _FOLDER:
        parts = urlsplit(address if isinstance(address, str) else "")
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            return "address does not begin with http:// or https://"
    if told.get("form", "json") not in _FORMS:
        return "form is neither json nor form"
    for name in ("headers", "body", "reply"):
        table = told.get(name, {})
        if not isinstance(table, dict) or not all(
            isinstance(each, str) for each in table.values()
        ):
            return f"{name} is not a table of texts"
    written = " ".join(dict(told.get("body", {})).values())  # type: ignore[call-overload]
    missing = [each for each in _NEEDED if each not in written]
    if address != _FOLDER and missing:
        return f"no field of body has {missing[0]}"
    secret = told.get("secret", "")
    if not isinstance(secret, str) or 0 < len(secret) < 16:
        return "secret has fewer than 16 signs"
    return "" if isinstance(told.get("local", False), bool) else "local is no yes or no"
