"""WSGI entry: threads behind a proxy, with PostgreSQL and Redis."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.site")

django_application = get_wsgi_application()

from portal.servers.wsgi import guarded  # noqa: E402 - needs configured settings

application = guarded(django_application)
