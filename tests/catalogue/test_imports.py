"""Product files through the command."""

from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from sales_module.catalogue.models import Product

pytestmark = pytest.mark.django_db

FILE = """part_code;name;category;unit;list_price;standard_cost;lead_time_days
A-1;Blade;Winder;pcs;"1 234,50";800;21
A-2;Roll;Press;pcs;99.9;;
"""


def run(path, *options):
    out = StringIO()
    call_command("import_products", str(path), *options, stdout=out)
    return out.getvalue()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "products.csv"
    path.write_text(FILE)
    return path


def test_products_come_in_once(kymi, file):
    assert "2 new" in run(file)
    assert "2 same" in run(file)
    blade = Product.objects.get(part_code="A-1")
    assert (blade.list_price, blade.lead_time_days, blade.supplier) == (Decimal("1234.5"), 21, kymi)


def test_a_new_price_changes_one_product(kymi, file):
    run(file)
    file.write_text(FILE.replace("99.9", "109.9"))
    assert "1 changed, 1 same" in run(file)
    assert Product.objects.get(part_code="A-2").version == 2


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ("99.9;;|99,9,9;;", "“99,9,9” is not a number"),
        ("99.9;;|-4;;", "line 3, list_price: Enter 0 or more."),
        ("99.9;;|123456789012345;;", "line 3, list_price"),
        ("99.9;;|99.9;;soon", "“soon” is not a number of days"),
        ("A-2|A-1", "“A-1” is already on line 2"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_written(kymi, file, wrong, words):
    file.write_text(FILE.replace(*wrong.split("|")))
    out = StringIO()
    with pytest.raises(CommandError, match="nothing was written"):
        call_command("import_products", str(file), stdout=out)
    assert words in out.getvalue()
    assert not Product.objects.exists()


def test_without_a_supplier_group_it_asks_whose_products_these_are(db, file):
    with pytest.raises(CommandError, match="--supplier"):
        run(file)
