"""A question by voice: what kind of sound it is, and the sound alone.

What a telephone writes beside a sound (place, device, day, titles) goes, since
only the sound is copied into a new file (PyAV, which is FFmpeg). The first bytes say
what a file is, never its name; FFmpeg is told, and does not guess.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass

from headload.errors import BadInput

MOST_BYTES = 2_000_000
MOST_SECONDS = 180
_STARTS: Mapping[bytes, str] = {
    b"OggS": "ogg",
    b"\x1aE\xdf\xa3": "matroska",
    b"ID3": "mp3",
    b"\xff\xfb": "mp3",
    b"\xff\xf3": "mp3",
    b"#!AMR\n": "amr",
}
_INTO: Mapping[str, tuple[str, str]] = {
    "opus": ("ogg", "audio/ogg"),
    "aac": ("ipod", "audio/mp4"),
    "mp3": ("mp3", "audio/mpeg"),
    "mp3float": ("mp3", "audio/mpeg"),
    "amrnb": ("amr", "audio/amr"),
    "amr_nb": ("amr", "audio/amr"),
    "pcm_s16le": ("wav", "audio/wav"),
}
"""By the codec: the file that it goes into, and the type of that."""
_PLAIN = {"fflags": "+bitexact"}
_OF_MP3 = {"id3v2_version": "0", "write_xing": "0"}


@dataclass(frozen=True)
class Sound:
    """A sound and nothing else."""

    content: bytes
    media_type: str
    seconds: int


def sound_of(content: bytes) -> Sound:
    """Return the sound of a file, in a file of its own.

    Raises
    ------
    BadInput
        HL-VOI-21 for what is no sound that we know, is too large or too long.
    """
    kind = _kind(content)
    if len(content) > MOST_BYTES:
        raise _refused(f"it is larger than {MOST_BYTES // 1_000_000} MB")
    if not kind:
        raise _refused("it is no sound of a kind that is known here")
    import av

    try:
        found = _copied(content, kind)
    except (av.FFmpegError, IndexError, ValueError):
        raise _refused("it cannot be read") from None
    if found.seconds > MOST_SECONDS:
        raise _refused(f"it is longer than {MOST_SECONDS // 60} minutes")
    return found


def _kind(content: bytes) -> str:
    """Return the kind of a file by its first bytes; empty for others."""
    if content[4:8] == b"ftyp":
        return "mov"
    if content[:4] == b"RIFF" and content[8:12] == b"WAVE":
        return "wav"
    found = (kind for start, kind in _STARTS.items() if content.startswith(start))
    return next(found, "")


def _copied(content: bytes, kind: str) -> Sound:
    import av

    with av.open(io.BytesIO(content), "r", format=kind) as source:
        stream = source.streams.audio[0]
        into, media_type = _INTO.get(stream.codec_context.name, ("", ""))
        if not into:
            raise ValueError(stream.codec_context.name)
        target, seconds = io.BytesIO(), 0.0
        options = {**_PLAIN, **(_OF_MP3 if into == "mp3" else {})}
        with av.open(target, "w", format=into, options=options) as written:
            copy = written.add_stream_from_template(stream)
            for packet in source.demux(stream):
                if packet.dts is None:
                    continue
                seconds += float((packet.duration or 0) * packet.time_base)
                packet.stream = copy
                written.mux(packet)
    return Sound(target.getvalue(), media_type, max(1, round(seconds)))


def _refused(why: str) -> BadInput:
    return BadInput(
        f"The voice note cannot be kept: {why}",
        where="voice note",
        to_do=f"record up to {MOST_SECONDS // 60} minutes with the telephone's "
        "recorder, or write the question",
        code="HL-VOI-21",
    )
