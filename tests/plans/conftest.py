import pytest

from tests.factories.plans import account_with_cast, plan_with_cast


@pytest.fixture
def polaris(cast, kymi, aava):
    return plan_with_cast(cast, kymi, aava)


@pytest.fixture
def account(cast, kymi, aava):
    return account_with_cast(cast, kymi, aava)
