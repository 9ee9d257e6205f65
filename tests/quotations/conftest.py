import pytest

from portal.spaces.models import Space
from sales_module.quotations.models import Quotation
from tests.conftest import Cast
from tests.factories.quotations import draft_quotation, sent_quotation


@pytest.fixture
def draft(cast: Cast, aurora: Space) -> Quotation:
    return draft_quotation(cast.sales, aurora)


@pytest.fixture
def sent(cast: Cast, aurora: Space) -> Quotation:
    return sent_quotation(cast.sales, aurora)
