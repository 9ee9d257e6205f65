"""Facts about plans. All but one are told as facts about the plan, so a list reads them in one query."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coop_plan.plans.models import Action, CoopPlan
from portal.activity.models import Channel, Delivery
from portal.activity.registry import ActivityKind
from portal.core.links import link
from portal.people.models import Person


def _load_plan(pk: UUID) -> CoopPlan | None:
    return CoopPlan.objects.select_related("space").filter(pk=pk).first()


def _load_action(pk: UUID) -> Action | None:
    return Action.objects.select_related("owner").filter(pk=pk, removed=None).first()


def plan_url(plan: CoopPlan) -> str:
    return link("plans:detail", plan.pk)


def row_url(row: Any) -> str:
    return f"{link('plans:detail', row.plan_id)}#{row.anchor}"


def _others(plan: CoopPlan, people: list[Person]) -> list[Person]:
    """Nobody hears the same twice: not who is told as the new owner, nor who has an unread notice of this plan.

    A plan that is being written changes twenty times an hour; its page marks each place.
    """
    told: set[UUID] = set(getattr(plan, "told_as_owner", ()))
    unread = Delivery.objects.filter(
        person__in=[person.pk for person in people],
        channel=Channel.PORTAL,
        seen_at=None,
        activity__subject_kind="plans.plan",
        activity__subject_id=plan.pk,
    )
    told |= set(unread.values_list("person_id", flat=True))
    return [person for person in people if person.pk not in told]


def _kind(name: str, sentence: Any, *, notify: bool = True) -> ActivityKind:
    return ActivityKind(
        name=f"plans.{name}",
        subject="plans.plan",
        sentence=sentence,
        load=_load_plan,
        url=plan_url,
        subject_text=lambda plan: plan.name,
        fields=("name",),
        notify=notify,
        audience=_others,
    )


KINDS = (
    _kind("created", _("%(actor)s started the plan %(subject)s")),
    _kind("plan_changed", _("%(actor)s changed %(subject)s")),
    _kind("statement_added", _("%(actor)s added a statement to %(subject)s")),
    _kind("statement_changed", _("%(actor)s changed a statement in %(subject)s")),
    _kind("statement_removed", _("%(actor)s removed a statement from %(subject)s")),
    _kind("statement_restored", _("%(actor)s brought a statement back into %(subject)s")),
    _kind("objective_added", _("%(actor)s added an objective to %(subject)s")),
    _kind("objective_changed", _("%(actor)s changed an objective in %(subject)s")),
    _kind("objective_removed", _("%(actor)s removed an objective from %(subject)s")),
    _kind("objective_restored", _("%(actor)s brought an objective back into %(subject)s")),
    _kind("action_added", _("%(actor)s added an action to %(subject)s")),
    _kind("action_changed", _("%(actor)s changed an action in %(subject)s")),
    _kind("action_removed", _("%(actor)s removed an action from %(subject)s")),
    _kind("action_restored", _("%(actor)s brought an action back into %(subject)s")),
    _kind("clock_event_added", _("%(actor)s added an event to the yearly clock of %(subject)s")),
    _kind("clock_event_changed", _("%(actor)s changed an event of the yearly clock of %(subject)s")),
    _kind("clock_event_removed", _("%(actor)s removed an event from the yearly clock of %(subject)s")),
    _kind("clock_event_restored", _("%(actor)s brought an event back to the yearly clock of %(subject)s")),
    # For the audit only: who reads a plan is not told to the others.
    ActivityKind(
        name="plans.pdf_downloaded",
        subject="",
        sentence=_("A PDF of the plan was downloaded"),
        load=_load_plan,
        url=plan_url,
    ),
    ActivityKind(
        name="plans.action_assigned",
        subject="plans.action",
        sentence=_("%(actor)s named the owner of an action: %(subject)s"),
        load=_load_action,
        url=row_url,
        subject_text=lambda action: f"{action.title} ({action.owner.shown_name})",
        fields=("plan_id", "title", "owner__name", "owner__email", "owner__job_title"),
        notify=True,
        mail_sentence=_("%(actor)s made you the owner of an action in the co-operation plan."),
        audience=lambda action, people: [person for person in people if person.pk == action.owner_id],
    ),
)
