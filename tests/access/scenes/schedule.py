"""The schedule of AURORA: a proposal of the supplier that waits for the customer, and an agreed meeting."""

from typing import Any

from sales_module.schedule.models import Proposal, ScheduleItem
from tests.access.scene import Call, Stage, scene
from tests.factories.projects import make_project
from tests.factories.schedule import make_agreed, make_proposed, wall


def _slot() -> str:
    return wall(40).strftime("%Y-%m-%dT%H:%M")


def _offer(**more: Any) -> dict[str, Any]:
    return {"slot_1": _slot(), "zone": "Europe/Helsinki", "minutes": 60, **more}


def _slots(**more: Any) -> dict[str, Any]:
    return {"slots": [{"local": _slot(), "zone": "Europe/Helsinki"}], **more}


@scene("schedule proposed")
def proposed(stage: Stage) -> list[Call]:
    space = make_project(stage.aurora).space
    item = make_proposed(space, stage.cast.sales)
    proposal = Proposal.objects.get(item=item)
    slot = proposal.slots.all()[0]
    here, this, one = {"space_id": space.pk}, {"space_id": space.pk, "pk": item.pk}, {"pk": item.pk}
    asked = this | {"proposal_pk": proposal.pk}
    new = {"kind": "meeting", "title": "Visit"}
    return [
        Call("GET", "schedule:schedule", here),
        Call("GET", "schedule:propose", here),
        Call("POST", "schedule:propose", here, data=_offer(**new)),
        Call("GET", "schedule:item", this),
        Call("POST", "schedule:accept", this | {"slot_pk": slot.pk}),
        Call("POST", "schedule:decline", asked, data={"answer": ""}),
        Call("GET", "schedule:counter", asked),
        Call("POST", "schedule:counter", asked, data=_offer()),
        Call("POST", "schedule:withdraw", asked),
        Call("GET", "schedule:change", this, case="waits"),
        Call("GET", "schedule:calendar", this, case="waits"),
        Call("GET", "api_schedule"),
        Call("POST", "api_schedule", data=_slots(space=str(space.pk), **new)),
        Call("GET", "api_schedule_item", one),
        Call("POST", "api_schedule_accept", one, data={"slot": str(slot.pk)}),
        Call("POST", "api_schedule_decline", one, data={"proposal": str(proposal.pk)}),
        Call("POST", "api_schedule_counter", one, data=_slots(proposal=str(proposal.pk))),
        Call("POST", "api_schedule_withdraw", one, data={"proposal": str(proposal.pk)}),
    ]


@scene("schedule agreed")
def agreed(stage: Stage) -> list[Call]:
    space = make_project(stage.aurora).space
    item = make_agreed(space, stage.cast.sales, stage.cast.buyer)
    this, one, version = {"space_id": space.pk, "pk": item.pk}, {"pk": item.pk}, item.version
    seen = {"If-Match": f'"{version}"'}
    assert ScheduleItem.objects.get(pk=item.pk).state == "agreed"
    return [
        Call("GET", "schedule:change", this),
        Call("POST", "schedule:change", this, data=_offer(version=version)),
        Call("POST", "schedule:cancel", this, data={"version": version}),
        Call("GET", "schedule:agenda", this),
        Call("POST", "schedule:agenda", this, data={"version": version, "agenda": "Energy"}),
        Call("GET", "schedule:calendar", this),
        Call("PATCH", "api_schedule_item", one, data={"agenda": "Energy"}, headers=seen),
        Call("POST", "api_schedule_propose", one, data=_slots(), headers=seen),
        Call("POST", "api_schedule_cancel", one, headers=seen),
    ]
