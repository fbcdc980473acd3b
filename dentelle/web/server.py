"""Serves the atlas: one process with threads, static files by whitenoise, and beside it a worker for what takes long."""

import socket
import struct
from collections.abc import Callable
from typing import Any

from gunicorn.app.base import BaseApplication

from dentelle.errors import WeaveError
from dentelle.web.readiness import keep_ready
from dentelle.web.supervision import supervise
from dentelle.web.tending import tend

THREADS = 8
BACKLOG = 2048  # connections that wait
STALLED = 20  # seconds without a byte, in either direction, after which a connection no longer keeps a thread


class _Server(BaseApplication):
    """gunicorn without its command line and configuration files."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self._settings = settings
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        from django.core.wsgi import get_wsgi_application

        return get_wsgi_application()


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens at ``host``:``port``. Raises WeaveError when the address cannot be had."""
    try:
        listening = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=BACKLOG)
    except OSError as error:
        raise WeaveError(f"Nothing can be served at {host}:{port}: {error.strerror}. Choose another with --port.") from error
    for stalled in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):  # those that are accepted inherit it
        listening.setsockopt(socket.SOL_SOCKET, stalled, struct.pack("ll", STALLED, 0))
    return listening


def serve(listening: socket.socket, threads: int = THREADS, *, working: bool = True) -> None:
    """Answers requests at the socket ``listening`` until it is told to stop; returns never, for gunicorn ends the process.

    ``working``: keeps a worker alive for the work behind the pages, which writes.
    """
    _Server(
        {
            **(_hooks() if working else {}),
            "bind": f"fd://{listening.fileno()}",
            "workers": 1,
            "threads": threads,
            "worker_class": "gthread",
            "accesslog": None,
            "loglevel": "warning",
            "control_socket_disable": True,
            "forwarder_headers": "",  # else a reader behind a proxy that passes SCRIPT_NAME on says below which address we are
        }
    ).run()


def _hooks() -> dict[str, Any]:
    """What gunicorn calls when the serving process begins and ends."""
    ends: list[Callable[[], None]] = []

    def begun(process: object) -> None:
        ends.extend((supervise(), keep_ready(), tend()))

    def ended(server: object, process: object) -> None:
        while ends:
            ends.pop()()

    return {"post_worker_init": begun, "worker_exit": ended}
