"""Keeping the sound of a question, sealed."""

import base64

from headload.apps.network.sealing import seal
from headload.apps.voice.models import EvidenceRequest, VoiceNote
from headload.apps.voice.services.steps import checked


def keep_note(
    request: EvidenceRequest, content: bytes, media_type: str, seconds: int
) -> VoiceNote:
    """Keep a sound with the question that it asks, inside `writing`.

    Raises
    ------
    BadInput
        HL-VOI-05 for what breaks a rule.
    """
    note = VoiceNote(
        request=request,
        sealed=seal(base64.b64encode(content).decode()),
        media_type=media_type,
        seconds=seconds,
    )
    checked(note).save()
    return note
