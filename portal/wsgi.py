"""WSGI entry: threads behind a proxy, with PostgreSQL and Redis."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.site")

django_application = get_wsgi_application()

from portal.servers.wsgi import guarded  # noqa: E402 - needs configured settings

application = guarded(django_application)

# What is loaded by now stays for good: left out of collections, its pages remain shared after the fork. A request makes
# many short-lived objects without cycles, so collections are worth their time only now and then.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
