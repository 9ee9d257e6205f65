"""Any order of proposals and answers by both sides, against a model written apart from the code."""

from dataclasses import dataclass, field

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from portal.core.errors import Forbidden, WrongState
from sales_module.schedule import services
from sales_module.schedule.models import Proposal, ScheduleItem, Slot
from tests.factories.projects import make_project
from tests.factories.schedule import make_proposed, offered

SIDES = ("supplier", "customer")


@dataclass
class Oracle:
    """What two people with paper calendars would hold."""

    agreed: int | None = None
    ended: str = ""
    asked_by: str = ""
    on_table: tuple[int, ...] = ()
    said: list[str] = field(default_factory=list)

    def other(self, side: str) -> str:
        return SIDES[1 - SIDES.index(side)]

    def put(self, side: str, days: tuple[int, ...]) -> None:
        self.asked_by, self.on_table = side, days
        self.said.append("open")

    def settle(self, how: str) -> None:
        self.said[-1] = how
        self.asked_by, self.on_table = "", ()


def machine_of(cast, space):
    people = {"supplier": cast.sales, "customer": cast.buyer}

    class Talks(RuleBasedStateMachine):
        @initialize(side=st.sampled_from(SIDES))
        def first(self, side):
            # Each example runs in a transaction of its own and leaves nothing.
            self.mark = transaction.atomic()
            self.mark.__enter__()
            self.next_day = 32
            self.item = make_proposed(space, people[side], days=(30, 31))
            self.oracle = Oracle()
            self.oracle.put(side, (30, 31))

        def teardown(self):
            if hasattr(self, "mark"):
                transaction.set_rollback(True)
                self.mark.__exit__(None, None, None)

        def fresh(self):
            return ScheduleItem.objects.get(pk=self.item.pk)

        def latest(self):
            return Proposal.objects.filter(item=self.item).order_by("-number")[0]

        def expect(self, allowed, refused, act):
            """`act` succeeds when the oracle allows it, else it is refused in the way the oracle says."""
            if allowed:
                act()
                return True
            with pytest.raises(refused), transaction.atomic():
                act()
            return False

        def days(self):
            self.next_day += 2
            return (self.next_day, self.next_day + 1)

        def refusal(self, own):
            return Forbidden if self.oracle.asked_by and own else WrongState

        @rule(side=st.sampled_from(SIDES), which=st.integers(0, 1))
        def accept(self, side, which):
            slot = self.latest().slots.all()[which]
            may = bool(self.oracle.asked_by) and side != self.oracle.asked_by
            day = self.oracle.on_table[which] if self.oracle.on_table else None
            if self.expect(
                may,
                self.refusal(side == self.oracle.asked_by),
                lambda: services.proposal_accept(actor=people[side], slot=slot),
            ):
                self.oracle.agreed = day
                self.oracle.settle("accepted")

        @rule(side=st.sampled_from(SIDES))
        def decline(self, side):
            may = bool(self.oracle.asked_by) and side != self.oracle.asked_by
            if self.expect(
                may,
                self.refusal(side == self.oracle.asked_by),
                lambda: services.proposal_decline(actor=people[side], proposal=self.latest()),
            ):
                self.oracle.ended = "" if self.oracle.agreed else "declined"
                self.oracle.settle("declined")

        @rule(side=st.sampled_from(SIDES))
        def counter(self, side):
            may = bool(self.oracle.asked_by) and side != self.oracle.asked_by
            days = self.days()
            offer = services.Offer([offered(day) for day in days])
            if self.expect(
                may,
                self.refusal(side == self.oracle.asked_by),
                lambda: services.proposal_counter(actor=people[side], proposal=self.latest(), offer=offer),
            ):
                self.oracle.settle("countered")
                self.oracle.put(side, days)

        @rule(side=st.sampled_from(SIDES))
        def withdraw(self, side):
            may = self.oracle.asked_by == side
            if self.expect(
                may,
                self.refusal(bool(self.oracle.asked_by)),
                lambda: services.proposal_withdraw(actor=people[side], proposal=self.latest()),
            ):
                self.oracle.ended = "" if self.oracle.agreed else "cancelled"
                self.oracle.settle("withdrawn")

        @rule(side=st.sampled_from(SIDES))
        def propose_again(self, side):
            settled = not self.oracle.asked_by
            may = settled and self.oracle.ended != "cancelled"
            days = self.days()
            offer = services.Offer([offered(day) for day in days])
            item = self.fresh()
            if self.expect(
                may,
                WrongState,
                lambda: services.change_propose(actor=people[side], item=item, version=item.version, offer=offer),
            ):
                self.oracle.ended = ""
                self.oracle.put(side, days)

        @rule(side=st.sampled_from(SIDES))
        def cancel(self, side):
            may = self.oracle.agreed is not None and not self.oracle.ended
            item = self.fresh()
            if self.expect(
                may,
                WrongState,
                lambda: services.item_cancel(actor=people[side], item=item, version=item.version),
            ):
                self.oracle.ended = "cancelled"
                if self.oracle.asked_by:
                    self.oracle.settle("withdrawn")

        @invariant()
        def both_hold_the_same(self):
            if not hasattr(self, "item"):
                return
            item, oracle = self.fresh(), self.oracle
            expected = oracle.ended or ("agreed" if oracle.agreed else "proposed")
            assert item.state == expected
            assert item.turn == (oracle.other(oracle.asked_by) if oracle.asked_by else "")
            assert (item.starts is None) == (oracle.agreed is None)
            if oracle.agreed is not None:
                assert item.day == offered(oracle.agreed).day
            said = Proposal.objects.filter(item=item).order_by("number").values_list("state", flat=True)
            assert list(said) == oracle.said
            assert Slot.objects.filter(proposal__item=item, chosen=True).count() == oracle.said.count("accepted")

    return Talks


@pytest.mark.django_db
def test_the_schedule_holds_what_both_sides_said(cast, aurora):
    make_project(aurora)
    run_state_machine_as_test(
        machine_of(cast, aurora),
        settings=settings(
            max_examples=25,
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )
