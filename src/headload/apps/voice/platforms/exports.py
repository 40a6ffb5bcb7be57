"""A platform for machines: a Collection of schema.org with its demands."""

from collections.abc import Sequence
from typing import Any

from headload.apps.voice.demands.choose import Card
from headload.apps.voice.exports import Absolute
from headload.apps.voice.models import Platform


def platform_node(
    platform: Platform, own: Sequence[Card], absolute: Absolute
) -> dict[str, Any]:
    """Return a platform with the demands that readers may see."""
    content = {
        "@type": "Collection",
        "@id": absolute(f"/id/f/{platform.permanent}"),
        "genre": "platform of demands",
        "name": platform.title,
        "inLanguage": platform.language,
        "collectionSize": len(own),
        "hasPart": [
            {
                "@id": absolute(f"/id/d/{each.demand.permanent}"),
                "text": each.text.text,
            }
            for each in own
        ],
        "citation": [each.address for each in platform.sources.all()],
        "dateModified": platform.changed.date().isoformat(),
    }
    return {name: value for name, value in content.items() if value}
