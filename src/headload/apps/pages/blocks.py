"""What a page is made of: words, said words, a figure that keeps itself true, a gap."""

from typing import Any

from wagtail import blocks

_WORDS = ("bold", "italic", "link", "ol", "ul")


class Said(blocks.StructBlock):
    """Words that somebody said."""

    text = blocks.TextBlock()
    by = blocks.CharBlock(required=False, help_text="As the person wants to be named.")

    class Meta:
        icon = "openquote"
        template = "pages/blocks/said.html"


class Figure(blocks.StructBlock):
    """A figure of a loaded release, read anew each time the page is drawn."""

    estimate_id = blocks.CharBlock(
        help_text="Id of the estimate, as in the address of its page after /e/."
    )

    class Meta:
        icon = "order"
        template = "pages/blocks/figure.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Return what the template knows: the figure in the language of the page."""
        from headload.apps.explorer.statement import statement_of

        context = super().get_context(value, parent_context=parent_context)
        language = context.get("language", "en")
        context["statement"] = statement_of(value["estimate_id"], language)
        return context


class Gap(blocks.StructBlock):
    """A number that nobody has: why, and who could fill it."""

    question = blocks.TextBlock()
    why = blocks.TextBlock(required=False)
    who = blocks.TextBlock(required=False, label="Who could fill it")

    class Meta:
        icon = "help"
        template = "pages/blocks/gap.html"


class Body(blocks.StreamBlock):
    """The body of a page."""

    heading = blocks.CharBlock(icon="title", template="pages/blocks/heading.html")
    paragraph = blocks.RichTextBlock(
        features=_WORDS, template="pages/blocks/paragraph.html"
    )
    said = Said()
    figure = Figure()
    gap = Gap()
