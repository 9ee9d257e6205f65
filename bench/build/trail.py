"""Activities with their hash chains, and the notices made from them."""

from collections.abc import Iterable
from uuid import UUID

from bench.build.shape import NOTICES, UNREAD
from bench.build.world import Fact, Someone, World
from portal.activity.chain import GENESIS, INSTALLATION, next_hash
from portal.activity.models import Activity, ChainLink, Delivery
from portal.activity.registry import kind_of


class Trail:
    """One chain: of a space, or (None) of the installation."""

    def __init__(self, world: World, space: UUID | None) -> None:
        self.world = world
        self.space = space
        self.facts: list[Fact] = []

    def tell(self, fact: Fact) -> None:
        self.facts.append(fact)

    def write(self) -> list[UUID]:
        """Writes the facts in order of time, each with its link. Returns their ids, oldest first."""
        chance = self.world.chance("trail", self.space)
        activities = self.world.writer.table(
            Activity, "id", "created", "space_id", "kind", "actor_key", "subject_kind", "subject_id", "data"
        )
        links = self.world.writer.table(ChainLink, "chain", "sequence", "activity_id", "hash")
        previous, ids = GENESIS, []
        for sequence, fact in enumerate(sorted(self.facts, key=lambda fact: fact.when), start=1):
            known = kind_of(fact.kind)
            if known is None:
                raise ValueError(f"no app tells of {fact.kind}")
            activity = Activity(
                id=chance.id_at(fact.when),
                created=fact.when,
                space_id=self.space,
                kind=fact.kind,
                actor_key=fact.actor.key if fact.actor else None,
                subject_kind=known.subject,
                subject_id=fact.subject,
                data=fact.data,
            )
            previous = next_hash(previous, activity)
            activities.add(
                activity.pk, activity.created, self.space, activity.kind, activity.actor_key, activity.subject_kind,
                activity.subject_id, activity.data,
            )  # fmt: skip
            links.add(self.space or INSTALLATION, sequence, activity.pk, previous)
            ids.append(activity.pk)
        return ids


def build_notices(world: World, of: dict[UUID, list[UUID]]) -> None:
    """Notices in the portal for everyone. `of`: person → activities to be told of; the measured get equal numbers."""
    table = world.writer.table(
        Delivery, "id", "created", "activity_id", "person_id", "channel", "state", "job_key", "seen_at"
    )
    measured = {world.buyer.id, world.seller.id, world.manager.id}
    for person, activities in of.items():
        chance = world.chance("notices", person)
        wanted = NOTICES if person in measured else world.shape.notices_each
        taken = activities[-wanted:]
        for number, activity in enumerate(taken):
            seen = None if len(taken) - number <= UNREAD else world.now
            key = f"{activity}:{person}:portal"
            table.add(chance.id_at(world.now), world.now, activity, person, "portal", "sent", key, seen)
        world.writer.flush_when_large()
    world.writer.flush()


def people_of(groups: Iterable[Iterable[Someone]]) -> list[Someone]:
    return [someone for group in groups for someone in group]
