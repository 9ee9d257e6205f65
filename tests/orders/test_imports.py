"""Order files through the command, the whole Northwind set among them."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from portal.spaces.choices import Side
from portal.spaces.models import Space
from sales_module.orders.models import Order, OrderLine
from sales_module.orders.selectors import on_time_by_space
from tests.conftest import seat

pytestmark = pytest.mark.django_db

NORTHWIND = Path(__file__).parents[2] / "demo" / "data" / "northwind"


def run(command, path, *options):
    out = StringIO()
    call_command(command, str(path), *options, stdout=out)
    return out.getvalue()


def test_the_northwind_set_gives_the_known_on_time_figure(cast, kymi):
    run("import_organisations", NORTHWIND / "organisations.csv", "--source", "northwind")
    lines = str(NORTHWIND / "order_lines.csv")
    said = run("import_orders", NORTHWIND / "orders.csv", "--lines", lines, "--source", "northwind")
    assert "830 new" in said
    for space in Space.objects.all():
        seat(cast.kam, space, Side.SUPPLIER, "key_account_manager")
    found = on_time_by_space(person=cast.kam).values()
    assert sum(s.on_time for s in found) == 772
    assert sum(s.late for s in found) == 37
    assert sum(s.not_counted for s in found) == 21


@pytest.fixture
def firms(kymi, tmp_path):
    path = tmp_path / "firms.csv"
    path.write_text("org_id,name\nAAVA,Aava Board\n")
    run("import_organisations", path)
    return tmp_path


ORDERS = (
    "order_id,customer_id,ordered,due,shipped_or_delivered,subtotal,currency\n"
    "O-1,AAVA,31.01.2026,15.02.2026,14.02.2026,100.00,EUR\n"
    "O-2,AAVA,,20.02.2026,,50.00,EUR\n"
)
LINES = (
    "order_id,line_no,product_id,quantity,unit_price,discount,line_total\n"
    "O-1,1,A-1,2,50,0.05,95.00\n"
    "O-1,2,A-2,1,5,0,5\n"
)


def test_orders_and_lines_come_in_once(firms):
    (firms / "orders.csv").write_text(ORDERS)
    (firms / "lines.csv").write_text(LINES)
    assert "2 new" in run("import_orders", firms / "orders.csv", "--lines", str(firms / "lines.csv"))
    assert "2 same" in run("import_orders", firms / "orders.csv", "--lines", str(firms / "lines.csv"))
    first = Order.objects.get(number="O-1")
    assert (first.ordered.isoformat(), first.on_time) == ("2026-01-31", True)
    assert OrderLine.objects.get(order=first, position=1).discount == 5


@pytest.mark.parametrize(
    ("orders", "lines", "words"),
    [
        (ORDERS.replace("AAVA,,", "NOBODY,,"), LINES, "line 3: customer “NOBODY” is not known"),
        (ORDERS.replace("31.01.2026", "01/31/2026"), LINES, "line 2, ordered: “01/31/2026”"),
        (ORDERS.replace("31.01.2026", "03/04/2026").replace("AAVA,,", "AAVA,05/06/2026,"), LINES, "say which"),
        (ORDERS.replace("O-2", "O-1"), LINES, "“O-1” is already on line 2"),
        (ORDERS, LINES.replace("A-1,2,", "A-1,many,"), "its lines, line 2: is not a number"),
        (ORDERS.replace("100.00", "1e30"), LINES, "“1e30” is not a number"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_written(firms, orders, lines, words):
    (firms / "orders.csv").write_text(orders)
    (firms / "lines.csv").write_text(lines)
    out = StringIO()
    options = ["--lines", str(firms / "lines.csv")]
    if "01/31" in orders:
        options += ["--dates", "dmy"]
    with pytest.raises(CommandError, match="nothing was written"):
        call_command("import_orders", str(firms / "orders.csv"), *options, stdout=out)
    assert words in out.getvalue()
    assert not Order.objects.exists()
