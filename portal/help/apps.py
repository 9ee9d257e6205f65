from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HelpConfig(AppConfig):
    name = "portal.help"
    label = "help"

    def ready(self) -> None:
        from portal.activity import registry
        from portal.help.activities import KINDS
        from portal.help.policies import owns_feedback
        from portal.ui import nav

        registry.register(*KINDS)
        nav.register(nav.NavItem(name=_("Help"), url_name="help:help", icon="circle-question-mark", order=90))
        nav.register(
            nav.NavItem(name=_("My feedback"), url_name="help:feedback", icon="message-square", order=70, place="me")
        )
        nav.register(
            nav.NavItem(
                name=_("Answer feedback"),
                url_name="help:feedback_all",
                icon="list-checks",
                order=75,
                place="me",
                visible=owns_feedback,
            )
        )
