"""Mails through a real server: who gets one, what stands in it, and what happens when the server fails."""

import smtplib
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from portal.activity import registry
from portal.activity.models import Channel, Delivery, DeliveryState, PersonKey
from portal.notifications import selectors, services
from portal.notifications.calculations import MAX_ATTEMPTS
from portal.people.choices import MailPreset
from portal.people.models import Person
from portal.spaces.choices import Side
from portal.spaces.models import Participant
from tests.conftest import seat
from tests.notifications.conftest import mail_to

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

READERS = {"tech", "pricing", "kam", "buyer", "expert", "director", "consult"}


def due_again() -> None:
    Delivery.objects.filter(state=DeliveryState.WAITING).update(not_before=timezone.now() - timedelta(seconds=1))


def test_everyone_who_may_know_gets_one_mail_the_actor_none(mailbox, note, cast):
    note()
    assert services.relay() == len(READERS)
    assert services.relay() == 0
    assert sorted(mailbox.receivers) == sorted(getattr(cast, name).email for name in READERS)
    assert all(len(mail["To"].addresses) == 1 and mail["Cc"] is None for mail in mailbox.mails)
    assert set(Delivery.objects.filter(channel=Channel.MAIL).values_list("state", flat=True)) == {DeliveryState.SENT}


def test_a_mail_holds_kind_code_name_sender_and_link(mailbox, note, cast):
    activity = note(to=[cast.buyer])
    delivery = mail_to(cast.buyer)
    services.relay()
    (mail,) = mailbox.mails
    assert mail["Subject"] == "[Talkoo] Sales noted something: AURORA"
    assert mail["Message-ID"] == f"<{delivery.pk}@portal.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    (text,) = mailbox.texts()
    assert "Sales noted something." in text
    assert f"https://portal.example/there/{activity.subject_id}/" in text
    assert "AURORA" in text
    html = mail.get_body(("html",)).get_content()
    assert f'href="https://portal.example/there/{activity.subject_id}/"' in html


def test_nothing_else_leaves_the_portal(mailbox, note, cast, aurora):
    """Words planted in all that stands around the fact, and the other receivers, stay inside."""
    planted = "ZZPLANTED"
    for model in (aurora.customer, aurora.supplier):
        type(model).objects.filter(pk=model.pk).update(name=f"{planted} Oy", city=planted)
    Person.objects.filter(pk=cast.sales.pk).update(job_title=planted, phone=planted)
    others = set(Person.objects.exclude(pk=cast.tech.pk).values_list("email", flat=True))
    note(actor=cast.tech)
    services.relay()
    assert planted not in mailbox.all_words()
    for mail in mailbox.mails:
        receiver = str(mail["To"])
        words = mail.as_string()
        assert [address for address in others if address in words and address not in receiver] == []


def test_a_name_with_a_line_break_adds_no_header(mailbox, note, cast):
    Person.objects.filter(pk=cast.sales.pk).update(name="Sari\r\nBcc: rival@brattsund.example\r\n\r\nhello")
    note(actor=Person.objects.get(pk=cast.sales.pk), to=[cast.buyer])
    services.relay()
    (mail,) = mailbox.mails
    assert mail["Bcc"] is None
    assert mailbox.receivers == [cast.buyer.email]
    assert "Sari Bcc: rival@brattsund.example" in mail["Subject"]


def test_the_readers_language_and_zone(mailbox, note, cast):
    Person.objects.filter(pk=cast.buyer.pk).update(language="fi", time_zone="Asia/Shanghai")
    activity = note(to=[cast.buyer])
    services.relay()
    (mail,) = mailbox.mails
    assert '<html lang="fi">' in mail.get_body(("html",)).get_content()
    local = timezone.localtime(activity.created, timezone.zoneinfo.ZoneInfo("Asia/Shanghai"))
    assert local.strftime("%H.%M") in mailbox.texts()[0]


def test_who_left_meanwhile_gets_nothing(mailbox, note, cast, aurora):
    note(to=[cast.buyer, cast.expert])
    Participant.objects.filter(person=cast.buyer, space=aurora).update(ends=timezone.now())
    services.relay()
    assert mailbox.receivers == [cast.expert.email]
    assert mail_to(cast.buyer).state == DeliveryState.DROPPED


@pytest.mark.parametrize("change", [{"is_active": False}, {"can_sign_in": False}, {"mail_preset": MailPreset.OFF}])
def test_who_may_not_sign_in_or_wants_no_mail_gets_none(mailbox, note, cast, change):
    note(to=[cast.buyer])
    Person.objects.filter(pk=cast.buyer.pk).update(**change)
    services.relay()
    assert mailbox.mails == []
    assert mail_to(cast.buyer).state == DeliveryState.DROPPED


