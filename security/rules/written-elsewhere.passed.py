from pathlib import Path

from headload.releases.atomic import write_directory


def kept(path: Path, text: str) -> bytes:
    write_directory(path, {"a.txt": text.encode()}, may_replace=print)
    with path.open("rb") as file:
        return file.read() + open(path, "rb").read()
