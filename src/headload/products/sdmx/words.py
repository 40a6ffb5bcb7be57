"""Put the names of a structure into words, in every language it is wanted in.

What pysdmx wrote has keys for names, all marked as English; each becomes its text
in each language, in SDMX-ML an element a language, in SDMX-JSON also `names`.
"""

import json
from collections.abc import Mapping
from copy import copy
from typing import Any

from lxml import etree

Names = Mapping[str, Mapping[str, str]]
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def xml_in_words(written: str, names: Names) -> bytes:
    """Return a structure message in SDMX-ML with its names in words."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(written.encode(), parser)
    for element in list(root.iter("{*}Name")):
        texts = names[element.text]
        for language, text in texts.items():
            spoken = copy(element)
            spoken.set(_LANGUAGE, language)
            spoken.text = text
            element.addprevious(spoken)
        element.getparent().remove(element)
    etree.indent(root, "\t")
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return made + b"\n"


def json_in_words(written: str, names: Names) -> bytes:
    """Return a structure message in SDMX-JSON with its names in words.

    `meta` stays first: readers tell the version of SDMX from the first characters.
    """
    message = json.loads(written)
    spoken = {**message, "data": _spoken(message["data"], names)}
    return f"{json.dumps(spoken, ensure_ascii=False, indent=2)}\n".encode()


def _spoken(part: Any, names: Names) -> Any:
    if isinstance(part, list):
        return [_spoken(each, names) for each in part]
    if not isinstance(part, dict):
        return part
    # pysdmx writes an empty list of groups, which the schema of SDMX forbids
    inner = {key: _spoken(each, names) for key, each in part.items() if each != []}
    if "name" not in inner:
        return inner
    texts = names[inner["name"]]
    return {**inner, "name": next(iter(texts.values())), "names": dict(texts)}
