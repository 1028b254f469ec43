"""A TCP proxy that treats HTTP requests badly, by a seed.

Each connection carries one request (the sync closes after each). What happens to it is drawn from
the seed: it passes, waits, is cut on the way there or back, is sent twice, or arrives long after its
sender gave up, behind requests that were sent later. With the seed 0 all pass. While a file that was
named exists, one bit of each policy is changed on its way.
"""

import os
import random
import socket
import sys
import threading
import time

FAULTS = (
    ("pass", 45),
    ("delay", 12),
    ("cut_request", 9),
    ("cut_answer", 9),
    ("no_answer", 9),
    ("twice", 8),
    ("late", 8),
)
READ_LIMIT_S = 20


class FaultProxy:
    def __init__(self, seed):
        self._random = random.Random(seed)
        self._lock = threading.Lock()
        self._target = None
        self._held = []
        self.is_faulty = seed != 0
        self.forging_file = None
        self.counts = {}
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def point_to(self, port):
        self._target = port

    def release_held(self):
        """The late ones arrive now."""
        with self._lock:
            held, self._held = self._held, []
        for request in held:
            self._ask(request)

    def _accept(self):
        while True:
            client, _ = self._listener.accept()
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _draw(self):
        with self._lock:
            fault = "pass"
            if self.is_faulty:
                names, weights = zip(*FAULTS)
                fault = self._random.choices(names, weights)[0]
            self.counts[fault] = self.counts.get(fault, 0) + 1
            return fault, self._random.random()

    def _serve(self, client):
        fault, share = self._draw()
        with client:
            try:
                client.settimeout(READ_LIMIT_S)
                request = read_message(client)
                if fault == "delay":
                    time.sleep(share * 0.8)
                if fault == "cut_request":
                    self._ask(request[: int(len(request) * share)])
                    return
                if fault == "late":
                    with self._lock:
                        self._held.append(request)
                        due = self._held.pop(0) if len(self._held) > 2 else None
                    if due is not None:
                        self._ask(due)
                    return
                answer = self._ask(request)
                if fault == "twice":
                    self._ask(request)
                if fault == "no_answer":
                    return
                if fault == "cut_answer":
                    answer = answer[: int(len(answer) * share)]
                if self.forging_file and os.path.exists(self.forging_file):
                    answer = forge(request, answer)
                client.sendall(answer)
            except OSError:
                return

    def _ask(self, request):
        """What the collector says to these bytes; what came when it died."""
        answer = b""
        try:
            with socket.create_connection(("127.0.0.1", self._target), timeout=5) as server:
                server.settimeout(READ_LIMIT_S)
                server.sendall(request)
                if not is_whole(request):
                    return b""
                while not is_whole(answer):
                    piece = server.recv(65536)
                    if not piece:
                        break
                    answer += piece
        except OSError:
            pass
        return answer


def forge(request, answer):
    head, mark, body = answer.partition(b"\r\n\r\n")
    if not request.startswith(b"GET /v1/policy ") or not body:
        return answer
    claims = body.index(b".") + 9
    return head + mark + body[:claims] + bytes([body[claims] ^ 1]) + body[claims + 1 :]


def is_whole(message):
    head, mark, body = message.partition(b"\r\n\r\n")
    if not mark:
        return False
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            return len(body) >= int(value)
        if name.strip().lower() == b"transfer-encoding":
            return body.endswith(b"0\r\n\r\n")
    return True


def read_message(connection):
    message = b""
    while not is_whole(message):
        piece = connection.recv(65536)
        if not piece:
            break
        message += piece
    return message


def main():
    """fault_proxy.py SEED TARGET_PORT [FORGING_FILE]: prints its port, serves until it is ended."""
    proxy = FaultProxy(int(sys.argv[1]))
    proxy.forging_file = sys.argv[3] if len(sys.argv) > 3 else None
    proxy.point_to(int(sys.argv[2]))
    print(proxy.port, flush=True)
    threading.Event().wait()


if __name__ == "__main__":
    main()
