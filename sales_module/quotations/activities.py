from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.activity.registry import ActivityKind
from portal.core.links import link
from portal.people.models import Person
from portal.spaces.choices import Side
from sales_module.quotations.models import Quotation
from sales_module.quotations.selectors import on_side

Audience = Callable[[Quotation, list[Person]], list[Person]]


def _of(side: Side) -> Audience:
    return lambda quotation, people: on_side(quotation, people, side)


def _load(pk: Any) -> Quotation | None:
    return Quotation.objects.select_related("space", "current").filter(pk=pk).first()


def _kind(
    name: str, sentence: Any, *, mail: Any = None, notify: bool = False, side: Side | None = None
) -> ActivityKind:
    return ActivityKind(
        name=f"quotations.{name}",
        subject="quotations.quotation",
        sentence=sentence,
        load=_load,
        url=lambda quotation: link("quotations:quotation", quotation.space_id, quotation.pk),
        subject_text=lambda quotation: f"{quotation.code} {quotation.title}".strip(),
        fields=("space_id", "number", "title"),
        notify=notify,
        mail_sentence=mail,
        audience=_of(side) if side else None,
    )


def _audit_only(name: str) -> ActivityKind:
    """A fact of the supplier's own desk: it is in the trail and shown to nobody, or it would tell of drafts."""
    return ActivityKind(name=f"quotations.{name}", subject="", sentence="", load=_load, url=lambda quotation: "")


KINDS = (
    _audit_only("created"),
    _audit_only("draft_saved"),
    _audit_only("revised"),
    _audit_only("shared"),
    _audit_only("taken_back"),
    _kind(
        "sent",
        _("%(actor)s sent the quotation %(subject)s"),
        mail=_("%(actor)s sent a quotation."),
        notify=True,
        side=Side.CUSTOMER,
    ),
    _kind(
        "withdrawn",
        _("%(actor)s withdrew the quotation %(subject)s"),
        mail=_("%(actor)s withdrew a quotation."),
        notify=True,
        side=Side.CUSTOMER,
    ),
    _kind(
        "question_asked",
        _("%(actor)s asked about a line of %(subject)s"),
        mail=_("%(actor)s asked about a line of a quotation."),
        notify=True,
        side=Side.SUPPLIER,
    ),
    _kind(
        "question_answered",
        _("%(actor)s answered a question on %(subject)s"),
        mail=_("%(actor)s answered a question on a quotation."),
        notify=True,
        side=Side.CUSTOMER,
    ),
    _kind(
        "accepted",
        _("%(actor)s accepted the quotation %(subject)s"),
        mail=_("%(actor)s accepted a quotation."),
        notify=True,
    ),
    _kind(
        "declined",
        _("%(actor)s declined the quotation %(subject)s"),
        mail=_("%(actor)s declined a quotation."),
        notify=True,
    ),
    _kind("expired", _("The validity of %(subject)s ended"), mail=_("The validity of a quotation ended."), notify=True),
    _kind("sent_another_way", _("%(actor)s noted that %(subject)s went another way than through the portal")),
)
