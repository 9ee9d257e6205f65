"""The one place that decides who may do what.

Order: active person → organisation role or participation → confidentiality class → denial or grant → state.
`visible` is a queryset, used *before* anything is fetched; `can`, `users_with` and `abilities` give the same answer.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Generic, TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from portal.access.models import Denial
from portal.access.registry import register
from portal.access.rights import SpaceRights, fresh, remembered, rights_everywhere, rights_in
from portal.core.errors import Forbidden, NotVisible, WrongState
from portal.people.models import Person
from portal.spaces.choices import Confidentiality, History, Right, Side
from portal.spaces.models import Participant, Role, Space

__all__ = ["Policy", "Rule", "SpacePolicy", "register"]

M = TypeVar("M", bound=Model)
VIEW = "view"


@dataclass(frozen=True, slots=True)
class Rule:
    """What an action takes: a right in the object's class; perhaps one side, perhaps some states."""

    right: Right
    sides: frozenset[Side] | None = None
    states: frozenset[str] | None = None


class Policy(Generic[M]):
    """The five questions. Subclasses answer `visible`, `can` and `users_with`; the rest follows."""

    model: type[M]
    kind: ClassVar[str]
    rules: ClassVar[Mapping[str, Any]] = {}

    def visible(self, person: Person, action: str = VIEW) -> QuerySet[M]:
        raise NotImplementedError

    def can(self, person: Person, action: str, obj: M) -> bool:
        raise NotImplementedError

    def users_with(self, action: str, obj: M) -> QuerySet[Person]:
        raise NotImplementedError

    def in_state(self, action: str, obj: M) -> bool:
        return True

    def get(self, person: Person, pk: UUID, queryset: QuerySet[M] | None = None) -> M:
        """The object, when the person may see it. Raises: NotVisible, alike for foreign and unknown ids."""
        rows = self.visible(person) if queryset is None else queryset
        found = rows.filter(pk=pk).first()
        if found is None:
            raise NotVisible
        return found

    def require(self, person: Person, action: str, obj: M) -> None:
        """Raises: NotVisible (404), Forbidden (403) or WrongState (409). Reads rights anew: call it under the lock."""
        with fresh():
            if not self.can(person, VIEW, obj):
                raise NotVisible
            if action != VIEW and not self.can(person, action, obj):
                raise Forbidden
            if not self.in_state(action, obj):
                raise WrongState

    def abilities(self, person: Person, obj: M) -> frozenset[str]:
        """All actions possible now, states counted: what page, API and socket show as possible."""
        return frozenset(a for a in self.rules if self.can(person, a, obj) and self.in_state(a, obj))


