"""Writes to plans. Each takes the lock, asks the policy, keeps the old text and tells the others."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from coop_plan.plans.calculations import counted_from, is_real_day, is_worth_noting
from coop_plan.plans.choices import ActionState, RowKind
from coop_plan.plans.models import (
    Action,
    ClockEvent,
    CoopPlan,
    Objective,
    PlanChange,
    PlanPdf,
    PlanRow,
    PlanVisit,
    Statement,
)
from coop_plan.plans.policies import ROW_POLICIES, plan_policy, require_may_start
from coop_plan.plans.selectors import Seat
from coop_plan.plans.texts import FIELDS, MODELS, AnyRow, as_text, attribute, texts_of, tidy
from documents.receipts import receipt_record
from portal.access.policy import space_of
from portal.activity.services import person_key, record
from portal.core.errors import InvalidInput
from portal.core.models import lock
from portal.jobs.models import Job
from portal.jobs.services import job_enqueue, job_run_again
from portal.people.models import Person
from portal.spaces.choices import Side, SpaceKind
from portal.spaces.models import Participant
from portal.spaces.services import participant_add, space_create

R = TypeVar("R", bound=PlanRow)
ARRANGED = frozenset({"name", "horizon_months", "agreed_by", "agreed_on"})
LARGEST_POSITION = 2_000_000_000
PDF_JOB = "plans.pdf"


def plan_create(
    *,
    actor: Person,
    account_id: UUID,
    name: str,
    code_name: str,
    horizon_months: int,
    agreed_by: str,
    agreed_on: date,
    seats: list[Seat],
) -> CoopPlan:
    """A new plan with the account's customer, the customer's agreement and the first people of both sides.

    Raises: NotVisible, Forbidden: not one who manages the account's people. InvalidInput.
    """
    with transaction.atomic():
        account = space_of(account_id)
        role = require_may_start(actor, account).role
        _require_customer(seats)
        space = space_create(
            actor=actor,
            kind=SpaceKind.PLAN,
            code_name=code_name,
            supplier=account.supplier,
            customer=account.customer,
            role=role,
        )
        plan = CoopPlan(
            space=space,
            name=name.strip(),
            horizon_months=horizon_months,
            agreed_by=agreed_by.strip(),
            agreed_on=agreed_on,
            agreement_recorded_by=actor,
        )
        _clean(plan)
        plan.save(force_insert=True)
        _keep(plan, {}, texts_of(plan), actor)
        record("plans.created", actor=actor, subject=plan, space=space)
        for seat in seats:
            if seat.person.pk != actor.pk:
                participant_add(actor=actor, space_id=space.pk, person=seat.person, side=seat.side, role=seat.role)
    return plan


def _require_customer(seats: list[Seat]) -> None:
    if not any(seat.side == Side.CUSTOMER for seat in seats):
        raise InvalidInput(_("A plan belongs to both sides. Choose at least one person of the customer."))


def plan_change(*, actor: Person, plan: CoopPlan, version: int, values: Mapping[str, Any]) -> CoopPlan:
    """Other texts of the plan itself: the vision, or (for who arranges it) name, horizon and agreement.

    Raises: NotVisible, Forbidden, StaleVersion, InvalidInput.
    """
    with transaction.atomic():
        plan = lock(CoopPlan, plan.pk)
        plan_policy.require(actor, "arrange" if ARRANGED & values.keys() else "write", plan)
        plan.check_version(version)
        if {"agreed_by", "agreed_on"} & values.keys():
            plan.agreement_recorded_by = actor
        return _save(actor, plan, values, also=["agreement_recorded_by"])


def row_add(*, actor: Person, plan: CoopPlan, kind: RowKind, values: Mapping[str, Any]) -> Any:
    """A new row at the end. A statement speaks for the actor's side.

    Raises: NotVisible, Forbidden, InvalidInput.
    """
    model: Any = MODELS[kind]
    with transaction.atomic():
        plan = lock(CoopPlan, plan.pk)
        plan_policy.require(actor, "write", plan)
        last = model.objects.filter(plan=plan).aggregate(last=Max("position"))["last"] or 0
        row = model(plan=plan, position=min(last + 1, LARGEST_POSITION))
        if isinstance(row, Statement):
            row.side = plan_policy.require_in_space(actor, "write", plan.pk, plan_policy.class_of(plan)).side
        _set(row, values)
        _check(row)
        row.save(force_insert=True)
        _keep(row, {}, texts_of(row), actor)
        if isinstance(row, Action):
            _tell_owner(actor, row)
        _tell(actor, row, "added", [])
    return row


def row_change(*, actor: Person, row: R, version: int, values: Mapping[str, Any]) -> R:
    """Other values for some fields of a row; those that are equal are not touched, and nothing new saves nothing.

    Raises: NotVisible, Forbidden, WrongState (the row was removed), StaleVersion, InvalidInput.
    """
    with transaction.atomic():
        row = lock(type(row), row.pk)
        ROW_POLICIES[row.row_kind].require(actor, "edit", row)
        row.check_version(version)
        return _save(actor, row, values)


def row_remove(*, actor: Person, row: R, version: int) -> R:
    """Takes a row out of the plan; `row_restore` brings it back.

    Raises: NotVisible, Forbidden, WrongState (removed already), StaleVersion.
    """
    with transaction.atomic():
        row = lock(type(row), row.pk)
        ROW_POLICIES[row.row_kind].require(actor, "remove", row)
        row.check_version(version)
        row.removed = timezone.now()
        row.save_next_version(fields=["removed"])
        _keep(row, {"removed": ""}, {"removed": row.removed.isoformat()}, actor)
        _tell(actor, row, "removed", [])
    return row


def row_restore(*, actor: Person, row: R) -> R:
    """Brings a removed row back as it was. Raises: NotVisible, Forbidden, WrongState (it is not removed)."""
    with transaction.atomic():
        row = lock(type(row), row.pk)
        ROW_POLICIES[row.row_kind].require(actor, "restore", row)
        was = row.removed.isoformat() if row.removed else ""
        row.removed = None
        row.save_next_version(fields=["removed"])
        _keep(row, {"removed": was}, {"removed": ""}, actor)
        _tell(actor, row, "restored", [])
    return row


def visit_mark(*, person: Person, plan_id: UUID) -> None:
    """Notes that the person looked at the plan. Called after the answer went out."""
    now = timezone.now()
    visit, made = PlanVisit.objects.get_or_create(person=person, plan_id=plan_id, defaults={"last": now})
    if made or not is_worth_noting(visit.last, now):
        return
    PlanVisit.objects.filter(pk=visit.pk, last=visit.last).update(
        last=now, before=counted_from(visit.last, visit.before, now)
    )


def pdf_ask(*, actor: Person, plan: CoopPlan, key: str) -> Job:
    """Asks for the PDF of the plan in the actor's language; asked twice, it is made once.

    Raises: NotVisible.
    """
    with transaction.atomic():
        plan_policy.require(actor, "view", plan)
        args = {"plan": str(plan.pk), "language": actor.language}
        job = job_enqueue(kind=PDF_JOB, key=key, args=args, actor=actor, space=plan.space)
        return job_run_again(job)


def pdf_downloaded(*, actor: Person, pdf: PlanPdf) -> None:
    """Receipt and fact of a download, kept before the file leaves. Raises: NotVisible."""
    plan = pdf.plan
    with transaction.atomic():
        plan_policy.require(actor, "view", plan)
        receipt_record(person=actor, space_id=plan.pk, subject_kind="plans.pdf", revision_id=pdf.pk, how="downloaded")
        record("plans.pdf_downloaded", actor=actor, subject=plan, space=plan.space, data={"pdf": str(pdf.pk)})


# --- what every write does -------------------------------------------------------------------------------------------


def _save(actor: Person, row: Any, values: Mapping[str, Any], also: list[str] | None = None) -> Any:
    before, owner = texts_of(row), getattr(row, "owner_id", None)
    _set(row, values)
    after = texts_of(row)
    changed = [name for name in FIELDS[row.row_kind] if before[name] != after[name]]
    if not changed:
        return row
    _check(row)
    row.save_next_version(fields=[*changed, *(also or [])])
    _keep(row, before, after, actor)
    if isinstance(row, Action) and row.owner_id != owner:
        _tell_owner(actor, row)
    _tell(actor, row, "changed", changed)
    return row


def _set(row: AnyRow, values: Mapping[str, Any]) -> None:
    """Puts values on the row by field name; references are given as ids."""
    for name in FIELDS[row.row_kind]:
        if name in values:
            value = values[name]
            setattr(row, attribute(row.row_kind, name), tidy(value) if isinstance(value, str) else value)
    if isinstance(row, Action) and values.get("state") == ActionState.DONE:
        row.progress = 100


def _check(row: Any) -> None:
    if isinstance(row, ClockEvent) and row.day and not is_real_day(row.month, row.day):
        raise InvalidInput(fields={"day": [_("This month has no such day.")]})
    if isinstance(row, Action):
        _check_action(row)
    _clean(row)


def _check_action(row: Action) -> None:
    owner = Participant.objects.filter(Participant.active(person=row.owner_id, space=row.plan_id))
    if not row.owner_id or not owner.exists():
        raise InvalidInput(fields={"owner": [_("The owner must take part in the plan.")]})
    if row.objective_id and not Objective.objects.filter(pk=row.objective_id, plan=row.plan_id).exists():
        raise InvalidInput(fields={"objective": [_("Choose an objective of this plan.")]})


def _clean(row: Any) -> None:
    """The model's own checks, as the error a person reads. References were checked before."""
    references = [f.name for f in row._meta.concrete_fields if f.is_relation]
    try:
        row.full_clean(exclude=references, validate_unique=False)
    except ValidationError as error:
        raise InvalidInput(fields=dict(error.message_dict)) from error


