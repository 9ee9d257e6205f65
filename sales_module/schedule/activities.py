from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.activity.registry import ActivityKind
from portal.core.links import link
from sales_module.schedule.models import ScheduleItem


def _load(pk: Any) -> ScheduleItem | None:
    return ScheduleItem.objects.select_related("space").filter(pk=pk).first()


def _kind(name: str, sentence: Any, *, mail: Any = None, notify: bool = True) -> ActivityKind:
    return ActivityKind(
        name=f"schedule.{name}",
        subject="schedule.item",
        sentence=sentence,
        load=_load,
        url=lambda item: link("schedule:item", item.space_id, item.pk),
        subject_text=lambda item: item.title,
        fields=("space_id", "title"),
        notify=notify,
        mail_sentence=mail,
    )


KINDS = (
    _kind("proposed", _("%(actor)s proposed times: %(subject)s"), mail=_("%(actor)s proposed times.")),
    _kind(
        "change_proposed", _("%(actor)s proposed another time: %(subject)s"), mail=_("%(actor)s proposed another time.")
    ),
    _kind("accepted", _("%(actor)s accepted a time: %(subject)s"), mail=_("%(actor)s accepted a proposed time.")),
    _kind("declined", _("%(actor)s declined the times: %(subject)s"), mail=_("%(actor)s declined the proposed times.")),
    _kind(
        "countered",
        _("%(actor)s answered with other times: %(subject)s"),
        mail=_("%(actor)s answered with other times."),
    ),
    _kind("withdrawn", _("%(actor)s took a proposal back: %(subject)s"), mail=_("%(actor)s took a proposal back.")),
    _kind("cancelled", _("%(actor)s cancelled: %(subject)s"), mail=_("%(actor)s cancelled an agreed time.")),
    _kind("agenda_changed", _("%(actor)s changed the agenda: %(subject)s")),
    _kind(
        "moved_by_rules",
        _("New time zone rules moved the moment of: %(subject)s"),
        mail=_("New time zone rules moved the moment of an agreed time."),
    ),
)
