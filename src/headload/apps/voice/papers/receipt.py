"""The receipt of a sign-on: what was signed, how far it is; it names nobody."""

from headload.apps.common.words import say
from headload.apps.voice.models import SignOn


def receipt_text(kept: SignOn, language: str) -> str:
    """Return a receipt as plain text, to keep or to send on.

    It has neither the name of the organisation nor its mandate: whoever finds it learns
    that somebody signed, and nothing else.
    """
    days = (
        ("receipt_signed_on", kept.signed_on),
        ("receipt_confirmed_on", kept.confirmed_on),
        ("receipt_withdrawn_on", kept.withdrawn_on),
    )
    newer = kept.version.newer
    lines = [
        str(say("receipt", language)),
        f"{say('receipt_paper', language)}: {kept.version.said(language)}",
        f"{say('receipt_version', language)}: {kept.version.number}",
        f"{say('receipt_state', language)}: "
        f"{say(f'sign_on_state_{kept.state}', language)}",
        *(f"{say(name, language)}: {day.isoformat()}" for name, day in days if day),
        f"{say('receipt_number', language)}: {kept.permanent}",
        f"{say('receipt_hash', language)}: {kept.content_hash}",
    ]
    if newer is not None:
        lines.append(str(say("receipt_newer", language, number=newer.number)))
    return "\n".join(lines) + "\n"
