"""Two made drafts of a law for tests: what is kept, moved, changed, new and gone."""

from pathlib import Path

from headload.cli.app import run

FEE = "Nobody pays a fee for a place to sell in the market of the town."
GOODS = "Goods that are taken away are given back within three days."
WRITTEN = "A committee of vendors and the council decides where people may sell."
AFTER = WRITTEN.replace("decides", "shall say in writing")
HEAD = "law,version,version_name,number,heading,tags,text,language,licence,was,source"
AT = "https://example.org/gazette"
OPEN = "public domain"
FIRST = (
    HEAD,
    f"ven-act,2025-01,Draft 1,Article 2,Fees,licence,{FEE},en,{OPEN},,{AT}",
    f"ven-act,2025-01,Draft 1,Article 3,Goods,confiscation,{GOODS},en,{OPEN},,{AT}",
    f"ven-act,2025-01,Draft 1,Article 10,Committee,,{WRITTEN},en,{OPEN},,{AT}",
    f"ven-act,2025-01,Draft 1,Article 11,Survey,,A survey is held.,en,{OPEN},,{AT}",
    f"ven-act,2025-01,Draft 1,Article 12,Names,,,,,,{AT}",
)
SECOND = (
    HEAD,
    f"ven-act,2025-06,Draft 2,Article 2,Fees,,{FEE},en,{OPEN},,{AT}",
    f"ven-act,2025-06,Draft 2,Article 3,Aim,,This law protects us all.,en,{OPEN},,{AT}",
    f"ven-act,2025-06,Draft 2,Article 4,Goods,,{GOODS},en,{OPEN},,{AT}",
    f"ven-act,2025-06,Draft 2,Article 11,Committee,,{AFTER},en,{OPEN},,{AT}",
    f"ven-act,2025-06,Draft 2,Article 12,Names,,,,,,{AT}",
    f"ven-act,2025-06,Draft 2,,,,,,,Article 11,{AT}",
)


def brought(folder: Path, *lines: str) -> int:
    """Bring provisions in; tell with which code the program ended."""
    folder.mkdir(exist_ok=True)
    (folder / "provisions.csv").write_text("\n".join(lines) + "\n", "utf-8")
    return run(["voice", "import", str(folder)])
