"""Reads of projects."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Case, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.utils import timezone

from documents.choices import Category
from documents.selectors import category_counts
from portal.access.prepared import prepared
from portal.access.rights import rights_everywhere
from portal.activity.selectors import Entry, space_timeline
from portal.core.errors import NotVisible
from portal.core.statements import compiled
from portal.home.registry import OwedItem
from portal.home.selectors import owed_in_space
from portal.people.models import Organisation, Person
from portal.people.selectors import customer_list
from portal.spaces.choices import Confidentiality, Right, Side
from portal.spaces.models import Participant
from portal.spaces.selectors import participants_now
from portal.ui.formats import clock, zone_city
from sales_module.projects.choices import GATED, ORDER, Outcome, Phase
from sales_module.projects.models import PhasePassage, Project, ProjectAgreement
from sales_module.projects.policies import may_create, project_policy
from sales_module.quotations.selectors import Summary, current_quotation
from sales_module.schedule.selectors import Due, agreed_ahead, due_in_space

PAGE = 25
CUSTOMERS_SHOWN = 20
OPEN_AT_MOST = 200
CONTACTS_SHOWN = 4
DATES_SHOWN = 4
LATEST_SHOWN = 6
# The list of latest facts ends where it would cost one more query.
KINDS_AT_ONCE = 1


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """One line of the list; all but the code name is empty for somebody who may not read the project."""

    pk: UUID
    code_name: str
    name: str
    customer: str
    phase: str
    outcome: str
    next_gate: date | None

    @property
    def step(self) -> Any:
        """The phase in words; of a closed project how it ended."""
        return Outcome(self.outcome).label if self.outcome else Phase(self.phase).label if self.phase else ""


@dataclass(frozen=True, slots=True)
class ProjectPage:
    rows: list[ProjectRow]
    number: int
    has_next: bool


def project_page(*, person: Person, phase: str = "", number: int = 1) -> ProjectPage:
    """The person's projects, open ones first, by code name. One query whatever their number.

    A filter by phase asks for the right to read: it would tell the phase otherwise.
    """
    rows = project_policy.visible(person, "read" if phase else "view")
    rows = rows.filter(phase=phase) if phase else rows
    last = Case(When(phase=Phase.CLOSED, then=Value(1)), default=Value(0), output_field=IntegerField())
    start = (number - 1) * PAGE
    found = _readable(person, _listed(rows.order_by(last, "space__code_name", "pk"))[start : start + PAGE + 1])
    return ProjectPage(found[:PAGE], number, len(found) > PAGE)


def _listed(projects: QuerySet[Project]) -> QuerySet[Project, Any]:
    gate = PhasePassage.objects.filter(project=OuterRef("pk"), passed_at=None).exclude(planned_on=None)
    return projects.annotate(next_gate=Subquery(gate.order_by("planned_on").values("planned_on")[:1])).values_list(
        "pk", "space__code_name", "name", "space__customer__name", "phase", "outcome", "next_gate"
    )


def _readable(person: Person, found: Iterable[Any]) -> list[ProjectRow]:
    rights = rights_everywhere(person)
    return [
        ProjectRow(*row)
        if rights[row[0]].has(Right.READ, Confidentiality.GENERAL)
        else ProjectRow(row[0], row[1], "", "", "", "", None)
        for row in found
    ]


def open_projects(*, person: Person) -> list[ProjectRow]:
    """The person's open projects by code name, for Home. One query."""
    return _readable(person, _open_projects(person=person))


@prepared
def _open_projects(person: Person) -> QuerySet[Project, Any]:
    rows = project_policy.visible(person).exclude(phase=Phase.CLOSED)
    return _listed(rows.order_by("space__code_name", "pk"))[:OPEN_AT_MOST]


def project_list(*, person: Person) -> QuerySet[Project]:
    """All projects whose content the person may read."""
    rows = project_policy.visible(person, "read").select_related("space__supplier", "space__customer")
    return rows.prefetch_related("passages")


def project_get(*, person: Person, pk: UUID) -> Project:
    """The project, its content perhaps closed to the person. Raises: NotVisible."""
    found = _project(person=person, space_id=pk)
    if not found:
        raise NotVisible
    return found[0]


@prepared
def _project(person: Person, space_id: UUID) -> QuerySet[Project]:
    rows = project_policy.visible(person, space_id=space_id).filter(pk=space_id)
    return rows.select_related("space__supplier", "space__customer", "released_by")


