"""A port for a server that a test starts."""

import random
import socket

# Below those that the system gives to whoever asks another server something: between our look and the server's start,
# which takes a while on a busy machine, none of these becomes one's own end of a line.
PORTS = range(20_000, 32_000)


def free_port() -> int:
    """One that nobody listens on now."""
    for port in random.SystemRandom().sample(PORTS, len(PORTS)):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise RuntimeError("no port is free")
