"""Serves the atlas: one process with threads, static files by whitenoise."""

from typing import Any

from gunicorn.app.base import BaseApplication

THREADS = 8


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


def serve(host: str, port: int, threads: int = THREADS) -> None:
    """Answers requests at ``host``:``port`` until it is told to stop; returns never, for gunicorn ends the process."""
    _Server(
        {
            "bind": f"{host}:{port}",
            "workers": 1,
            "threads": threads,
            "worker_class": "gthread",
            "accesslog": None,
            "loglevel": "warning",
            "control_socket_disable": True,
        }
    ).run()
