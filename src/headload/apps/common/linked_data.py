"""JSON-LD that stands in a page: nothing in it can end the element that holds it."""

import json
from collections.abc import Mapping
from typing import Any


def in_page(content: Mapping[str, Any]) -> str:
    r"""Return JSON-LD for a ``script`` element of a page.

    Examples
    --------
    >>> in_page({"name": "</script>"})
    '{\n "name": "\\u003c/script>"\n}'
    """
    text = json.dumps(content, ensure_ascii=False, indent=1)
    return text.replace("<", "\\u003c")