def _keep(row: Any, before: Mapping[str, str], after: Mapping[str, str], actor: Person) -> None:
    """One line of history for each field that is not as it was."""
    key = person_key(actor)
    PlanChange.objects.bulk_create(
        PlanChange(
            space_id=row.plan_id,
            row_kind=row.row_kind,
            row_id=row.pk,
            version=row.version,
            field=name,
            old=before.get(name, ""),
            new=new,
            actor_key=key,
        )
        for name, new in after.items()
        if before.get(name, "") != new
    )


def _tell(actor: Person, row: Any, did: str, fields: list[str]) -> None:
    plan = row if isinstance(row, CoopPlan) else row.plan
    data = {"row": str(row.row_kind), "id": as_text(row.pk), "version": row.version}
    name = f"plans.{row.row_kind.replace('-', '_')}_{did}"
    record(name, actor=actor, subject=plan, space=plan.space, data=data | ({"fields": fields} if fields else {}))


def _tell_owner(actor: Person, action: Action) -> None:
    """Tells a new owner, who then need not hear of the same change a second time (activities._others)."""
    if action.owner_id != actor.pk:
        action.plan.told_as_owner = {action.owner_id}  # type: ignore[attr-defined]
        record("plans.action_assigned", actor=actor, subject=action, space=action.plan.space)
