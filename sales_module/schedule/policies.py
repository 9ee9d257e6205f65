"""Who proposes times and who answers for a side."""

from typing import ClassVar

from portal.access.policy import Rule, SpacePolicy, register
from portal.spaces.choices import Confidentiality, Right
from sales_module.schedule.choices import ItemState
from sales_module.schedule.models import ScheduleItem

WAITING = frozenset({"proposed", "agreed, change proposed"})
SETTLED = frozenset({"agreed", "declined"})
AGREED = frozenset({"agreed", "agreed, change proposed"})


class ScheduleItemPolicy(SpacePolicy[ScheduleItem]):
    """General knowledge inside the space. Whoever adds may propose; who decides for a side accepts, declines, cancels.

    Whose turn it is is not asked here but by the service, of the proposal the person looked at.
    """

    model = ScheduleItem
    kind = "schedule.item"
    confidentiality = Confidentiality.GENERAL
    # Who joins late still sees what lies ahead, whenever it was proposed.
    since_path = "sorted_by"
    rules: ClassVar = {
        "view": Rule(Right.READ),
        "propose": Rule(Right.ADD, states=SETTLED),
        "answer": Rule(Right.DECIDE, states=WAITING),
        "withdraw": Rule(Right.ADD, states=WAITING),
        "cancel": Rule(Right.DECIDE, states=AGREED),
        "change_agenda": Rule(Right.ADD, states=WAITING | SETTLED),
    }

    def state_of(self, obj: ScheduleItem) -> str:
        if obj.state == ItemState.AGREED and obj.turn:
            return "agreed, change proposed"
        return obj.state


schedule_policy = register(ScheduleItemPolicy())
