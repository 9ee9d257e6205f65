"""Pages of the documents of a space."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents import limits, selectors, services
from documents.audience import Audience
from documents.choices import Category
from documents.downloads import hand_out
from documents.forms import ACCEPT, DocumentAddForm, DocumentChangeForm, PersonForm, RevisionAddForm, SentForm
from documents.lines import lines_of
from documents.models import Document
from documents.policies import document_policy
from documents.services.uploads import Incoming, Target
from portal.core.errors import InvalidInput, StaleVersion
from portal.people.requests import PortalRequest
from portal.spaces.choices import Confidentiality
from portal.spaces.selectors import SpaceFrame, space_frame
from portal.ui.forms import show_errors

TAB = "documents:list"
Form = require_http_methods(["GET", "HEAD", "POST"])


# --- the list --------------------------------------------------------------------------------------------------------


@require_safe
def document_list(request: PortalRequest, space_id: UUID) -> HttpResponse:
    frame = space_frame(person=request.user, space_id=space_id, current=TAB)
    context = _list_context(request, frame)
    if request.htmx and not request.htmx.boosted:
        return render(request, "documents/_document_rows.html", context)
    context |= {"filters": _filters(request, frame, context["asked"]), "may_add": _may_add(frame)}
    return render(request, "documents/document_list.html", context)


def _list_context(request: PortalRequest, frame: SpaceFrame) -> dict[str, Any]:
    category = request.GET.get("category", "")
    asked = {"category": category if category in Category.values else "", "q": request.GET.get("q", "").strip()[:100]}
    page = selectors.document_page(
        person=request.user,
        rights=frame.rights,
        category=asked["category"],
        search=asked["q"],
        before=_uuid(request, "before"),
        after=_uuid(request, "after"),
    )
    base = reverse("documents:list", args=[frame.space.pk])
    kept = {name: value for name, value in asked.items() if value}
    return {
        "frame": frame,
        "page": page,
        "lines": lines_of(page.rows, base=base),
        "asked": asked,
        "base": base,
        "here": _with(base, {**kept, **{n: request.GET[n] for n in ("before", "after") if n in request.GET}}),
        "previous_url": _with(base, {**kept, "after": page.after}) if page.after else "",
        "next_url": _with(base, {**kept, "before": page.before}) if page.before else "",
    }


def _filters(request: PortalRequest, frame: SpaceFrame, asked: dict[str, str]) -> list[dict[str, Any]]:
    base = reverse("documents:list", args=[frame.space.pk])
    counts = selectors.category_counts(person=request.user, space_id=frame.space.pk)
    search = {"q": asked["q"]} if asked["q"] else {}
    every: list[tuple[str, Any, int]] = [("", _("All"), sum(n for _category, n in counts))]
    return [
        {
            "name": name,
            "count": count,
            "url": _with(base, {**search, **({"category": value} if value else {})}),
            "current": value == asked["category"],
        }
        for value, name, count in every + [(c.value, c.label, n) for c, n in counts]
    ]


def _with(base: str, values: dict[str, Any]) -> str:
    return f"{base}?{urlencode(values)}" if values else base


def _uuid(request: PortalRequest, name: str) -> UUID | None:
    try:
        return UUID(request.GET.get(name, ""))
    except ValueError:
        return None


def _may_add(frame: SpaceFrame) -> bool:
    return bool(selectors.classes_to_add(frame.rights))


# --- adding ----------------------------------------------------------------------------------------------------------


@Form
def document_add(request: PortalRequest, space_id: UUID) -> HttpResponse:
    """The drop zone; without a script the same form sends whole files."""
    frame = space_frame(person=request.user, space_id=space_id, current=TAB)
    classes = selectors.classes_to_add(frame.rights)
    first = classes[0] if classes else Confidentiality.GENERAL
    document_policy.require_in_space(request.user, "add", space_id, first)
    part_url = reverse("documents:seers", args=[space_id])
    form = DocumentAddForm(_posted(request), rights=frame.rights, part_url=part_url)
    if request.method == "POST" and form.is_valid():
        target = Target(space_id, form.cleaned_data["category"], form.cleaned_data["confidentiality"])
        try:
            made = services.documents_add(actor=request.user, target=target, files=_files(request))
        except InvalidInput as error:
            show_errors(form, error)
        else:
            messages.success(request, _("Received: %(count)s. Each file is checked before anyone else sees it.")
                             % {"count": len(made)})  # fmt: skip
            return redirect("documents:list", space_id)
    chosen = form["confidentiality"].value() or first
    context = _list_context(request, frame) | {
        "form": form,
        "seers": selectors.seers_of_class(rights=frame.rights, confidentiality=chosen),
        "max_bytes": limits.largest_file(),
        "accept": ACCEPT,
        "create_url": _with(reverse("api_uploads"), {"space": space_id}),
    }
    return render(request, "documents/document_add.html", context, status=422 if form.errors else 200)


@require_safe
def seers(request: PortalRequest, space_id: UUID) -> HttpResponse:
    """One line: who will see a document of the chosen class."""
    frame = space_frame(person=request.user, space_id=space_id, current=TAB)
    chosen = request.GET.get("confidentiality", "")
    document_policy.require_in_space(request.user, "add", space_id, chosen)
    found = selectors.seers_of_class(rights=frame.rights, confidentiality=chosen)
    return render(request, "documents/_seers.html", {"seers": found, "frame": frame})


@Form
def revision_add(request: PortalRequest, space_id: UUID, pk: UUID) -> HttpResponse:
    frame, document = _document(request, space_id, pk)
    document_policy.require(request.user, "revise", document)
    form = RevisionAddForm(_posted(request))
    if request.method == "POST" and form.is_valid():
        target = Target(space_id, document_id=document.pk, note=form.cleaned_data["note"])
        try:
            services.documents_add(actor=request.user, target=target, files=_files(request)[:1])
        except InvalidInput as error:
            show_errors(form, error)
        else:
            return redirect("documents:document", space_id, pk)
    context = {
        "frame": frame,
        "document": document,
        "form": form,
        "next_number": (document.current.number or 0) + 1 if document.current else 1,
        "seers": selectors.seers_of_document(rights=frame.rights, document=document),
        "max_bytes": limits.largest_file(),
        "accept": ACCEPT,
        "create_url": _with(reverse("api_uploads"), {"space": space_id, "document": pk}),
    }
    return render(request, "documents/revision_add.html", context, status=422 if form.errors else 200)


def _posted(request: PortalRequest) -> Any:
    """A POST may consist of files alone, so emptiness says nothing."""
    return request.POST if request.method == "POST" else None


def _files(request: PortalRequest) -> list[Incoming]:
    found = request.FILES.getlist("file")[: limits.FORM_FILES]
    return [Incoming(name=each.name or "", size=each.size or 0, content=each) for each in found]


# --- one document ----------------------------------------------------------------------------------------------------


def _document(request: PortalRequest, space_id: UUID, pk: UUID) -> tuple[SpaceFrame, Document]:
    frame = space_frame(person=request.user, space_id=space_id, current=TAB)
    return frame, selectors.document_get(person=request.user, pk=pk, space_id=space_id)


@require_safe
def document(request: PortalRequest, space_id: UUID, pk: UUID) -> HttpResponse:
    """The current revision, or with `?revision=1` an older one, which says so in red."""
    frame, document = _document(request, space_id, pk)
    shown = document.current
    if (wanted := request.GET.get("revision", "")).isdigit() and len(wanted) < 9:
        shown = selectors.revision_get(document=document, number=int(wanted))
    if shown is not None and request.method == "GET":
        services.revision_mark_opened(person=request.user, document=document, revision=shown)
    revisions = list(selectors.revisions_seen(document=document, side=frame.rights.side))
    audience = Audience(space_id, [document])
    context = {
        "frame": frame,
        "document": document,
        "shown": shown,
        "superseded": shown is not None and shown.pk != document.current_id,
        "revisions": revisions,
        "coming": next((r for r in revisions if r.state != "available"), None) if revisions else None,
        "abilities": document_policy.abilities(request.user, document),
        "seers": selectors.seers_of_document(rights=frame.rights, document=document),
        "holders": selectors.holders_of(rights=frame.rights, document=document, revisions=revisions, audience=audience),
        "shared_with": selectors.shared_with(document=document),
        "timeline": selectors.timeline_of(person=request.user, document=document),
        "next_number": (document.current.number or 0) + 1 if document.current else 1,
    }
    part = request.htmx and not request.htmx.boosted
    return render(request, "documents/_revisions.html" if part else "documents/document.html", context)


@require_safe
def revision_file(request: PortalRequest, space_id: UUID, pk: UUID, revision_id: UUID) -> HttpResponseBase:
    """The bytes: policy, then receipt and audit row, then the first byte."""
    document = selectors.document_get(person=request.user, pk=pk, space_id=space_id)
    return hand_out(request, document, revision_id)


@Form
def document_change(request: PortalRequest, space_id: UUID, pk: UUID) -> HttpResponse:
    frame, document = _document(request, space_id, pk)
    document_policy.require(request.user, "change", document)
    form = DocumentChangeForm(_posted(request), instance=document, rights=frame.rights)
    context: dict[str, Any] = {"frame": frame, "document": document, "form": form}
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            services.document_change(actor=request.user, document=document, **form.cleaned_data)
            return redirect("documents:document", space_id, pk)
        except InvalidInput as error:
            show_errors(form, error)
        except StaleVersion as stale:
            context |= {"conflict": _conflict(form, stale.current), "current": stale.current}
            status = 412
    return render(request, "documents/document_change.html", context, status=422 if form.errors else status)


def _conflict(form: DocumentChangeForm, current: Document) -> list[dict[str, Any]]:
    """Field by field what was written here and what is saved now."""
    return [
        {
            "name": name,
            "label": form.fields[name].label,
            "mine": form.cleaned_data[name],
            "theirs": getattr(current, name),
        }
        for name in ("title", "category", "confidentiality")
    ]


@Form
def document_share(request: PortalRequest, space_id: UUID, pk: UUID) -> HttpResponse:
    frame, document = _document(request, space_id, pk)
    document_policy.require(request.user, "share", document)
    people = selectors.people_to_share_with(rights=frame.rights, document=document)
    form = PersonForm(_posted(request), people=people)
    if request.method == "POST" and form.is_valid():
        try:
            services.document_share(actor=request.user, document=document, person_id=UUID(form.cleaned_data["person"]))
            return redirect("documents:document", space_id, pk)
        except InvalidInput as error:
            show_errors(form, error)
    context = {"frame": frame, "document": document, "form": form, "people": people}
    return render(request, "documents/document_share.html", context, status=422 if form.errors else 200)


@require_POST
def document_take_back(request: PortalRequest, space_id: UUID, pk: UUID, person_id: UUID) -> HttpResponse:
    _frame, document = _document(request, space_id, pk)
    services.document_take_back(actor=request.user, document=document, person_id=person_id)
    return redirect("documents:document", space_id, pk)


@Form
def document_sent(request: PortalRequest, space_id: UUID, pk: UUID) -> HttpResponse:
    """Somebody got the current revision another way."""
    frame, document = _document(request, space_id, pk)
    document_policy.require(request.user, "mark_sent", document)
    people = selectors.people_to_mark(rights=frame.rights, document=document)
    form = SentForm(_posted(request), people=people)
    if request.method == "POST" and form.is_valid():
        try:
            services.revision_mark_sent(
                actor=request.user,
                document=document,
                person_id=UUID(form.cleaned_data["person"]),
                channel=form.cleaned_data["channel"],
                on=form.cleaned_data["on"],
            )
            return redirect("documents:document", space_id, pk)
        except InvalidInput as error:
            show_errors(form, error)
    context = {"frame": frame, "document": document, "form": form}
    return render(request, "documents/document_sent.html", context, status=422 if form.errors else 200)


@require_POST
def document_discard(request: PortalRequest, space_id: UUID, pk: UUID) -> HttpResponse:
    _frame, document = _document(request, space_id, pk)
    services.document_discard(actor=request.user, document=document)
    return redirect("documents:list", space_id)
