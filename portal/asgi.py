"""ASGI entry: one process without servers."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.site")

django_application = get_asgi_application()

from portal.servers.asgi import guarded  # noqa: E402 - needs configured settings

application = guarded(django_application)
