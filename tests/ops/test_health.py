"""The two addresses for machines."""

import logging
from typing import Any

import pytest
from django.test import Client

from portal.core import health

pytestmark = pytest.mark.django_db


@pytest.mark.embedded
def test_healthz_answers_anybody(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert "no-store" in answer["Cache-Control"]


def test_healthz_touches_no_database(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        client.get("/healthz")


@pytest.mark.embedded
def test_readyz_when_all_is_well(client: Client) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (200, b"ready\n")


def test_readyz_says_no_but_not_why(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> None:
        raise health.NotReady("disk of db-3.internal is full")

    monkeypatch.setitem(health.CHECKS, "storage", broken)
    with caplog.at_level(logging.ERROR, "portal.health"):
        answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"not ready\n")
    assert "db-3.internal" in caplog.text


def test_readyz_sees_a_missing_folder(client: Client, settings: Any, tmp_path: Any) -> None:
    settings.PORTAL_DATA = tmp_path / "gone"
    settings.PORTAL_REDIS_URL = ""
    assert client.get("/readyz").status_code == 503


def test_readyz_sees_an_unreachable_broker(client: Client, settings: Any) -> None:
    settings.PORTAL_REDIS_URL = "redis://127.0.0.1:1/0"
    assert client.get("/readyz").status_code == 503


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_only_reading(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405
