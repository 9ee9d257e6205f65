"""Arranges on the running site what a test needs, through the services.

Runs as a process in the site's own surroundings: one request per line as JSON `[name, arguments]`, one answer per line.
Each test makes its own people and projects, so that no test disturbs another.
"""

import json
import os
import sys
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.utils import timezone, translation

from coop_plan.accounts.models import Account
from coop_plan.plans.choices import RowKind
from coop_plan.plans.models import CoopPlan
from coop_plan.plans.services import Seat, plan_create, row_add
from demo import steps
from demo.cast import known
from demo.clock import day
from documents.choices import Category
from portal.people.choices import OrganisationRoleName
from portal.people.models import Organisation, OrganisationRole, Person, SignIn
from portal.people.selectors import DEMO_PASSWORD
from portal.people.services import my_token_create
from portal.spaces.choices import Confidentiality, Side
from portal.spaces.models import Role
from sales_module.projects.models import Project
from sales_module.quotations.choices import Stage
from sales_module.quotations.models import Quotation
from sales_module.quotations.services.drafts import quotation_create
from sales_module.quotations.services.questions import question_ask
from sales_module.quotations.values import Terms
from tests.browser.addresses import below_aurora, main_pages, pictured

LINES = ("PRS-2110", "PRS-2100", "SRV-9100")


def person(*, name: str, firm: str = "AAVA", seller: bool = False, language: str = "en") -> dict[str, str]:
    """Somebody new who may sign in with the demo's password."""
    organisation = Organisation.objects.get(import_source="demo", import_key=firm)
    made = Person(
        organisation=organisation, name=name, email=f"p{uuid4().hex[:10]}@{firm.lower()}.example", can_sign_in=True,
        language=language, time_zone="Europe/Helsinki",
    )  # fmt: skip
    made.set_password(DEMO_PASSWORD)
    made.save()
    for role in (OrganisationRoleName.MEMBER, *([OrganisationRoleName.SELLER] if seller else [])):
        OrganisationRole.objects.create(person=made, organisation=organisation, role=role, starts=timezone.now())
    return {"id": str(made.pk), "email": str(made.email), "name": name}


def token(*, email: str) -> str:
    return my_token_create(actor=_person(email), name="stage", days=1)[1]


def project(
    *, code: str, sales: str, people: list[tuple[str, str, str]], name: str = "Felt guide renewal", agreed: bool = True
) -> str:
    """`people`: e-mail, side, role. The customer is Aava."""
    made = steps.start(_person(sales), known().aava, code, name, "One guide roll and two new felts.")
    if agreed:
        steps.agree(_person(sales), made, "Daniel Forss", day(-1))
    for email, side, role in people:
        steps.bring(_person(sales), made, (_person(email), Side(side), role))
    return str(made.pk)


def quotation(*, project: str, sales: str, title: str, sent: bool = True, lines: list[str] | None = None) -> str:
    terms = Terms(
        title=title, stage=Stage.FIRM, valid_day=day(30), incoterm="DAP", named_place="Kotka mill", delivery_weeks=20
    )
    values = [steps.line(code) for code in lines or LINES] + [steps.line("SRV-9200", "5", optional=True)]
    if sent:
        made = steps.offer(_person(sales), Project.objects.get(pk=project), terms, values)
    else:
        made = quotation_create(
            actor=_person(sales), space_id=Project.objects.get(pk=project).pk, terms=terms, lines=values
        )
    return str(made.pk)


def question(*, quotation: str, asker: str, text: str) -> str:
    found = Quotation.objects.get(pk=quotation)
    assert found.current is not None
    line = found.current.lines.order_by("position")[0]
    return str(question_ask(actor=_person(asker), quotation=found, line_key=line.line_key, text=text).pk)


def meeting(*, project: str, proposer: str, title: str, in_days: int = 8) -> str:
    made = steps.propose(_person(proposer), Project.objects.get(pk=project), title, day(in_days), place="Kotka mill")
    return str(made.pk)


def document(*, project: str, sender: str, source: str, name: str) -> str:
    """Filed; the running worker checks it."""
    made = steps.file(
        _person(sender), Project.objects.get(pk=project), source, name, Category.SPECIFICATION, Confidentiality.GENERAL
    )
    return str(made.pk)


def plan(*, code: str, kam: str, buyer: str, action: str = "") -> str:
    """A plan with Aava, kept by `kam` and `buyer`; started by the demo's key account manager."""
    account = Account.objects.get(space__customer=known().aava)
    seats = [
        Seat(_person(kam), Side.SUPPLIER, Role.objects.get(code="key_account_manager")),
        Seat(_person(buyer), Side.CUSTOMER, Role.objects.get(code="purchase_lead")),
    ]
    made: CoopPlan = plan_create(
        actor=known().kam, account_id=account.pk, name=f"Plan {code}", code_name=code, horizon_months=12,
        agreed_by="Daniel Forss", agreed_on=day(-1), seats=seats,
    )  # fmt: skip
    if action:
        values = {"title": action, "owner": _person(kam).pk, "due": day(30), "state": "open", "objective": None}
        row_add(actor=_person(kam), plan=made, kind=RowKind.ACTION, values=values)
    return str(made.pk)


def session_end(*, email: str) -> None:
    """What is left when a session's time is over: nothing."""
    SignIn.objects.filter(person__email=email).delete()


def _person(email: str) -> Person:
    return Person.objects.get(email=email)


CALLS: dict[str, Callable[..., Any]] = {
    each.__name__: each
    for each in (
        person, token, project, quotation, question, meeting, document, plan, session_end, main_pages, below_aurora,
        pictured,
    )
}  # fmt: skip


def main() -> None:
    answers = os.fdopen(os.dup(1), "w")
    # What the services print must not get between the answers.
    os.dup2(2, 1)
    for line in sys.stdin:
        name, arguments = json.loads(line)
        with translation.override("en"):
            answers.write(json.dumps(CALLS[name](**arguments)) + "\n")
        answers.flush()
