from django.conf import settings


def kept(answer):
    answer.set_cookie(
        "theme", "dark", httponly=True, secure=settings.SESSION_COOKIE_SECURE
    )
    answer.delete_cookie("theme")
