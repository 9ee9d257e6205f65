from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.core.errors import InvalidInput, TooMany, WrongState
from portal.core.paging import page_of
from portal.help import selectors, services
from portal.help.choices import FeedbackState
from portal.help.forms import AnswerForm, FeedbackForm
from portal.help.guides import GUIDES
from portal.help.policies import feedback_policy
from portal.people.requests import PortalRequest


@require_GET
def guides(request: PortalRequest) -> HttpResponse:
    return render(request, "help/guide_list.html", {"guides": GUIDES})


@require_GET
def guide(request: PortalRequest, slug: str) -> HttpResponse:
    return render(request, "help/guide.html", {"guide": selectors.guide_get(slug=slug), "guides": GUIDES})


@require_GET
def who_sees_what(request: PortalRequest) -> HttpResponse:
    return render(request, "help/who_sees_what.html", {"tables": selectors.who_sees_what()})


@require_http_methods(["GET", "POST"])
def feedback(request: PortalRequest) -> HttpResponse:
    """The form, and below it what I wrote before."""
    start = {"page": services.own_path(request.GET.get("from", ""))}
    form = FeedbackForm(request.POST) if request.method == "POST" else FeedbackForm(initial=start)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            services.feedback_give(actor=request.user, **form.cleaned_data)
            messages.success(request, _("Sent. The answer comes as a notice."))
            return redirect("help:feedback")
        except TooMany as error:
            form.add_error(None, str(error.message))
            status = error.status
    mine = page_of(selectors.my_feedback(person=request.user), request.GET)
    return render(request, "help/feedback.html", {"form": form, "mine": mine}, status=status)


@require_GET
def feedback_all(request: PortalRequest) -> HttpResponse:
    """For those who look after the portal: what waits for an answer, or all of it."""
    chosen = request.GET.get("state", FeedbackState.OPEN)
    rows = selectors.feedback_all(person=request.user, state=chosen)
    states = [*FeedbackState.choices, ("all", _("All"))]
    filters = [{"name": name, "url": f"?state={state}", "current": state == chosen} for state, name in states]
    context = {"page": page_of(rows, request.GET), "filters": filters}
    return render(request, "help/feedback_list.html", context)


@require_GET
def feedback_detail(request: PortalRequest, pk: UUID) -> HttpResponse:
    return _detail(request, pk, AnswerForm())


@require_POST
def feedback_answer(request: PortalRequest, pk: UUID) -> HttpResponse:
    """What was written stays in the form when it is refused, also when somebody else answered meanwhile."""
    found = selectors.feedback_get(person=request.user, pk=pk)
    form = AnswerForm(request.POST)
    try:
        services.feedback_answer(actor=request.user, feedback=found, answer=request.POST.get("answer", ""))
    except WrongState as error:
        form.add_error(None, str(error.message))
        return _detail(request, pk, form, status=error.status)
    except InvalidInput as error:
        return _detail(request, pk, form, status=error.status)
    return redirect("help:feedback_detail", pk=pk)


def _detail(request: PortalRequest, pk: UUID, form: AnswerForm, status: int = 200) -> HttpResponse:
    """One message with its answer; who may answer writes it here."""
    found = selectors.feedback_get(person=request.user, pk=pk)
    abilities = feedback_policy.abilities(request.user, found)
    context = {"feedback": found, "form": form, "shows_form": form.is_bound or "answer" in abilities}
    return render(request, "help/feedback_detail.html", context, status=status)