def project_read(*, person: Person, pk: UUID) -> Project:
    """The project for somebody who may read it. Raises: NotVisible, Forbidden (sees the code name only)."""
    project = project_get(person=person, pk=pk)
    project_policy.require(person, "read", project)
    return project


@dataclass(frozen=True, slots=True)
class PhaseStep:
    """One phase on the line: past, present or future, and the gate at its end."""

    phase: Phase
    state: str
    planned_on: date | None
    passed_at: datetime | None
    gate: str


def phase_line(project: Project) -> list[PhaseStep]:
    """The six phases of a project that was let through already. One query.

    A project that was lost or withdrawn did not pass the gates it left out: those stay "ahead".
    """
    passages = {row.phase: row for row in _passages(project_id=project.pk)}
    return phase_steps(Phase(project.phase), passages)


@compiled
def _passages(project_id: UUID) -> QuerySet[PhasePassage]:
    return PhasePassage.objects.filter(project=project_id)


def phase_steps(present: Phase, passages: Mapping[str, PhasePassage]) -> list[PhaseStep]:
    steps = []
    for phase in ORDER:
        row = passages.get(phase)
        passed = row.passed_at if row else None
        if phase == present:
            state = "present"
        elif ORDER.index(phase) < ORDER.index(present) and (present != Phase.CLOSED or passed):
            state = "past"
        else:
            state = "future"
        gate = ""
        if phase in GATED:
            gate = "passed" if passed else "waiting" if phase == present else "ahead"
        steps.append(PhaseStep(phase, state, row.planned_on if row else None, passed, gate))
    return steps


def agreements_of(project: Project) -> list[ProjectAgreement]:
    """What the customer agreed to, newest first, of a project that was let through already."""
    return list(project.agreements.select_related("recorded_by", "withdrawn_by"))


def customer_search(*, person: Person, text: str = "") -> list[Organisation]:
    """Organisations a seller may start a project with, by name. Empty for everybody else."""
    if not may_create(person):
        return []
    return list(customer_list(person=person, search=text).only("pk", "name", "city", "country")[:CUSTOMERS_SHOWN])


def customer_get(*, person: Person, pk: UUID) -> Organisation:
    """Raises: NotVisible: no customer, or `person` is no seller."""
    found = customer_list(person=person).filter(pk=pk).first() if may_create(person) else None
    if found is None:
        raise NotVisible
    return found


@dataclass(frozen=True, slots=True)
class Contact:
    """One person as the other people of the project reach them."""

    participant: Participant
    local_time: str

    @property
    def person(self) -> Person:
        return self.participant.person


@dataclass(frozen=True, slots=True)
class Room:
    """What the one page of a project answers: where we are, what is next, what is new."""

    steps: list[PhaseStep]
    contacts: list[Contact]
    more_people: int
    owed_supplier: list[OwedItem]
    owed_customer: list[OwedItem]
    dates: list[Due]
    latest: list[Entry]
    documents: list[tuple[Category, int]]
    quotation: Summary | None
    since: datetime | None
    word: Any
    tone: str


def project_room(*, person: Person, project: Project) -> Room:
    """Everything in the room of a project that was let through, limited to what `person` may see.

    Queries: phases, people, the schedule, one per provider of what is owed, two for the latest facts and one per kind.
    """
    people = participants_now(person=person, space_id=project.pk)
    owed = sorted(
        owed_in_space(person=person, space_id=project.pk),
        key=lambda item: (item.due is None, item.due or timezone.now()),
    )
    return Room(
        steps=phase_line(project),
        contacts=[Contact(row, _local_time(row.person)) for row in people[:CONTACTS_SHOWN]],
        more_people=max(0, len(people) - CONTACTS_SHOWN),
        owed_supplier=[item for item in owed if item.side == Side.SUPPLIER],
        owed_customer=[item for item in owed if item.side == Side.CUSTOMER],
        dates=agreed_ahead(due_in_space(person, project.pk))[:DATES_SHOWN],
        latest=space_timeline(person=person, space_id=project.pk, limit=LATEST_SHOWN, kinds_at_once=KINDS_AT_ONCE),
        documents=category_counts(person=person, space_id=project.pk),
        quotation=current_quotation(person=person, space_id=project.pk),
        since=person.visited_home_before,
        word=Outcome(project.outcome).label if project.outcome else "",
        tone="done" if project.outcome == Outcome.WON else "closed",
    )


def _local_time(person: Person) -> str:
    zone = ZoneInfo(person.time_zone)
    return f"{clock(timezone.now().astimezone(zone))} {zone_city(zone)}"
