"""Saving an imported order: once, again, changed; and who may."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from portal.activity.models import Activity
from portal.core.errors import Forbidden, InvalidInput
from portal.spaces.models import Participant
from sales_module.orders.choices import Saved
from sales_module.orders.models import Order
from sales_module.orders.services import OrderValues, order_save
from tests.factories.orders import LINE

pytestmark = pytest.mark.django_db

VALUES = OrderValues(
    import_source="erp", import_key="E-1", number="450001", currency="EUR", subtotal=Decimal("1240.50"),
    due=date(2026, 2, 2),
)  # fmt: skip


def save(kymi, aava, values=VALUES, actor=None, lines=(LINE,)):
    return order_save(actor=actor, supplier=kymi, customer=aava, values=values, lines=lines)


def test_an_order_makes_the_account_space_without_letting_anyone_in(kymi, aava):
    order, saved = save(kymi, aava)
    assert saved == Saved.NEW
    assert (order.space.kind, order.space.customer) == ("account", aava)
    assert not Participant.objects.filter(space=order.space).exists()
    assert Activity.objects.filter(kind="orders.imported", space=order.space).count() == 1


def test_the_same_again_changes_and_records_nothing(kymi, aava):
    first, _saved = save(kymi, aava)
    again, saved = save(kymi, aava)
    assert (again.pk, saved) == (first.pk, Saved.SAME)
    assert Order.objects.count() == 1
    assert Activity.objects.filter(kind__startswith="orders.").count() == 1


def test_a_changed_order_says_which_fields_changed(kymi, aava):
    save(kymi, aava)
    _order, saved = save(kymi, aava, replace(VALUES, delivered=date(2026, 2, 9)), lines=[replace(LINE, position=2)])
    assert saved == Saved.CHANGED
    order = Order.objects.get()
    assert order.on_time is False
    assert order.days_late == 7
    assert [line.position for line in order.lines.all()] == [2]
    assert Activity.objects.get(kind="orders.reimported").data == {"fields": ["delivered", "lines"]}


def test_lines_that_were_not_given_stay(kymi, aava):
    save(kymi, aava)
    order, saved = save(kymi, aava, lines=None)
    assert (saved, order.lines.count()) == (Saved.SAME, 1)


def test_an_order_does_not_move_to_another_customer(kymi, aava, brattsund):
    save(kymi, aava)
    with pytest.raises(InvalidInput):
        save(kymi, brattsund)


def test_a_wrong_value_writes_nothing(kymi, aava):
    with pytest.raises(ValidationError):
        save(kymi, aava, replace(VALUES, currency="euro"))
    assert not Order.objects.exists()


def test_only_importers_of_the_supplier_save_orders(cast, kymi, aava):
    for person in (cast.kam, cast.sales, cast.buyer):
        with pytest.raises(Forbidden):
            save(kymi, aava, actor=person)
    assert save(kymi, aava, actor=cast.admin)[1] == Saved.NEW
