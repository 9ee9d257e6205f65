"""One's own notices; the outbox with a mail that was given up and work that failed."""

from django.db import transaction

from portal.activity.models import Channel, Delivery, DeliveryState
from portal.activity.services import record
from portal.jobs.choices import JobState
from portal.jobs.models import Job
from portal.spaces.models import Participant
from tests.access.scene import Call, Stage, scene


@scene("notifications")
def notifications(stage: Stage) -> list[Call]:
    brought_in = Participant.objects.get(space=stage.aurora, person=stage.cast.expert)
    with transaction.atomic():
        record("spaces.participant_added", actor=stage.cast.sales, subject=brought_in, space=stage.aurora)
    Delivery.objects.filter(channel=Channel.MAIL).update(state=DeliveryState.DEAD, attempts=8)
    mail = Delivery.objects.get(channel=Channel.MAIL, person=stage.cast.expert)
    work = Job.objects.create(key="access outbox", kind="tests.gone", state=JobState.FAILED, space=stage.aurora)
    return [
        Call("GET", "notifications:notices"),
        Call("POST", "notifications:notices_seen"),
        Call("GET", "notifications:outbox"),
        Call("POST", "notifications:mail_again", {"pk": mail.pk}),
        Call("POST", "notifications:work_again", {"pk": work.pk}),
        Call("GET", "notifications:demo_mails"),
        Call("GET", "api_notices"),
        Call("POST", "api_notices_seen"),
        Call("GET", "api_outbox"),
        Call("POST", "api_outbox_again", {"pk": mail.pk}),
    ]
