"""The measuring tools measure."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bench import machine
from bench.build.shape import share
from bench.load import content_length, run
from bench.pages import ratios


def test_quantiles_are_values_that_occurred() -> None:
    assert machine.spread([float(number) for number in range(1, 101)]) == {"p50": 50.0, "p95": 95.0}
    assert machine.spread([7.0]) == {"p50": 7.0, "p95": 7.0}


def test_dealing_out_leaves_nothing() -> None:
    assert [share(10, 4, place) for place in range(4)] == [3, 3, 2, 2]


def test_calibration_takes_cpu_time() -> None:
    assert machine.calibrate(1) > 0


def test_own_process_has_memory_and_time() -> None:
    import os

    pids = machine.family(os.getpid())
    assert os.getpid() in pids
    assert machine.cpu_seconds(pids) > 0
    assert machine.pss_mb([os.getpid()]) > 5


def test_growth_compares_what_is_at_both_sizes() -> None:
    small = {"home": {"ms": {"p50": 10.0}, "queries": 9}}
    full = {"home": {"ms": {"p50": 12.0}, "queries": 9}, "other": {"ms": {"p50": 1.0}, "queries": 1}}
    assert ratios({"small": small, "full": full}) == {"home": {"ms": 1.2, "same_queries": True}}


class Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = b"x" * 70_000
        self.send_response(200 if self.headers["Cookie"] == "a=1" else 403)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


def test_the_generator_keeps_its_connections_and_counts_answers() -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        found = run(server.server_port, "/", "a=1", 3, 0.3)
    finally:
        server.shutdown()
        server.server_close()
    assert found["statuses"] == {200: found["requests"]}
    assert found["requests"] >= 3
    assert found["bytes"] > 70_000


def test_an_answer_must_say_its_length() -> None:
    assert content_length(b"HTTP/1.1 200 OK\r\ncontent-LENGTH: 12") == 12
    with pytest.raises(ConnectionError):
        content_length(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked")
