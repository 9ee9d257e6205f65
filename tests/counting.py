"""How many queries a page costs."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

# Those that find out who asks: the session and the person.
WHO_ASKS = 2


def queries_of(client: Client, page: str) -> int:
    """Queries of one answer, session and person apart; what runs after the answer went out counts too."""
    client.get(page)  # templates and other things that are read once
    with CaptureQueriesContext(connection) as found:
        response = client.get(page)
    assert response.status_code == 200, (page, response.status_code)
    return len(found) - WHO_ASKS
