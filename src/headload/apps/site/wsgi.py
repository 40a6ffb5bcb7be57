"""The door through which a server calls the site."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headload.apps.site.settings")
application = get_wsgi_application()
