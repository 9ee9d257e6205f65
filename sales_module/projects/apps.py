from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    name = "sales_module.projects"
    label = "projects"

    def ready(self) -> None:
        from portal.activity import registry as activities
        from portal.home import registry as home
        from portal.spaces.choices import SpaceKind
        from portal.spaces.registry import Tab, register_kind, register_tab
        from portal.ui import nav
        from sales_module.projects import providers
        from sales_module.projects.activities import KINDS
        from sales_module.projects.policies import may_create

        activities.register(*KINDS)
        register_kind(SpaceKind.PROJECT, label=_("Project"), url_name="projects:room")
        register_tab(SpaceKind.PROJECT, Tab(_("Overview"), "projects:room", 10))
        home.register_places(providers.places)
        home.register_start(home.StartLink(_("Start a project"), "projects:new", may_create))
        nav.register(nav.NavItem(name=_("Projects"), url_name="projects:list", icon="folder-kanban", order=20))
