"""Every address of the site. An app adds one line; `portal` reaches upward only by these names."""

from django.urls import URLPattern, URLResolver, include, path
from django.utils.module_loading import import_string

from portal.core import api_page, health


def api(app: str) -> URLResolver:
    """The API addresses an app lists as `routes` (URL patterns below /api/v1/) in its `api.py`."""
    return path("api/v1/", include(import_string(f"{app}.api.routes")))


urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    # Pages, by app. The people of a space come first: a plan takes any other word after its id for a part of itself.
    path("", include("portal.spaces.urls")),
    path("projects/<uuid:space_id>/documents/", include("documents.urls")),
    path("", include("coop_plan.accounts.urls")),
    path("", include("coop_plan.plans.urls")),
    path("", include("portal.help.urls")),
    path("", include("portal.home.urls")),
    path("", include("portal.jobs.urls")),
    path("", include("portal.notifications.urls")),
    path("", include("portal.people.urls")),
    path("catalogue/", include("sales_module.catalogue.urls")),
    path("", include("sales_module.orders.urls")),
    path("", include("sales_module.projects.urls")),
    path("", include("sales_module.quotations.urls")),
    path("", include("sales_module.schedule.urls")),
    path("ui/", include("portal.ui.urls")),
    # API, by app.
    path("api/", api_page.page, name="api_page"),
    path("api/v1/schema/", api_page.schema, name="api_schema"),
    api("coop_plan.accounts"),
    api("coop_plan.plans"),
    api("documents"),
    api("portal.help"),
    api("portal.jobs"),
    api("portal.people"),
    api("portal.notifications"),
    api("sales_module.catalogue"),
    api("sales_module.orders"),
    api("sales_module.quotations"),
    api("portal.spaces"),
    api("sales_module.projects"),
    api("sales_module.schedule"),
]

handler404 = "portal.core.pages.not_found"
