"""The people of AURORA, of a plan and of an account with the same customer (the key account manager's)."""

from typing import Any

from portal.spaces.choices import Side, SpaceKind
from portal.spaces.models import Participant, Space
from tests.access.scene import Call, Stage, scene
from tests.conftest import seat
from tests.factories.projects import make_project


def _calls(kind: str, space: Space, chosen: Participant, added: dict[str, Any]) -> list[Call]:
    here, one = {"space_id": space.pk}, {"space_id": space.pk, "pk": chosen.pk}
    return [
        Call("GET", f"spaces:{kind}_people", here),
        Call("GET", f"spaces:{kind}_people_add", here),
        Call("POST", f"spaces:{kind}_people_add", here, data={"joined_history": "from_start", **added}),
        Call("GET", f"spaces:{kind}_person", one),
        Call("POST", f"spaces:{kind}_person", one, data={"version": 1, "role": "observer"}),
        Call("GET", f"spaces:{kind}_person_end", one),
        Call("POST", f"spaces:{kind}_person_end", one),
    ]


@scene("spaces project")
def project(stage: Stage) -> list[Call]:
    space = make_project(stage.aurora).space
    expert = Participant.objects.get(space=space, person=stage.cast.expert)
    # An e-mail of the customer's company: sellers and the customer's own people may bring it in.
    added = {"email": "new@aava.example", "home": str(stage.aava.pk), "place": "customer:observer"}
    invite = {"space": str(space.pk), "email": "new@aava.example", "home": str(stage.aava.pk), "side": "customer"}
    role = {"role": "observer", "shown_to_other_side": True, "key_contact": False}
    one = {"pk": expert.pk}
    return [
        *_calls("project", space, expert, added),
        Call("GET", "api_participants"),
        Call("POST", "api_participants", data=invite | {"role": "observer"}),
        Call("GET", "api_participant", one),
        Call("PATCH", "api_participant", one, data=role, headers={"If-Match": '"1"'}),
        Call("POST", "api_participant_end", one),
    ]


@scene("spaces plan")
def plan(stage: Stage) -> list[Call]:
    space = Space.objects.create(kind=SpaceKind.PLAN, code_name="PLAN", supplier=stage.kymi, customer=stage.aava)
    seat(stage.cast.kam, space, Side.SUPPLIER, "key_account_manager")
    seat(stage.cast.tech, space, Side.SUPPLIER, "technology_manager")
    expert = seat(stage.cast.expert, space, Side.CUSTOMER, "technical_expert")
    added = {"email": "new@aava.example", "home": str(stage.aava.pk), "place": "customer:observer"}
    return _calls("plan", space, expert, added)


@scene("spaces account")
def account(stage: Stage) -> list[Call]:
    space = Space.objects.create(kind=SpaceKind.ACCOUNT, code_name="Aava", supplier=stage.kymi, customer=stage.aava)
    seat(stage.cast.kam, space, Side.SUPPLIER, "key_account_manager")
    tech = seat(stage.cast.tech, space, Side.SUPPLIER, "technology_manager")
    added = {"email": "new@kymi.example", "home": str(stage.kymi.pk), "place": "supplier:observer"}
    return _calls("account", space, tech, added)