def test_a_subject_that_is_gone_and_a_kind_that_is_gone(mailbox, note, cast, aurora):
    subject = seat(cast.colleague, aurora, Side.CUSTOMER, "observer")
    note(to=[cast.buyer], subject=subject)
    subject.delete()
    services.relay()
    note(to=[cast.expert])
    registry._kinds.pop("tests.noted")
    services.relay()
    assert mailbox.mails == []
    assert {mail_to(p).state for p in (cast.buyer, cast.expert)} == {DeliveryState.DROPPED}


def test_an_erased_actor_and_the_portal_itself(mailbox, note, kind, cast, aurora):
    note(to=[cast.buyer])
    PersonKey.objects.all().delete()
    services.relay()
    assert mailbox.mails[0]["Subject"] == "[Talkoo] Someone noted something: AURORA"


def test_several_facts_of_one_space_are_folded_into_one_mail(mailbox, note, cast):
    for _n in range(3):
        note(to=[cast.buyer, cast.expert])
    assert services.relay() == 2
    assert [mail["Subject"] for mail in mailbox.mails] == ["[Talkoo] 3 new notices: AURORA"] * 2
    assert mailbox.texts()[0].count("Sales noted something.") == 3


def test_two_spaces_are_two_mails(mailbox, note, cast, borealis):
    consult_there = Participant.objects.get(space=borealis, person=cast.othersales)
    note(to=[cast.consult])
    note(to=[cast.consult], space=borealis, subject=consult_there, actor=cast.othersales)
    services.relay()
    first, second = mailbox.all_words().split("BOREALIS", 1)[0], [str(mail["Subject"]) for mail in mailbox.mails]
    assert second == ["[Talkoo] Sales noted something: AURORA", "[Talkoo] Othersales noted something: BOREALIS"]
    assert "AURORA" in first


def test_without_a_mail_server_everything_waits(mailbox, note, cast, settings):
    settings.PORTAL_CAN_MAIL = False
    note(to=[cast.buyer])
    assert services.relay() == services.send_daily() == 0
    delivery = mail_to(cast.buyer)
    assert (delivery.state, delivery.attempts) == (DeliveryState.WAITING, 0)


def test_a_refusal_is_tried_again_later_with_the_same_message_id(mailbox, note, cast):
    mailbox.answer_data = "451 busy with buyer@aava.example"
    note(to=[cast.buyer])
    note(to=[cast.buyer])
    assert services.relay() == 0
    waiting = list(Delivery.objects.filter(channel=Channel.MAIL).order_by("id"))
    assert {(d.attempts, d.state) for d in waiting} == {(1, DeliveryState.WAITING)}
    # The address the server quoted is not kept.
    assert {d.error for d in waiting} == {"SMTPDataError 451"}
    assert services.relay() == 0
    note(to=[cast.buyer])
    mailbox.answer_data = "250 OK"
    due_again()
    Delivery.objects.filter(attempts=0).update(not_before=None)
    assert services.relay() == 2
    # What was tried together stays together, under the identity it had.
    assert mailbox.mails[0]["Message-ID"] == f"<{waiting[0].pk}@portal.example>"
    assert [mail["Subject"] for mail in mailbox.mails] == [
        "[Talkoo] 2 new notices: AURORA",
        "[Talkoo] Sales noted something: AURORA",
    ]


def test_after_eight_tries_it_is_given_up(mailbox, note, cast):
    mailbox.answer_data = "451 later"
    note(to=[cast.buyer])
    for _n in range(MAX_ATTEMPTS + 2):
        due_again()
        services.relay()
    delivery = mail_to(cast.buyer)
    assert (delivery.state, delivery.attempts, delivery.error) == (DeliveryState.DEAD, 8, "SMTPDataError 451")


def test_an_unknown_receiver_is_given_up_at_once(mailbox, note, cast):
    mailbox.answer_receiver = "550 no such person"
    note(to=[cast.buyer])
    services.relay()
    delivery = mail_to(cast.buyer)
    assert (delivery.state, delivery.error) == (DeliveryState.DEAD, "SMTPRecipientsRefused 550")


def test_a_server_that_is_down_costs_one_try_a_round(mailbox, note, cast, settings):
    settings.EMAIL_PORT = 9  # nobody listens there
    note()
    assert services.relay() == 0
    tried = Delivery.objects.filter(channel=Channel.MAIL, attempts=1)
    assert [d.error for d in tried] == ["ConnectionRefusedError"]
    assert Delivery.objects.filter(channel=Channel.MAIL, attempts=0).count() == len(READERS) - 1
    settings.EMAIL_PORT = mailbox.port
    due_again()
    assert services.relay() == len(READERS)


