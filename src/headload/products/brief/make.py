"""Make the brief of a release in one language: draw, say, set."""

from importlib import resources

from headload.products.address import qr_code
from headload.products.brief.content import content
from headload.products.charts import draw_charts
from headload.products.pages import pdf
from headload.products.prose import Prose


def brief(prose: Prose, base: str = "") -> bytes:
    """Return the brief as PDF/UA-1.

    Parameters
    ----------
    base
        Where addresses of figures begin; without it the brief has no QR code.

    Raises
    ------
    BadInput
        HL-PUB-02 or -07 for what is not translated, -09 for a chart without its
        alternative text, -10 when the pages cannot be set.
    """
    charts = draw_charts(prose)
    template = (resources.files(__package__) / "brief.typ").read_text("utf-8")
    pictures = {f"{chart.name}.svg": chart.svg for chart in charts}
    said = content(prose, charts, base)
    if said["address"]:
        pictures["qr.svg"] = qr_code(said["address"])
    return pdf(template, said, pictures)
