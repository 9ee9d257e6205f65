import time

from portal.core.ids import uuid7


def test_uuid7_is_version_7_and_sorts_by_time():
    first = uuid7()
    time.sleep(0.002)
    second = uuid7()
    assert first.version == second.version == 7
    assert first < second


def test_uuid7_carries_the_time_of_making():
    before = time.time_ns() // 1_000_000
    value = uuid7()
    after = time.time_ns() // 1_000_000
    assert before <= value.int >> 80 <= after