class SpacePolicy(Policy[M]):
    """Policy for what stands behind a space: participation first, then class, then exceptions.

    `confidentiality` fixes the class of a kind; None means each object carries its own.
    An object of class "internal" needs a `side` field: it is for that side only.
    """

    rules: ClassVar[Mapping[str, Rule]]
    confidentiality: ClassVar[Confidentiality | None] = None
    # An `ObjectGrant` table whose `content_object` is `model`.
    grant_model: ClassVar[type[Any] | None] = None
    # Lookups from the object to its space and to the moment it counts from for late joiners ("" = always).
    space_path: ClassVar[str] = "space"
    since_path: ClassVar[str] = "created"

    # What subclasses may say ------------------------------------------------------------------------------------

    def side_sees(self, side: Side) -> Q:
        """Condition for what the given side may ever see, e.g. not the other side's drafts."""
        return Q()

    def seen_by_side(self, obj: M, side: Side) -> bool:
        """The same as `side_sees`, for one object."""
        return True

    def allows(self, person: Person, action: str, obj: M, rights: SpaceRights) -> bool:
        """A further condition beside right and side, e.g. "only who wrote it"; not for "view", which is a queryset."""
        return True

    def state_of(self, obj: M) -> str:
        return str(getattr(obj, "state", ""))

    # Reading one object -----------------------------------------------------------------------------------------

    def space_id_of(self, obj: M) -> UUID:
        for step in self.space_path.split("__")[:-1]:
            obj = getattr(obj, step)
        last = self.space_path.split("__")[-1]
        return getattr(obj, f"{last}_id")

    def class_of(self, obj: M) -> str:
        return self.confidentiality.value if self.confidentiality else getattr(obj, "confidentiality")  # noqa: B009

    def since_of(self, obj: M) -> datetime | None:
        value: Any = obj
        for step in self.since_path.split("__") if self.since_path else ():
            value = getattr(value, step)
        return value if self.since_path else None

    # The questions ----------------------------------------------------------------------------------------------

    def in_state(self, action: str, obj: M) -> bool:
        states = self.rules[action].states
        return states is None or self.state_of(obj) in states

    def can(self, person: Person, action: str, obj: M) -> bool:
        rights = rights_in(person, self.space_id_of(obj))
        if rights is None or not self._reached(person, VIEW, obj, rights):
            return False
        return self._reached(person, action, obj, rights)

    def _reached(self, person: Person, action: str, obj: M, rights: SpaceRights) -> bool:
        rule = self.rules[action]
        if rule.sides is not None and rights.side not in rule.sides:
            return False
        if rights.has_denials and obj.pk in self._denied_ids(person):
            return False
        if not self.seen_by_side(obj, rights.side) or not self.allows(person, action, obj, rights):
            return False
        if rights.has_grants and obj.pk in self._granted_ids(person, rule.right):
            return True
        class_ = self.class_of(obj)
        if class_ == Confidentiality.INTERNAL and getattr(obj, "side") != rights.side:  # noqa: B009
            return False
        since = self.since_of(obj)
        if rights.since is not None and since is not None and since < rights.since:
            return False
        return rights.has(rule.right, class_)

    def can_in_space(self, person: Person, action: str, space_id: UUID, confidentiality: str) -> bool:
        """May the person do this to an object of that class which does not exist yet?"""
        rule, rights = self.rules[action], rights_in(person, space_id)
        return (
            rights is not None
            and (rule.sides is None or rights.side in rule.sides)
            and rights.has(rule.right, confidentiality)
        )

    def require_in_space(self, person: Person, action: str, space_id: UUID, confidentiality: str) -> SpaceRights:
        """Raises: NotVisible when no participant or the class is not readable at all, Forbidden without the right."""
        with fresh():
            rights = rights_in(person, space_id)
            if rights is None or not rights.has(Right.READ, confidentiality):
                raise NotVisible
            if not self.can_in_space(person, action, space_id, confidentiality):
                raise Forbidden
            return rights

    def visible(self, person: Person, action: str = VIEW, *, space_id: UUID | None = None) -> QuerySet[M]:
        """All objects the person may do `action` to (states apart), optionally in one space.

        The spaces are read first and put in as ids: the planner then starts from them (docs/figures.md).
        """
        if space_id is None:
            everywhere = list(rights_everywhere(person).values())
        else:
            one = rights_in(person, space_id)
            everywhere = [one] if one else []
        condition = self._condition(person, VIEW, everywhere)
        if action != VIEW:
            condition &= self._condition(person, action, everywhere)
        if any(r.has_denials for r in everywhere):
            condition &= ~Q(pk__in=self._denied_ids(person))
        return self.model._default_manager.filter(condition)

    def _condition(self, person: Person, action: str, everywhere: list[SpaceRights]) -> Q:
        rule = self.rules[action]
        alike: dict[tuple[Any, ...], list[SpaceRights]] = defaultdict(list)
        for rights in everywhere:
            if rule.sides is None or rights.side in rule.sides:
                alike[(rights.side, rights.classes(rule.right), rights.since)].append(rights)
        condition = Q(pk__in=[])
        for (side, classes, since), group in alike.items():
            within = Q(**{f"{self.space_path}__in": [r.space_id for r in group]}) & self.side_sees(side)
            reached = self._class_condition(side, classes)
            if since is not None and self.since_path:
                reached &= Q(**{f"{self.since_path}__gte": since})
            if any(r.has_grants for r in group):
                reached |= Q(pk__in=self._granted_ids(person, rule.right))
            condition |= within & reached
        return condition

    def _class_condition(self, side: Side, classes: tuple[str, ...]) -> Q:
        if self.confidentiality is not None:
            return Q() if self.confidentiality.value in classes else Q(pk__in=[])
        shared = [c for c in classes if c != Confidentiality.INTERNAL]
        condition = Q(confidentiality__in=shared)
        if Confidentiality.INTERNAL in classes:
            condition |= Q(confidentiality=Confidentiality.INTERNAL, side=side)
        return condition

    def users_with(self, action: str, obj: M) -> QuerySet[Person]:
        """Everyone who may do `action` to `obj` now (states apart)."""
        denied = Denial.objects.filter(kind=self.kind, object_id=obj.pk).values("person")
        people = Person.objects.filter(self._reaching(VIEW, obj), is_active=True).exclude(pk__in=denied)
        if action != VIEW:
            people = people.filter(self._reaching(action, obj))
        # `allows` says nothing about "view", so only other actions ask it person by person.
        if action == VIEW or type(self).allows is SpacePolicy.allows:
            return people
        return people.filter(pk__in=[person.pk for person in people if self.can(person, action, obj)])

    def _reaching(self, action: str, obj: M) -> Q:
        """Condition on Person: reaches `obj` by role or by grant."""
        rule, class_ = self.rules[action], self.class_of(obj)
        space_id, since = self.space_id_of(obj), self.since_of(obj)
        sides = [s for s in Side if (rule.sides is None or s in rule.sides) and self.seen_by_side(obj, s)]
        taking_part = Participant.active(space=space_id, side__in=sides)
        roles = [role.code for role in Role.objects.all() if rule.right in role.rights.get(class_, ())]
        by_role = taking_part & Q(role__in=roles)
        if class_ == Confidentiality.INTERNAL:
            by_role &= Q(side=getattr(obj, "side"))  # noqa: B009
        if since is not None:
            by_role &= Q(joined_history=History.FROM_START) | Q(starts__lte=since)
        reached = Q(pk__in=Participant.objects.filter(by_role).values("person"))
        if self.grant_model is not None and rule.right in GRANTED_AS:
            granted = self.grant_model.objects.filter(
                content_object=obj, permission__codename=self._codename(rule.right)
            )
            inside = Participant.objects.filter(taking_part)
            reached |= Q(pk__in=granted.values("user")) & Q(pk__in=inside.values("person"))
        return reached

    # Exceptions -------------------------------------------------------------------------------------------------

    def _codename(self, right: Right) -> str:
        return f"{GRANTED_AS[right]}_{self.model._meta.model_name}"

    def _granted_ids(self, person: Person, right: Right) -> frozenset[UUID]:
        if self.grant_model is None or right not in GRANTED_AS:
            return frozenset()
        rows = self.grant_model.objects.filter(user=person.pk, permission__codename=self._codename(right))
        return remembered(
            ("grants", self.kind, person.pk, right),
            lambda: frozenset(rows.values_list("content_object", flat=True)),
        )

    def _denied_ids(self, person: Person) -> frozenset[UUID]:
        rows = Denial.objects.filter(person=person.pk, kind=self.kind)
        return remembered(
            ("denials", self.kind, person.pk), lambda: frozenset(rows.values_list("object_id", flat=True))
        )


