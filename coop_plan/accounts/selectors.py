"""Reads of accounts: each part of the page comes from the app that knows it, under that app's policy."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from coop_plan.accounts.models import Account
from coop_plan.accounts.policies import account_policy, sells_for
from coop_plan.plans.models import CoopPlan
from coop_plan.plans.selectors import plan_list, plans_with
from portal.activity.models import Activity
from portal.activity.selectors import Entry, entries, with_names
from portal.core.errors import Forbidden
from portal.people.models import Organisation, Person
from portal.people.selectors import customer_list
from portal.spaces.models import Space
from portal.spaces.selectors import SpaceFrame, space_frame
from sales_module.orders.selectors import OnTime, may_read, on_time_by_space, on_time_summary
from sales_module.projects.selectors import project_list

CONTACTS_SHOWN = 6
PROJECTS_SHOWN = 12
LATEST_SHOWN = 8
LOOKED_THROUGH = 40


def account_list(*, person: Person, search: str = "") -> QuerySet[Account]:
    """The accounts the person takes part in, by the customer's name."""
    rows = account_policy.visible(person).select_related("space__customer")
    if words := search.strip():
        rows = rows.filter(space__customer__name__icontains=words)
    return rows.order_by("space__customer__name", "pk")


def account_get(*, person: Person, pk: UUID) -> Account:
    """Raises: NotVisible."""
    rows = account_policy.visible(person, space_id=pk).select_related("space__supplier", "space__customer")
    return account_policy.get(person, pk, rows)


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One line of the list, with what the person may see of this customer."""

    account: Account
    on_time: OnTime | None
    projects: int
    plans: int


def account_rows(*, person: Person, accounts: list[Account]) -> list[AccountRow]:
    """Figures for a page of accounts. Three queries, whatever their number."""
    customers = [account.space.customer_id for account in accounts]
    on_time = on_time_by_space(person=person, space_ids=[account.pk for account in accounts])
    pairs = ("space__supplier", "space__customer")
    projects = Counter(project_list(person=person).filter(space__customer__in=customers).values_list(*pairs))
    plans = Counter(plan_list(person=person).filter(space__customer__in=customers).values_list(*pairs))
    return [
        AccountRow(
            account,
            on_time.get(account.pk),
            projects[(account.space.supplier_id, account.space.customer_id)],
            plans[(account.space.supplier_id, account.space.customer_id)],
        )
        for account in accounts
    ]


def contact_list(*, person: Person, account: Account) -> QuerySet[Person]:
    """The customer's people, of an account that was let through: its team knows them even before they meet.

    Those who may sign in first, then by name; people who were removed are left out.
    """
    rows = Person.objects.filter(organisation=account.space.customer_id, is_active=True)
    return rows.order_by("-can_sign_in", "name", "pk")


def customers_to_open(*, person: Person, search: str) -> list[Organisation]:
    """Customers a seller may open an account for, by name. Raises: Forbidden: no seller."""
    if sells_for(person) is None:
        raise Forbidden
    return list(customer_list(person=person, search=search)[:20])


@dataclass(frozen=True, slots=True)
class AccountPage:
    frame: SpaceFrame
    account: Account
    customer: Organisation
    abilities: frozenset[str]
    contacts: list[Person]
    more_contacts: bool
    # Rows of the sales module, read through its selectors only.
    projects: list[Any]
    more_projects: bool
    plans: list[CoopPlan]
    on_time: OnTime | None
    latest: list[Entry]


def account_page(*, person: Person, pk: UUID) -> AccountPage:
    """The account on one page. Raises: NotVisible."""
    account = account_get(person=person, pk=pk)
    frame = space_frame(person=person, space_id=pk, current="accounts:detail")
    customer: Any = account.space.customer
    contacts = list(contact_list(person=person, account=account)[: CONTACTS_SHOWN + 1])
    shared = {"space__customer": customer.pk, "space__supplier": account.space.supplier_id}
    projects = project_list(person=person).filter(**shared).order_by("outcome", "space__code_name", "pk")
    first_projects = list(projects[: PROJECTS_SHOWN + 1])
    plans = list(plans_with(person=person, customer_id=customer.pk, supplier_id=account.space.supplier_id)[:5])
    return AccountPage(
        frame=frame,
        account=account,
        customer=customer,
        abilities=account_policy.abilities(person, account),
        contacts=contacts[:CONTACTS_SHOWN],
        more_contacts=len(contacts) > CONTACTS_SHOWN,
        projects=first_projects[:PROJECTS_SHOWN],
        more_projects=len(first_projects) > PROJECTS_SHOWN,
        plans=plans,
        on_time=on_time_summary(person=person, space_id=pk) if may_read(person=person, space_id=pk) else None,
        latest=_latest(person, [pk, *(plan.pk for plan in plans)]),
    )


@dataclass(frozen=True, slots=True)
class AccountFigures:
    """An account for programs: ids of what the person may see of this customer, and on-time delivery."""

    pk: UUID
    space: Space
    created: datetime
    projects: list[UUID]
    plans: list[UUID]
    on_time_delivery: OnTime | None


def account_figures(*, person: Person, account: Account) -> AccountFigures:
    shared = {"space__customer": account.space.customer_id, "space__supplier": account.space.supplier_id}
    reads_orders = may_read(person=person, space_id=account.pk)
    return AccountFigures(
        pk=account.pk,
        space=account.space,
        created=account.created,
        projects=list(project_list(person=person).filter(**shared).order_by("pk").values_list("pk", flat=True)),
        plans=list(plan_list(person=person).filter(**shared).order_by("pk").values_list("pk", flat=True)),
        on_time_delivery=on_time_summary(person=person, space_id=account.pk) if reads_orders else None,
    )


def _latest(person: Person, space_ids: list[UUID]) -> list[Entry]:
    """What happened last in the account and its plans. Projects tell their own news in their own rooms."""
    rows = with_names(Activity.objects.filter(space__in=space_ids)).select_related("space").order_by("-id")
    found = entries(person=person, activities=rows[:LOOKED_THROUGH])
    # Ten changes of one kind by one person in a row are one piece of news.
    return [next(alike) for _sentence, alike in groupby(found, key=lambda entry: entry.sentence)][:LATEST_SHOWN]
