from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "portal.people"
    label = "people"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from portal.activity import registry
        from portal.jobs.registry import register
        from portal.people import mails, navigation, services, sessions
        from portal.people.activities import KINDS

        registry.register(*KINDS)
        register(services.INVITATION_MAIL, mails.send_invitation, label=_("Invitation"))
        register(services.RESET_MAIL, mails.send_reset, label=_("Link for a new password"))
        user_logged_in.connect(sessions.begin)
        navigation.register()
