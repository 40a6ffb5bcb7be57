from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe


def shown(name):
    return format_html("<b>{}</b>", name), SafeString(escape(name)), mark_safe("<hr>")
