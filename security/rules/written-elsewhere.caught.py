import os
from pathlib import Path


def kept(path: Path, text: str) -> None:
    path.write_text(text)  # caught
    path.write_bytes(text.encode())  # caught
    with open(path, "w") as file:  # caught
        file.write(text)
    with path.open("wb") as file:  # caught
        file.write(text)
    with path.open(mode="a") as file:  # caught
        file.write(text)
    with os.fdopen(3, "r+b") as file:  # caught
        file.write(text)
