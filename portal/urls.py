"""Every address of the site. An app adds one line; `portal` reaches upward only by these names."""

from django.urls import URLPattern, URLResolver, path

from portal.core import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