def test_a_fact_that_cannot_be_told_does_not_stop_the_others(mailbox, note, cast, monkeypatch):
    note(to=[cast.buyer])
    note(to=[cast.expert])
    real = services.mails.line_of

    def broken(delivery, person):
        if person == cast.buyer:
            raise KeyError("subject")
        return real(delivery, person)

    monkeypatch.setattr(services.mails, "line_of", broken)
    assert services.relay() == 1
    assert mailbox.receivers == [cast.expert.email]
    assert (mail_to(cast.buyer).attempts, mail_to(cast.buyer).error) == (1, "KeyError")


def test_a_dead_relays_mail_is_sent_by_the_next_one_after_the_lease(mailbox, note, cast):
    note(to=[cast.buyer])
    (batch,) = selectors.batches_due()
    assert len(services._claim(batch)) == 1  # and then the process is killed
    assert services._claim(batch) == []
    assert services.relay() == 0
    Delivery.objects.update(not_before=timezone.now() - timedelta(seconds=1))
    assert services.relay() == 1
    assert mail_to(cast.buyer).attempts == 2


def test_a_slow_relay_does_not_settle_what_another_took_over(mailbox, note, cast):
    note(to=[cast.buyer])
    (batch,) = selectors.batches_due()
    slow = services._claim(batch)
    Delivery.objects.update(not_before=timezone.now() - timedelta(seconds=1))
    (again,) = selectors.batches_due()
    assert services._claim(again)
    services._failed(slow, smtplib.SMTPDataError(451, b"late"))
    assert mail_to(cast.buyer).error == ""


# --- once a day ------------------------------------------------------------------------------------------------------


def test_daily_mails_wait_for_seven_oclock_and_come_as_one(mailbox, note, cast, borealis):
    Person.objects.filter(pk=cast.consult.pk).update(mail_preset=MailPreset.DAILY, time_zone="Asia/Shanghai")
    note(to=[cast.consult])
    note(to=[cast.consult])
    there = Participant.objects.get(space=borealis, person=cast.othersales)
    note(to=[cast.consult], space=borealis, subject=there, actor=cast.othersales)
    assert services.relay() == 0
    held = set(Delivery.objects.filter(channel=Channel.MAIL).values_list("not_before", flat=True))
    assert len(held) == 1
    shanghai = timezone.zoneinfo.ZoneInfo("Asia/Shanghai")
    assert timezone.localtime(held.pop(), shanghai).strftime("%H:%M") == "07:00"
    assert services.send_daily() == 0
    due_again()
    assert services.relay() == 0
    assert services.send_daily() == 1
    assert services.send_daily() == 0
    (mail,) = mailbox.mails
    assert mail["Subject"] == "[Talkoo] Your day: 3 notices: AURORA, BOREALIS"
    text = mailbox.texts()[0]
    assert text.index("AURORA") < text.index("BOREALIS") < text.index("Othersales noted something.")


def test_the_daily_mail_asks_the_policy_again_and_leaves_out_what_was_seen(mailbox, note, cast, borealis):
    Person.objects.filter(pk=cast.consult.pk).update(mail_preset=MailPreset.DAILY)
    seen = note(to=[cast.consult])
    note(to=[cast.consult])
    there = Participant.objects.get(space=borealis, person=cast.othersales)
    note(to=[cast.consult], space=borealis, subject=there, actor=cast.othersales)
    services.relay()
    Participant.objects.filter(person=cast.consult, space=borealis).update(ends=timezone.now())
    Delivery.objects.filter(activity=seen, channel=Channel.PORTAL).update(seen_at=timezone.now())
    due_again()
    assert services.send_daily() == 1
    assert "BOREALIS" not in mailbox.all_words()
    assert mailbox.texts()[0].count("Sales noted something.") == 1


def test_changing_to_at_once_sends_what_was_held(mailbox, note, cast):
    Person.objects.filter(pk=cast.buyer.pk).update(mail_preset=MailPreset.DAILY)
    note(to=[cast.buyer])
    services.relay()
    Person.objects.filter(pk=cast.buyer.pk).update(mail_preset=MailPreset.AT_ONCE)
    due_again()
    assert services.relay() == 1


# --- the whole -------------------------------------------------------------------------------------------------------


def test_every_registered_mail_sentence_names_the_actor_only():
    for name, kind in registry.kinds().items():
        if kind.mail_sentence:
            text = str(kind.mail_sentence) % {"actor": "ACTOR"}
            assert text.endswith("."), name
            assert "%(" not in text, name


def test_finding_the_mails_costs_the_same_for_few_and_many(mailbox, note, cast, django_assert_num_queries):
    note(to=[cast.buyer])
    with django_assert_num_queries(1):
        selectors.batches_due()
    for _n in range(20):
        note(to=[cast.buyer, cast.expert])
    with django_assert_num_queries(1):
        selectors.batches_due()
    assert connection.in_atomic_block


def test_a_portal_notice_does_not_wait(note, cast):
    note(to=[cast.buyer])
    states = Delivery.objects.filter(channel=Channel.PORTAL).values_list("state", flat=True)
    assert set(states) == {DeliveryState.SENT}
