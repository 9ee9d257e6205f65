"""The state machine, walked at random against an oracle that knows nothing of the table under test."""

import copy
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from portal.core.errors import InvalidInput, NotVisible, WrongState
from sales_module.quotations import services
from sales_module.quotations.models import Quotation, QuotationRevision
from sales_module.quotations.services.drafts import terms_of
from sales_module.quotations.values import line_values_of
from tests.factories.quotations import draft_quotation

pytestmark = pytest.mark.django_db


class Oracle:
    """What a quotation may do, told as a person would tell it."""

    def __init__(self):
        self.offers = 0  # revisions sent so far
        self.draft = True
        self.open = False  # an offer the customer can take
        self.taken = False  # accepted for good
        self.answer = ""  # the last answer; giving the same one again is harmless

    def revise(self):
        possible = self.offers > 0 and not self.draft and not self.taken
        if possible:
            self.draft = True
        return possible

    def save(self):
        return self.draft

    def send(self):
        possible = self.draft
        if possible:
            self.draft, self.open, self.offers, self.answer = False, True, self.offers + 1, ""
        return possible

    def withdraw(self):
        possible, self.open = self.open, False
        return possible

    def run_out(self):
        self.open = False

    def accept(self):
        possible = self.open
        if possible:
            self.open, self.taken, self.answer = False, True, "yes"
        return possible or self.answer == "yes"

    def decline(self):
        if self.open:
            self.open, self.answer = False, "no"
        return self.answer == "no"


def machine_of(cast, space):
    class Machine(RuleBasedStateMachine):
        def __init__(self):
            super().__init__()
            self.undo = transaction.atomic()
            self.undo.__enter__()
            self.oracle = Oracle()
            self.quotation = draft_quotation(cast.sales, space)

        def teardown(self):
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

        def now(self):
            return Quotation.objects.select_related("current", "draft").get(pk=self.quotation.pk)

        def attempt(self, expected, write):
            try:
                with transaction.atomic():
                    write(self.now())
            except (WrongState, NotVisible):  # the customer does not even see what was never sent
                assert not expected
            else:
                assert expected

        def seen(self, quotation):
            current = quotation.current or QuotationRevision()
            return {"revision_id": current.pk, "content_hash": current.content_hash, "name": "B"}

        @rule()
        def revise(self):
            self.attempt(self.oracle.revise(), lambda q: services.new_revision(actor=cast.sales, quotation=q))
            draft = self.now().draft
            if draft is not None and draft.valid_until is None:
                QuotationRevision.objects.filter(pk=draft.pk).update(valid_until=timezone.now() + timedelta(days=9))

        @rule()
        def save(self):
            def write(quotation):
                draft = copy.copy(quotation.draft)
                version = draft.version if draft else 1
                shown = draft or quotation.current
                services.draft_save(
                    actor=cast.pricing,
                    quotation=quotation,
                    version=version,
                    terms=terms_of(shown),
                    lines=[line_values_of(one) for one in shown.lines.all()],
                )

            # An accepted quotation has no draft unless one was begun before; then it can no longer be worked on.
            self.attempt(self.oracle.save() and not self.oracle.taken, write)

        @rule()
        def send(self):
            expected = not self.oracle.taken and self.oracle.send()
            self.attempt(
                expected,
                lambda q: services.quotation_send(
                    actor=cast.sales, quotation=q, version=q.draft.version if q.draft else 1
                ),
            )

        @rule()
        def withdraw(self):
            self.attempt(self.oracle.withdraw(), lambda q: services.quotation_withdraw(actor=cast.sales, quotation=q))

        @rule()
        def accept(self):
            self.attempt(
                self.oracle.accept(),
                lambda q: services.quotation_accept(actor=cast.director, quotation=q, **self.seen(q)),
            )

        @rule()
        def decline(self):
            self.attempt(
                self.oracle.decline(),
                lambda q: services.quotation_decline(actor=cast.buyer, quotation=q, reason="No", **self.seen(q)),
            )

        @rule()
        def time_passes(self):
            """The validity of an open offer ends; sometimes the hourly task runs late, so it is not called here."""
            if self.oracle.open:
                QuotationRevision.objects.filter(quotation=self.quotation, state="sent").update(
                    valid_until=timezone.now() - timedelta(seconds=1)
                )
                self.oracle.run_out()

        @rule()
        def the_task_runs(self):
            services.quotations_expire()

        @invariant()
        def what_is_stored_agrees(self):
            quotation = self.now()
            assert (quotation.draft is not None) is self.oracle.draft
            assert (quotation.standing == "open") is self.oracle.open
            assert (quotation.standing == "accepted") is self.oracle.taken
            assert (quotation.number is not None) is (self.oracle.offers > 0)
            states = list(quotation.revisions.values_list("state", flat=True))
            assert len(states) == self.oracle.offers + self.oracle.draft
            assert states.count("sent") <= 1 and states.count("draft") == self.oracle.draft

    return Machine


def test_any_order_of_steps_ends_where_it_should(cast, aurora):
    # The fixtures live in the test's own transaction; each walk is undone by its savepoint.
    run_state_machine_as_test(
        machine_of(cast, aurora), settings=settings(max_examples=25, stateful_step_count=14, deadline=None)
    )


def test_a_draft_without_end_of_validity_is_not_sent(cast, aurora):
    quotation = draft_quotation(cast.sales, aurora, valid_day=None)
    with pytest.raises(InvalidInput) as refused:
        services.quotation_send(actor=cast.sales, quotation=quotation, version=1)
    assert set(refused.value.fields) == {"valid_day"}
