"""The plan on paper: what is printed, its hash, and the work in the background."""

import hashlib
import json
import zoneinfo
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from coop_plan.plans import rows as views
from coop_plan.plans.choices import RowKind
from coop_plan.plans.history import rows_of
from coop_plan.plans.models import CoopPlan, PlanPdf
from coop_plan.plans.policies import ROW_POLICIES, plan_policy
from coop_plan.plans.rows import Clock, RowView, SideColumn
from coop_plan.plans.selectors import in_order, sides_of
from coop_plan.plans.texts import texts_of
from documents.files import store_bytes
from documents.pdf.render import render_pdf
from portal.core.errors import NotVisible
from portal.jobs.errors import GiveUp
from portal.jobs.models import Job
from portal.people.models import Person
from portal.spaces.choices import Side

HASH_SHOWN = 16


@dataclass(frozen=True, slots=True)
class Printed:
    """Everything that stands on the paper, and the hash of it: a day later "late" may be said of other actions."""

    plan: CoopPlan
    columns: list[SideColumn]
    objectives: list[RowView]
    actions: list[RowView]
    clock: Clock
    today: date
    content_hash: str

    def key(self, language: str) -> str:
        return f"plan-pdf:{self.plan.pk}:{self.content_hash}:{language}"


def printed(*, plan: CoopPlan) -> Printed:
    """The content of a plan that was read through the policy. A row is as visible as its plan."""
    today = timezone.localdate(timezone=zoneinfo.ZoneInfo(settings.PORTAL_TIME_ZONE))
    found: dict[RowKind, list[Any]] = {kind: views.present(rows_of(plan, kind)) for kind in ROW_POLICIES}
    objectives = {row.pk: row.title for row in found[RowKind.OBJECTIVE]}
    none: set[UUID] = set()
    actions = [
        views.action_view(row, may_edit=False, moved=False, today=today, objectives=objectives)
        for row in found[RowKind.ACTION]
    ]
    events = [views.clock_view(row, may_edit=False, moved=False, today=today) for row in found[RowKind.CLOCK_EVENT]]
    return Printed(
        plan=plan,
        columns=views.side_columns(
            found[RowKind.STATEMENT], sides=sides_of(plan), my_side=Side.SUPPLIER, may_write=False, moved=none
        ),
        objectives=[
            views.objective_view(row, may_edit=False, moved=False, today=today) for row in found[RowKind.OBJECTIVE]
        ],
        actions=in_order(actions),
        clock=views.clock(events, today),
        today=today,
        content_hash=_hash(plan, found, today),
    )


def _hash(plan: CoopPlan, found: dict[RowKind, list[Any]], today: date) -> str:
    """SHA-256 over all texts on the paper, whoever prints it."""
    texts: list[Any] = [today.isoformat(), list(sides_of(plan).values()), texts_of(plan)]
    for rows in found.values():
        texts += [texts_of(row) | {"side": getattr(row, "side", "")} for row in rows]
    texts += [[row.owner.shown_name, row.owner.organisation.name] for row in found[RowKind.ACTION]]
    return hashlib.sha256(json.dumps(texts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def pdf_of(*, key: str) -> PlanPdf | None:
    """The finished PDF with that key, for who has been let through to its plan."""
    return PlanPdf.objects.select_related("blob").filter(key=key).first()


def pdf_get(*, person: Person, plan_id: UUID, pk: UUID) -> PlanPdf:
    """One finished PDF of a plan the person reads. Raises: NotVisible."""
    plans = plan_policy.visible(person, space_id=plan_id)
    found = PlanPdf.objects.select_related("blob", "plan__space").filter(pk=pk, plan__in=plans).first()
    if found is None:
        raise NotVisible
    return found


def make(job: Job) -> None:
    """The work of the job, as the person who asked: content and right are read when it runs."""
    plan = CoopPlan.objects.select_related("space__supplier", "space__customer").filter(pk=job.args["plan"]).first()
    asker: Person | None = job.asked_by
    if plan is None or asker is None or not plan_policy.can(asker, "view", plan):
        raise GiveUp("The plan is not open to this person any more.")
    language = job.args["language"]
    content = printed(plan=plan)
    key = content.key(language)
    if pdf_of(key=key) is not None:
        return
    with translation.override(language):
        context = {"page": content, "plan": plan, "title": plan.name, "project_code": plan.space.code_name}
        context |= {"revision": "", "content_hash": content.content_hash[:HASH_SHOWN]}
    body = render_pdf(template="pdf/plan.html", context=context, language=language, time_zone=settings.PORTAL_TIME_ZONE)
    try:
        with transaction.atomic():
            blob = store_bytes(space_id=plan.pk, content=body, file_name=file_name(plan), media_type="application/pdf")
            PlanPdf.objects.create(plan=plan, key=key, blob=blob)
    except IntegrityError:
        # Another worker finished the same one meanwhile; the sweeper takes our bytes away.
        return


def file_name(plan: CoopPlan, when: datetime | None = None) -> str:
    return f"{plan.space.code_name}-plan-{(when or timezone.now()):%Y-%m-%d}.pdf"


def result_url(job: Job) -> str:
    return reverse("plans:pdf", args=[job.args["plan"]])
