from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from portal.core.answers import after_answer
from portal.core.paging import page_of
from portal.notifications import selectors, services
from portal.people.requests import PortalRequest

OUTBOX_LISTS = {
    "dead": gettext_lazy("Mails given up"),
    "waiting": gettext_lazy("Mails that wait"),
    "work": gettext_lazy("Work that failed"),
}


@require_GET
def notices(request: PortalRequest) -> HttpResponse:
    """What the portal told me. What the page shows counts as seen once it is sent."""
    person = request.user
    page = selectors.notice_page(
        person=person, before=_id_in(request.GET, "before"), after=_id_in(request.GET, "after")
    )
    response = render(request, "notifications/notice_list.html", {"page": page})
    if page.unseen:
        after_answer(response, lambda: services.notices_seen(person=person, ids=page.unseen))
    return response


@require_POST
def notices_seen(request: PortalRequest) -> HttpResponse:
    """All up to the newest one the page showed: what came meanwhile stays new."""
    services.notices_seen(person=request.user, until=_id_in(request.POST, "until"))
    return redirect("notifications:notices")


@require_GET
def outbox(request: PortalRequest) -> HttpResponse:
    chosen = request.GET.get("show", "")
    chosen = chosen if chosen in OUTBOX_LISTS else "dead"
    rows: QuerySet[Any] = selectors.outbox_rows(person=request.user, chosen=chosen)
    filters = [{"name": str(n), "url": f"?show={k}", "current": k == chosen} for k, n in OUTBOX_LISTS.items()]
    context = {
        "page": page_of(rows, request.GET),
        "chosen": chosen,
        "filters": filters,
        "can_mail": settings.PORTAL_CAN_MAIL,
    }
    return render(request, "notifications/outbox.html", context)


@require_POST
def mail_again(request: PortalRequest, pk: UUID) -> HttpResponse:
    delivery = selectors.outbox_get(person=request.user, pk=pk)
    services.mail_again(actor=request.user, delivery=delivery)
    return redirect("notifications:outbox")


@require_POST
def work_again(request: PortalRequest, pk: UUID) -> HttpResponse:
    services.work_again(actor=request.user, pk=pk)
    return redirect("notifications:outbox")


@require_GET
def demo_mails(request: PortalRequest) -> HttpResponse:
    """Demo mode only: the mails that were written into files instead of being sent."""
    return render(request, "notifications/demo_mails.html", {"mails": selectors.filed_mails()})


def _id_in(values: QueryDict, name: str) -> UUID | None:
    """A cursor from the address; nonsense is no cursor."""
    try:
        return UUID(values.get(name, ""))
    except ValueError:
        return None
