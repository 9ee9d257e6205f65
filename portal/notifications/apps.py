from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "portal.notifications"
    label = "notifications"

    def ready(self) -> None:
        from portal.activity import outbox
        from portal.core import health
        from portal.notifications.policies import has_outbox
        from portal.notifications.selectors import check_relay, unread_count
        from portal.notifications.wake import wake_relay
        from portal.ui import nav

        outbox.on_new_deliveries(wake_relay)
        health.register_check("outbox", check_relay)
        nav.register_counter("unread", unread_count)
        nav.register_notices("notifications:notices", "unread")
        nav.register(
            nav.NavItem(
                name=_("Mails of the demo"),
                url_name="notifications:demo_mails",
                icon="mail",
                order=90,
                place="me",
                visible=lambda person: settings.PORTAL_DEMO,
            )
        )
        nav.register(
            nav.NavItem(
                name=_("Outbox"), url_name="notifications:outbox", icon="send", order=80, place="me", visible=has_outbox
            )
        )
