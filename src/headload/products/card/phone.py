"""A picture in few colours, so that it is small enough to send on a phone.

No dither: it would make type and dots grainy, and the file larger.
"""

import io

from PIL import Image

_COLOURS = 48


def few_colours(picture: bytes) -> bytes:
    """Return a PNG in 48 colours."""
    sink = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as opened:
        plain = opened.convert("RGB")
        reduced = plain.quantize(_COLOURS, dither=Image.Dither.NONE)
        reduced.save(sink, "PNG", optimize=True)
    return sink.getvalue()
