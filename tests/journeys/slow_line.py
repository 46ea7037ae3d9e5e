"""A line between browser and site on which pages come late and in two parts, as on a busy machine.

`SLOW_LINE=1 make test ARGS=tests/journeys`: a journey that looks at a page before it has come fails then, and not once in
twenty times.
"""

import socket
import threading
import time

LATE = 0.6  # seconds until a page is asked for
HALVED = 0.4  # seconds between its parts
MOST = 1 << 18


def slow_line(port):
    """The port at which the site of another port is reached on such a line."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=128)
    _beside(_take, listener, port)
    return listener.getsockname()[1]


def _take(listener, port):
    while True:
        client, _ = listener.accept()
        _beside(_ask, client, socket.create_connection(("127.0.0.1", port)), threading.Event())


def _ask(client, site, is_page):
    """What the browser sends; it says of each request whether a page is to come."""
    _beside(_answer, client, site, is_page)
    try:
        while said := client.recv(MOST):
            if b"sec-fetch-dest: document" in said.lower():
                time.sleep(LATE)
                is_page.set()
            site.sendall(said)
        site.shutdown(socket.SHUT_WR)
    except OSError:  # one of them has hung up
        site.close()


def _answer(client, site, is_page):
    try:
        while said := site.recv(MOST):
            if is_page.is_set():
                is_page.clear()
                half = len(said) // 2
                client.sendall(said[:half])
                time.sleep(HALVED)
                said = said[half:]
            client.sendall(said)
        client.shutdown(socket.SHUT_WR)
    except OSError:
        client.close()


def _beside(work, *told):
    threading.Thread(target=work, args=told, daemon=True).start()
