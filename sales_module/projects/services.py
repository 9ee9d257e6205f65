"""Writes to projects."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.access.organisation_roles import organisations_where
from portal.access.rights import fresh
from portal.activity.services import record
from portal.core.errors import Forbidden, InvalidInput, WrongState
from portal.core.models import check_fields, lock
from portal.people.choices import OrganisationRoleName
from portal.people.models import Organisation, Person
from portal.spaces.choices import SpaceKind
from portal.spaces.services import space_create
from sales_module.projects.choices import GATED, ORDER, Outcome, Phase, Tool
from sales_module.projects.models import PhasePassage, Project, ProjectAgreement
from sales_module.projects.policies import project_policy
from sales_module.projects.selectors import customer_get

# The role a project's maker takes; the policy of the space decides what it reaches.
MAKERS_ROLE = "sales_manager"


def project_create(*, actor: Person, customer_id: UUID, code_name: str, name: str, description: str = "") -> Project:
    """A new project with a customer; the maker becomes its key contact and sales manager.

    Raises: Forbidden: not a seller. InvalidInput: unknown customer, empty or too long names.
    """
    with transaction.atomic():
        with fresh():
            suppliers = organisations_where(actor, OrganisationRoleName.SELLER)
            if not suppliers:
                raise Forbidden(_("Only the supplier's sellers start projects."))
            customer = customer_get(person=actor, pk=customer_id)
        supplier = Organisation.objects.get(pk=sorted(suppliers)[0])
        if not code_name.strip():
            raise InvalidInput(fields={"code_name": [_("Fill this in.")]})
        space = space_create(
            actor=actor,
            kind=SpaceKind.PROJECT,
            code_name=code_name,
            supplier=supplier,
            customer=customer,
            role=MAKERS_ROLE,
        )
        project = Project(space=space, name=name.strip(), description=description.strip())
        check_fields(project, "name", "description")
        project.save(force_insert=True)
        record("projects.created", actor=actor, subject=project, space=space)
    return project


def project_change(*, actor: Person, project: Project, version: int, name: str, description: str) -> Project:
    """Other words for the project. Raises: NotVisible, Forbidden, StaleVersion, InvalidInput."""
    with transaction.atomic():
        project = lock(Project, project.pk)
        project_policy.require(actor, "change", project)
        project.check_version(version)
        project.name, project.description = name.strip(), description.strip()
        check_fields(project, "name", "description")
        project.save_next_version(fields=["name", "description"])
        record("projects.changed", actor=actor, subject=project, space=project.space)
    return project


def gates_plan(*, actor: Person, project: Project, version: int, dates: Mapping[str, date | None]) -> Project:
    """Sets when each gate is planned. `dates`: phase → day or None; phases left out keep theirs.

    Raises: NotVisible, Forbidden, WrongState (closed), StaleVersion, InvalidInput (a gate before an earlier one).
    """
    with transaction.atomic():
        project = lock(Project, project.pk)
        project_policy.require(actor, "plan_gates", project)
        project.check_version(version)
        rows = {row.phase: row for row in project.passages.all()}
        planned = {phase.value: rows[phase].planned_on if phase in rows else None for phase in GATED} | dict(dates)
        _require_in_order(planned)
        changed = False
        for phase, day in dates.items():
            row = rows.get(phase) or PhasePassage(project=project, phase=phase)
            if row.planned_on != day:
                row.planned_on = day
                row.save()
                changed = True
        if changed:
            project.save_next_version(fields=[])
            record("projects.gates_planned", actor=actor, subject=project, space=project.space)
    return project


def _require_in_order(planned: Mapping[str, date | None]) -> None:
    last: date | None = None
    for phase in GATED:
        day = planned.get(phase)
        if day is None:
            continue
        if last is not None and day < last:
            raise InvalidInput(fields={phase.value: [_("This gate is planned before an earlier one.")]})
        last = day


def project_move(*, actor: Person, project: Project, seen: str, phase: str) -> Project:
    """To another open phase. Forward passes every gate on the way; back opens them again.

    `seen` is the phase the actor looked at. Raises: NotVisible, Forbidden, WrongState (closed, or moved meanwhile).
    """
    if phase not in {p.value for p in GATED}:
        raise InvalidInput(fields={"phase": [_("Choose an open phase.")]})
    with transaction.atomic():
        project = lock(Project, project.pk)
        project_policy.require(actor, "pass_gate", project)
        if project.phase != seen:
            raise WrongState(_("Somebody moved the project meanwhile. Look at the page again."))
        if project.phase == phase:
            return project
        before = project.phase
        _pass_gates(project, actor, Phase(phase))
        project.phase = phase
        project.save_next_version(fields=["phase"])
        record(
            "projects.phase_moved",
            actor=actor,
            subject=project,
            space=project.space,
            data={"from": before, "to": phase},
        )
    return project


def _pass_gates(project: Project, actor: Person, target: Phase) -> None:
    """Marks every gate before `target` as passed (those passed already keep their day) and the others as not."""
    now = timezone.now()
    rows = {row.phase: row for row in project.passages.all()}
    for phase in GATED:
        row = rows.get(phase)
        if ORDER.index(phase) < ORDER.index(target):
            row = row or PhasePassage(project=project, phase=phase)
            if row.passed_at is None:
                row.passed_at, row.passed_by = now, actor
                row.save()
        elif row is not None and row.passed_at is not None:
            row.passed_at, row.passed_by = None, None
            row.save(update_fields=["passed_at", "passed_by"])


def project_close(*, actor: Person, project: Project, outcome: Outcome) -> Project:
    """Ends the project as won, lost or withdrawn. Everybody keeps reading what they could read.

    Raises: NotVisible, Forbidden, WrongState (closed already).
    """
    with transaction.atomic():
        project = lock(Project, project.pk)
        project_policy.require(actor, "close", project)
        if outcome == Outcome.WON:
            _pass_gates(project, actor, Phase.CLOSED)
        project.phase, project.outcome = Phase.CLOSED, outcome
        project.save_next_version(fields=["phase", "outcome"])
        space = project.space
        space.closed = timezone.now()
        space.save(update_fields=["closed"])
        record("projects.closed", actor=actor, subject=project, space=space, data={"outcome": outcome.value})
    return project


def project_reopen(*, actor: Person, project: Project) -> Project:
    """Takes back a closing: the project stands in its last open phase again.

    Raises: NotVisible, Forbidden, WrongState (not closed).
    """
    with transaction.atomic():
        project = lock(Project, project.pk)
        project_policy.require(actor, "reopen", project)
        passed = set(project.passages.exclude(passed_at=None).values_list("phase", flat=True))
        target = next((phase for phase in GATED if phase not in passed), Phase.FINAL_NEGOTIATION)
        _pass_gates(project, actor, target)
        project.phase, project.outcome = target, ""
        project.save_next_version(fields=["phase", "outcome"])
        space = project.space
        space.closed = None
        space.save(update_fields=["closed"])
        record("projects.reopened", actor=actor, subject=project, space=space)
    return project


def agreement_record(
    *, actor: Person, project: Project, agreed_by: str, agreed_on: date, tools: Iterable[str]
) -> ProjectAgreement:
    """Notes that the customer agreed to use the portal. An agreement in force is replaced by the new one.

    Raises: NotVisible, Forbidden, InvalidInput (nobody named, a day ahead, no tool).
    """
    chosen = [tool.value for tool in Tool if tool.value in set(tools)]
    fields: dict[str, list[object]] = {}
    if not agreed_by.strip():
        fields["agreed_by"] = [_("Name who agreed.")]
    if agreed_on > timezone.localdate():
        fields["agreed_on"] = [_("This day has not come yet.")]
    if not chosen:
        fields["tools"] = [_("Choose at least one.")]
    if fields:
        raise InvalidInput(fields=fields)
    with transaction.atomic():
        project = lock(Project, project.pk)
        project_policy.require(actor, "record_agreement", project)
        project.agreements.filter(withdrawn_at=None).update(withdrawn_at=timezone.now(), withdrawn_by=actor)
        agreement = ProjectAgreement(
            project=project, agreed_by=agreed_by.strip(), agreed_on=agreed_on, tools=chosen, recorded_by=actor
        )
        check_fields(agreement, "agreed_by")
        agreement.save()
        project.agreed_on = agreed_on
        project.save_next_version(fields=["agreed_on"])
        record("projects.agreement_recorded", actor=actor, subject=project, space=project.space)
    return agreement


def agreement_withdraw(*, actor: Person, project: Project) -> None:
    """Notes that the customer does not want to use the portal any more. Rows stay as history.

    Raises: NotVisible, Forbidden, WrongState (no agreement in force).
    """
    with transaction.atomic():
        project = lock(Project, project.pk)
        project_policy.require(actor, "withdraw_agreement", project)
        ended = project.agreements.filter(withdrawn_at=None).update(withdrawn_at=timezone.now(), withdrawn_by=actor)
        if not ended:
            raise WrongState
        project.agreed_on = None
        project.save_next_version(fields=["agreed_on"])
        record("projects.agreement_withdrawn", actor=actor, subject=project, space=project.space)


def secrecy_release(*, actor: Person, project: Project) -> Project:
    """Notes that the project may be spoken of. Opens nothing in the portal.

    Raises: NotVisible, Forbidden, WrongState (released already).
    """
    with transaction.atomic():
        project = lock(Project, project.pk)
        project_policy.require(actor, "release", project)
        if project.released_at is not None:
            raise WrongState
        project.released_at, project.released_by = timezone.now(), actor
        project.save_next_version(fields=["released_at", "released_by"])
        record("projects.secrecy_released", actor=actor, subject=project, space=project.space)
    return project
