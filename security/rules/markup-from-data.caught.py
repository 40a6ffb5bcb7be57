from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe


def shown(name):
    one = mark_safe(name)  # caught
    two = SafeString("<b>" + name + "</b>")  # caught
    three = format_html(f"<b>{name}</b>")  # caught
    return one, two, three, mark_safe(f"<i>{name}</i>")  # caught
