"""The queue without servers: a message appears whole, in order, and is taken once."""

from pathlib import Path
from typing import Any

import pytest
from kombu import Connection
from kombu.simple import SimpleQueue

pytestmark = pytest.mark.embedded


def queue(tmp_path: Path) -> tuple[Connection, SimpleQueue]:
    (tmp_path / "messages").mkdir(exist_ok=True)
    options = {
        "data_folder_in": str(tmp_path / "messages"),
        "data_folder_out": str(tmp_path / "messages"),
        "control_folder": str(tmp_path / "control"),
        "polling_interval": 0.01,
    }
    connection = Connection("folder://localhost", transport="portal.folder_queue:Transport", transport_options=options)
    # kombu remembers per process which queues exist, so each test has its own.
    return connection, connection.SimpleQueue(tmp_path.name)


def test_messages_come_out_in_order_and_once(tmp_path: Path) -> None:
    connection, work = queue(tmp_path)
    with connection:
        for number in range(5):
            work.put({"number": number})
        taken = []
        for _ in range(5):
            message = work.get(timeout=2)
            taken.append(message.payload["number"])
            message.ack()
        assert taken == list(range(5))
        with pytest.raises(work.Empty):
            work.get_nowait()


def test_a_half_written_message_is_not_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connection, work = queue(tmp_path)

    def power_cut(*_: Any) -> None:
        raise OSError("power cut")

    with connection:
        monkeypatch.setattr("portal.folder_queue.os.replace", power_cut)
        with pytest.raises(OSError, match="power cut"):
            work.producer.publish({"number": 1}, retry=False)
        monkeypatch.undo()
        with pytest.raises(work.Empty):
            work.get_nowait()
        work.put({"number": 2})
        assert work.get(timeout=2).payload == {"number": 2}
