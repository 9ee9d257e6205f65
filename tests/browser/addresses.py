"""The demo's addresses: the main pages of each of the cast, and everything below the main project."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from coop_plan.accounts.models import Account
from coop_plan.plans.models import Action, CoopPlan
from demo.cast import known
from documents.models import Document
from portal.spaces.choices import SpaceKind
from portal.spaces.models import Participant, Space
from sales_module.catalogue.models import Product
from sales_module.orders.models import Order
from sales_module.quotations.models import Quotation
from sales_module.schedule.models import ScheduleItem


def main_pages() -> dict[str, list[str]]:
    """Who → the pages this person works with. Written by hand: what is new and worth looking at is added here."""
    cast = known()
    aurora = Space.objects.get(code_name="AURORA")
    eridanus = Space.objects.get(code_name="ERIDANUS")
    talvi = CoopPlan.objects.get(space__code_name="TALVI")
    account = Account.objects.get(space__customer=cast.aava)
    offer = Quotation.objects.get(space=aurora)
    first = offer.revisions.get(number=1)
    specification = Document.objects.get(space=aurora, title="Technical specification")
    survey = ScheduleItem.objects.get(space=aurora, title="Site survey for the crane path")
    negotiation = ScheduleItem.objects.get(space=aurora, title="Commercial negotiation")
    action = Action.objects.filter(plan=talvi).order_by("pk")[0]
    bo = Participant.objects.get(space=aurora, person=cast.buyer)

    def at(name: str, *ids: object) -> str:
        return reverse(name, args=ids)

    everyone = [at("home:home"), at("notifications:notices"), at("help:help"), at("people:profile")]
    room = [
        at("projects:room", aurora.pk),
        at("documents:list", aurora.pk),
        at("documents:add", aurora.pk),
        at("documents:document", aurora.pk, specification.pk),
        at("quotations:list", aurora.pk),
        at("quotations:quotation", aurora.pk, offer.pk),
        at("schedule:schedule", aurora.pk) + "?past=1",
        at("schedule:item", aurora.pk, survey.pk),
        at("spaces:project_people", aurora.pk),
    ]
    return {
        "buyer@aava.example": [
            *everyone,
            *room,
            at("projects:list"),
            at("quotations:revision", aurora.pk, offer.pk, first.pk),
            at("quotations:accept", aurora.pk, offer.pk),
            at("quotations:decline", aurora.pk, offer.pk),
            at("quotations:readers", aurora.pk, offer.pk),
            at("schedule:propose", aurora.pk),
            at("schedule:counter", aurora.pk, survey.pk, survey.proposals.order_by("pk")[0].pk),
            at("spaces:project_people_add", aurora.pk),
            at("plans:list"),
            at("plans:detail", talvi.pk),
            at("help:guide", "purchaser"),
            at("help:who_sees_what"),
            at("help:feedback"),
            at("home:new"),
            at("api_page"),
        ],
        "sales@kymi.example": [
            *everyone,
            *room,
            at("projects:list") + "?phase=all",
            at("projects:new"),
            at("projects:new") + f"?customer={cast.aava.pk}",
            at("projects:record", aurora.pk),
            at("documents:revise", aurora.pk, specification.pk),
            at("documents:change", aurora.pk, specification.pk),
            at("documents:share", aurora.pk, specification.pk),
            at("documents:sent", aurora.pk, specification.pk),
            at("quotations:new", aurora.pk),
            at("quotations:withdraw", aurora.pk, offer.pk),
            at("schedule:change", aurora.pk, negotiation.pk),
            at("schedule:agenda", aurora.pk, negotiation.pk),
            at("spaces:project_person", aurora.pk, bo.pk),
            at("spaces:project_person_end", aurora.pk, bo.pk),
            at("catalogue:list"),
            at("catalogue:product", Product.objects.order_by("pk")[0].pk),
            at("people:organisations"),
        ],
        "pricing@kymi.example": [
            at("catalogue:add"),
            at("catalogue:edit", Product.objects.order_by("pk")[0].pk),
            at("quotations:quotation", aurora.pk, offer.pk),
        ],
        "kam@kymi.example": [
            *everyone,
            at("plans:list"),
            at("plans:detail", talvi.pk),
            at("plans:history", talvi.pk),
            at("plans:vision", talvi.pk),
            at("plans:settings", talvi.pk),
            at("plans:row_add", talvi.pk, "objective"),
            at("plans:row_edit", talvi.pk, "action", action.pk),
            at("plans:row_history", talvi.pk, "action", action.pk),
            at("plans:create") + f"?account={account.pk}",
            at("spaces:plan_people", talvi.pk),
            at("accounts:list"),
            at("accounts:detail", account.pk),
            at("accounts:contacts", account.pk),
            at("orders:list", account.pk),
            at("orders:detail", account.pk, Order.objects.filter(space_id=account.pk).order_by("pk")[0].pk),
        ],
        "admin@kymi.example": [
            *everyone,
            at("help:feedback_all"),
            at("notifications:outbox"),
            at("people:colleagues"),
            at("people:token_create"),
            at("people:password"),
            at("ui:catalogue"),
            at("notifications:demo_mails"),
        ],
        "othersales@kymi.example": [at("projects:room", eridanus.pk), at("documents:list", eridanus.pk)],
        "": [at("people:sign_in"), at("people:reset"), at("people:support"), at("people:privacy")],
    }


def pictured() -> list[tuple[str, str, str, str]]:
    """The pages shown in docs/pictures: file name, who looks, address, what is to be seen."""
    cast = known()
    aurora = Space.objects.get(code_name="AURORA").pk
    talvi = CoopPlan.objects.get(space__code_name="TALVI").pk
    account = Account.objects.get(space__customer=cast.aava).pk
    offer = Quotation.objects.get(space=aurora).pk
    specification = Document.objects.get(space=aurora, title="Technical specification").pk
    survey = ScheduleItem.objects.get(space=aurora, title="Site survey for the crane path").pk
    buyer, sales, kam = "buyer@aava.example", "sales@kymi.example", "kam@kymi.example"
    return [
        ("sign-in", "", reverse("people:sign_in"), "Signing in, with the demo's cast"),
        ("home", buyer, reverse("home:home"), "Home of the customer's purchase lead"),
        ("room", buyer, reverse("projects:room", args=[aurora]), "The room of a project"),
        ("documents", buyer, reverse("documents:list", args=[aurora]), "Documents of a project"),
        ("document", sales, reverse("documents:document", args=[aurora, specification]), "Who has which revision"),
        ("add-documents", sales, reverse("documents:add", args=[aurora]), "Filing documents"),
        (
            "quotation",
            buyer,
            reverse("quotations:quotation", args=[aurora, offer]),
            "A quotation as the customer reads it",
        ),
        ("accept", buyer, reverse("quotations:accept", args=[aurora, offer]), "Accepting it"),
        (
            "quotation-supplier",
            sales,
            reverse("quotations:quotation", args=[aurora, offer]),
            "The same for the supplier",
        ),
        ("schedule", buyer, reverse("schedule:schedule", args=[aurora]), "The common schedule"),
        ("meeting", buyer, reverse("schedule:item", args=[aurora, survey]), "Answering proposed times"),
        ("people", sales, reverse("spaces:project_people", args=[aurora]), "People of a project and what they may do"),
        ("projects", sales, reverse("projects:list"), "Projects of a salesperson"),
        ("plan", kam, reverse("plans:detail", args=[talvi]), "The co-operation plan"),
        ("account", kam, reverse("accounts:detail", args=[account]), "A customer's account"),
        ("orders", kam, reverse("orders:list", args=[account]), "Orders and on-time delivery"),
        ("notices", buyer, reverse("notifications:notices"), "Notices"),
        ("help", buyer, reverse("help:help"), "First questions answered"),
    ]


def below_aurora() -> list[tuple[str, str]]:
    """Each address of the site with a project's id in it: with AURORA's own ids, and with ids nobody ever made."""
    space = Space.objects.get(code_name="AURORA", kind=SpaceKind.PROJECT)
    offer = Quotation.objects.get(space=space)
    assert offer.current is not None
    document = Document.objects.filter(space=space, title="Technical specification").get()
    assert document.current is not None
    item = ScheduleItem.objects.get(space=space, title="Site survey for the crane path")
    proposal = item.proposals.order_by("pk")[0]
    seat = Participant.objects.filter(space=space, ends=None).order_by("pk")[0]
    of_app: dict[str, dict[str, Any]] = {
        "documents": {"pk": document.pk, "revision_id": document.current.pk, "person_id": seat.person_id},
        "quotations": {
            "pk": offer.pk,
            "revision_id": offer.current.pk,
            "question_id": offer.questions.order_by("pk")[0].pk,
        },
        "schedule": {
            "pk": item.pk,
            "proposal_pk": proposal.pk,
            "slot_pk": proposal.slots.order_by("pk")[0].pk,
        },
        "spaces": {"pk": seat.pk},
        "projects": {},
    }
    found = []
    for name, arguments in _walk(get_resolver().url_patterns, "", []):
        app = name.split(":")[0]
        if "space_id" not in arguments or app not in of_app or name.startswith(("spaces:plan", "spaces:account")):
            continue
        real = {"space_id": space.pk, **of_app[app]}
        missing = [each for each in arguments if each not in real]
        assert not missing, f"{name} needs {missing}"
        unknown = {each: uuid4() for each in arguments}
        found.append((reverse(name, kwargs={each: real[each] for each in arguments}), reverse(name, kwargs=unknown)))
    return found


def _walk(patterns: list[Any], app: str, above: list[str]) -> Iterator[tuple[str, list[str]]]:
    for pattern in patterns:
        arguments = [*above, *pattern.pattern.converters]
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, pattern.app_name or app, arguments)
        elif isinstance(pattern, URLPattern) and pattern.name and app:
            yield f"{app}:{pattern.name}", arguments
