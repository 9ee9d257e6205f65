"""A real mail server on this machine, and a kind of fact made for the tests."""

import socket
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from django.db import transaction

from portal.activity import registry
from portal.activity.models import Activity, Channel, Delivery
from portal.activity.registry import ActivityKind
from portal.activity.services import record
from portal.spaces.models import Participant, Space


@dataclass
class Mailbox:
    """What arrived, and what the server answers to each mail."""

    mails: list[EmailMessage] = field(default_factory=list)
    receivers: list[str] = field(default_factory=list)
    answer_receiver: str = "250 OK"
    answer_data: str = "250 OK"
    port: int = 0

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - aiosmtpd's name
        if self.answer_receiver.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer_receiver

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.answer_data.startswith("250"):
            self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
            self.receivers += envelope.rcpt_tos
        return self.answer_data

    def texts(self) -> list[str]:
        return [mail.get_body(("plain",)).get_content() for mail in self.mails]

    def all_words(self) -> str:
        """Everything that left the portal, decoded."""
        found = []
        for mail in self.mails:
            found += [f"{name}: {value}" for name, value in mail.items()]
            found += [part.get_content() for part in mail.walk() if not part.is_multipart()]
        return "\n".join(found)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def smtp():
    box = Mailbox(port=free_port())
    controller = Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    yield box
    controller.stop()


@pytest.fixture
def mailbox(smtp, settings) -> Mailbox:
    """The site sends to it."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", smtp.port, 5
    settings.PORTAL_CAN_MAIL = True
    settings.PORTAL_NAME = "Talkoo"
    settings.PORTAL_BASE_URL = "https://portal.example"
    return smtp


def noted_kind(name: str = "tests.noted", **more) -> ActivityKind:
    return ActivityKind(
        name=name,
        subject="spaces.participant",
        sentence="%(actor)s noted %(subject)s",
        load=lambda pk: Participant.objects.select_related("person").filter(pk=pk).first(),
        url=lambda participant: f"/there/{participant.pk}/",
        subject_text=lambda participant: participant.person.name,
        related=("person",),
        notify=True,
        mail_sentence="%(actor)s noted something.",
        **more,
    )


@pytest.fixture
def kind(monkeypatch: pytest.MonkeyPatch) -> ActivityKind:
    monkeypatch.setattr(registry, "_kinds", dict(registry._kinds))
    made = noted_kind()
    registry.register(made)
    return made


@pytest.fixture
def note(kind, cast, aurora):
    """note(actor, to=[…]): a fact about the key contact in AURORA; of its mails only those to `to` are kept."""

    def noted(actor=None, to=None, space: Space = aurora, subject: Participant | None = None) -> Activity:
        subject = subject or Participant.objects.get(space=aurora, person=cast.sales)
        with transaction.atomic():
            activity = record("tests.noted", actor=actor or cast.sales, subject=subject, space=space)
        if to is not None:
            Delivery.objects.filter(activity=activity).exclude(person__in=to).delete()
        return activity

    return noted


def mail_to(person) -> Delivery:
    return Delivery.objects.get(person=person, channel=Channel.MAIL)
