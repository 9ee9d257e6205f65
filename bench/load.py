"""The load generator: its own process, plain sockets kept open, one request at a time on each.

`python -m bench.load PORT PATH COOKIES CLIENTS SECONDS` prints one line of JSON.
"""

import json
import selectors
import socket
import sys
import time
from dataclasses import dataclass, field

from bench.machine import spread


@dataclass
class Client:
    """One kept connection and the answer that is being read from it."""

    connection: socket.socket
    sent_at: float = 0.0
    received: bytearray = field(default_factory=bytearray)
    expected: int = 0

    def send(self, request: bytes) -> None:
        self.received.clear()
        self.expected = 0
        self.sent_at = time.perf_counter()
        self.connection.sendall(request)

    def take(self) -> bool:
        """Reads what has come; True when the answer is complete."""
        piece = self.connection.recv(262_144)
        if not piece:
            raise ConnectionError("the server closed a kept connection")
        self.received += piece
        if not self.expected:
            head, found, _rest = self.received.partition(b"\r\n\r\n")
            if not found:
                return False
            self.expected = len(head) + 4 + content_length(bytes(head))
        return len(self.received) >= self.expected

    @property
    def status(self) -> int:
        return int(self.received[9:12])


def content_length(head: bytes) -> int:
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    raise ConnectionError("an answer without Content-Length")


def request_of(port: int, path: str, cookies: str) -> bytes:
    """What a browser sends, as far as the answer depends on it."""
    accept = "application/json" if path.startswith("/api/") else "text/html"
    lines = [f"GET {path} HTTP/1.1", f"Host: localhost:{port}", f"Accept: {accept}", "Accept-Encoding: gzip"]
    lines += [f"Cookie: {cookies}", "User-Agent: bench", "", ""]
    return "\r\n".join(lines).encode()


def run(port: int, path: str, cookies: str, clients: int, seconds: float) -> dict[str, object]:
    request = request_of(port, path, cookies)
    waiting = selectors.DefaultSelector()
    for _client in range(clients):
        connection = socket.create_connection(("127.0.0.1", port), timeout=60)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        waiting.register(connection, selectors.EVENT_READ, Client(connection))
    began = time.perf_counter()
    for key in waiting.get_map().values():
        key.data.send(request)
    times: list[float] = []
    statuses: dict[int, int] = {}
    size, open_now = 0, clients
    while open_now:
        for key, _events in waiting.select(60):
            client: Client = key.data
            if not client.take():
                continue
            ended = time.perf_counter()
            times.append((ended - client.sent_at) * 1000)
            statuses[client.status] = statuses.get(client.status, 0) + 1
            size = len(client.received)
            if ended - began < seconds:
                client.send(request)
            else:
                waiting.unregister(client.connection)
                client.connection.close()
                open_now -= 1
    elapsed = time.perf_counter() - began
    return {
        "requests": len(times),
        "seconds": round(elapsed, 2),
        "per_second": round(len(times) / elapsed, 1),
        "ms": spread(times),
        "statuses": statuses,
        "bytes": size,
    }


if __name__ == "__main__":
    _name, port, path, cookies, clients, seconds = sys.argv
    print(json.dumps(run(int(port), path, cookies, int(clients), float(seconds))))