class SpaceRootPolicy(SpacePolicy[M]):
    """Policy for what *is* a space (project, plan, account): taking part is enough to see that it exists.

    A sub-supplier, who reads nothing but what it was given, still finds its way in. What the page shows beyond the
    code name asks for the "read" action.
    """

    space_path = "pk"
    since_path = ""
    confidentiality = Confidentiality.GENERAL

    def space_id_of(self, obj: M) -> UUID:
        return obj.pk

    def _condition(self, person: Person, action: str, everywhere: list[SpaceRights]) -> Q:
        if action == VIEW:
            return Q(pk__in=[rights.space_id for rights in everywhere])
        return super()._condition(person, action, everywhere)

    def _reached(self, person: Person, action: str, obj: M, rights: SpaceRights) -> bool:
        return action == VIEW or super()._reached(person, action, obj, rights)

    def _reaching(self, action: str, obj: M) -> Q:
        if action == VIEW:
            inside = Participant.objects.filter(Participant.active(space=obj.pk))
            return Q(pk__in=inside.values("person"))
        return super()._reaching(action, obj)


# guardian speaks Django's permission names; ours are fewer. Managing people is never granted on one object.
GRANTED_AS = {Right.READ: "view", Right.ADD: "add", Right.DECIDE: "change"}


def space_of(space_id: UUID) -> Space:
    """A space by id, for services that were already let in."""
    found = Space.objects.filter(pk=space_id).first()
    if found is None:
        raise NotVisible
    return found
