"""Make the cards of a release in one language: picture, page and share text."""

from collections.abc import Iterator
from importlib import resources

from headload.products.card import content as cards
from headload.products.card.phone import few_colours
from headload.products.pages import pdf, png
from headload.products.prose import Prose


def card_files(prose: Prose) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each file of the cards.

    Raises
    ------
    BadInput
        HL-PUB-02 or -07 for what is not translated, -10 when a page cannot be set.
    """
    template = (resources.files(__package__) / "card.typ").read_text("utf-8")
    for code in cards.CARDS:
        texts = cards.content(prose, code)
        if texts is None:
            continue
        pictures = {"dots.svg": cards.dots(cards.women_in_100(prose, code))}
        stem = f"cards/{code.replace('_', '-')}.{prose.language}"
        page, phone = ({**texts, "form": form} for form in ("a5", "phone"))
        yield f"{stem}.pdf", pdf(template, page, pictures)
        yield f"{stem}.phone.png", few_colours(png(template, phone, pictures))
        yield f"{stem}.share.txt", f"{cards.share_text(prose, code)}\n".encode()
