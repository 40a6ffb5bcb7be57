"""Small inputs to begin with; fuzzing grows them."""

import tempfile
from collections.abc import Callable
from pathlib import Path

DESIGN = """schema = "headload-design/1"
status = 1
weight = "w"
stratum = "h"
psu = "p"
"""
_MAP = """schema = "headload-map/1"
[survey]
country = "TTT"
series = "LFS"
producer = "Office"
title = { en = "Survey", es = "Encuesta", fr = "Enquete" }
periods = ["2025"]
status = "drafted"
employment_standard = 19
area = { code = "TTT", en = "T", es = "T", fr = "T" }
working_age = 15
citation = "none"
[file]
column_case = "exact"
[variables.sex]
from = "s"
codes = { 1 = "M", 2 = "F" }
[variables.age]
from = "a"
range = [0, 120]
not_stated = ["999"]
[variables.occupation_isco08]
from = "o"
digits = 4
"""
_OAI = b"""<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2026-01-01
</responseDate><ListRecords><record><header><identifier>oai:1</identifier></header>
<metadata><dc xmlns="http://purl.org/dc/elements/1.1/"><title>A</title><date>2020</date>
<creator>B, C</creator><type>article</type><identifier>https://doi.org/10.1/x</identifier>
</dc></metadata></record></ListRecords></OAI-PMH>"""


def stata() -> tuple[bytes, ...]:
    """Return files of Stata."""
    return tuple(_written("a.dta", "write_dta", version=v) for v in (8, 13, 15))


def spss() -> tuple[bytes, ...]:
    """Return files of SPSS, packed and plain."""
    return tuple(_written("a.sav", "write_sav", row_compress=p) for p in (True, False))


def table() -> tuple[bytes, ...]:
    """Return tables of text."""
    return b"id,w,t\n1,2.5,a\n2,3.5,b\n", b'id;t\r\n1;"a\nb"\r\n', b"\xff\xfei\0d\0\n\0"


def maps() -> tuple[bytes, ...]:
    """Return a map."""
    return (_MAP.encode(),)


def questions() -> tuple[bytes, ...]:
    """Return questions to the search."""
    return b"street vendors in Lima", "vendedores ambulantes \u00bfqui\u00e9n?".encode()


def addresses() -> tuple[bytes, ...]:
    """Return queries of addresses."""
    return b"rows=worker_group&by=sex&period=2025", b"sex=F&worker_group=street_vendor"


def keys() -> tuple[bytes, ...]:
    """Return keys of questions for data."""
    return b"all", b"A.employment.F+M....", b"......"


def answers() -> tuple[bytes, ...]:
    """Return answers of repositories."""
    return (
        _OAI,
        b'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><error/></OAI-PMH>',
    )


def ris() -> tuple[bytes, ...]:
    """Return a work."""
    return (b"TY  - RPRT\nTI  - A\nAU  - B, C\nPY  - 2020\nER  - \n",)


def bibtex() -> tuple[bytes, ...]:
    """Return a work."""
    return (b"@techreport{a, title={A}, author={B, C and D}, year={2020}}",)


def _written(name: str, writer: str, **options: object) -> bytes:
    import pyarrow as pa
    import pyreadstat

    frame = pa.table({"id": [1, 2], "t": ["a", "b"]}).to_pandas()
    write: Callable[..., None] = getattr(pyreadstat, writer)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        write(frame, str(path), **options)
        return path.read_bytes()
