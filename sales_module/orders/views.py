from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.core.paging import page_of
from portal.people.requests import PortalRequest
from portal.spaces.selectors import space_frame
from sales_module.orders import selectors
from sales_module.orders.choices import OrderFilter

LIST = "orders:list"


@require_safe
def order_list(request: PortalRequest, space_id: UUID) -> HttpResponse:
    """The orders of one account, all of them or those a figure counts."""
    counts = selectors.order_counts(person=request.user, space_id=space_id)
    asked = request.GET.get("show", "")
    which = OrderFilter(asked) if asked in OrderFilter.values else OrderFilter.ALL
    rows = selectors.order_list(person=request.user, space_id=space_id, which=which)
    context = {
        "frame": space_frame(person=request.user, space_id=space_id, current=LIST),
        "page": page_of(rows, request.GET),
        "summary": selectors.summary_of(counts),
        "filters": [
            {"name": each.label, "url": f"?show={each}", "current": each == which, "count": counts[each]}
            for each in OrderFilter
        ],
        "which": which,
    }
    return render(request, "orders/order_list.html", context)


@require_safe
def order_detail(request: PortalRequest, space_id: UUID, pk: UUID) -> HttpResponse:
    order = selectors.order_get(person=request.user, space_id=space_id, pk=pk)
    frame = space_frame(person=request.user, space_id=space_id, current=LIST)
    return render(request, "orders/order_detail.html", {"frame": frame, "order": order, "lines": order.lines.all()})
