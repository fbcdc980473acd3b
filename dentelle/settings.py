"""Django settings of one territory: everything that a person may want to change comes from the environment.

``DENTELLE_TERRITORY`` is the territory folder (the current one by default); the database is ``var/atlas.sqlite3`` in it
unless ``DATABASE_URL`` names another.
"""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

import dj_database_url

from dentelle.errors import WeaveError

TERRITORY = Path(os.environ.get("DENTELLE_TERRITORY", ".")).resolve()
STATE = TERRITORY / "var"
ROOM = Path(__file__).resolve().parent


def _secret_key() -> str:
    """The key of this territory, made when it is first needed: sessions outlive a restart, and no key is in any repository."""
    path = STATE / "secret-key"
    try:
        if not path.exists():
            fresh = path.with_suffix(f".{os.getpid()}")
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(50))
            fresh.rename(path)
        return path.read_text(encoding="ascii")
    except OSError:  # a folder without state, or one that may not be written: nobody can log in, so nothing is lost
        return secrets.token_urlsafe(50)


def _declared_database() -> dict[str, Any]:
    """What DATABASE_URL names. Raises WeaveError for anything but PostgreSQL and SQLite."""
    try:
        declared = {**dj_database_url.config()}
    except ValueError:  # it may hold a password, so it is not repeated
        declared = {}
    if str(declared.get("ENGINE")).rpartition(".")[2] not in ("postgresql", "sqlite3"):
        raise WeaveError("DATABASE_URL is no address of a database. Write postgres://user:password@host/name or sqlite:////path")
    return declared


def _may_not_be_written(path: Path) -> bool:
    """Whether the SQLite database at ``path`` is there but we may not change it, or not make the files that go with it."""
    return path.is_file() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))


def _only_to_read(path: Path) -> str:
    """The address of the SQLite database at ``path`` for one who may not write it.

    A database in WAL mode wants to make two files at its side even to be read. Nobody can where the folder may not be written:
    then it is taken as it is, unless another process is writing right now, whose files are there already.
    """
    written_now = False
    with suppress(OSError):
        written_now = path.with_name(f"{path.name}-wal").stat().st_size > 0
    return f"file:{quote(os.fsencode(path))}?mode=ro{'' if written_now else '&immutable=1'}"


DEBUG = False
SECRET_KEY = os.environ.get("DENTELLE_SECRET_KEY") or _secret_key()
ALLOWED_HOSTS = os.environ.get("DENTELLE_HOSTS", "localhost,127.0.0.1,[::1]").split(",")

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "dentelle.atlas",
    "dentelle.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "dentelle.web.headers.content_security_policy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "dentelle.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "dentelle.web.context.territory",
            ]
        },
    }
]

# Not as an address: # ? and % in the folder's name would mean something there, and lead to another folder's database.
FILE = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(STATE / "atlas.sqlite3")}
DATABASES: dict[str, dict[str, Any]] = {"default": _declared_database() if os.environ.get("DATABASE_URL") else FILE}
READ_ONLY = False  # nothing can be woven, judged or reset here
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    READ_ONLY = _may_not_be_written(Path(DATABASES["default"]["NAME"]))
    if READ_ONLY:
        DATABASES["default"]["NAME"] = _only_to_read(Path(DATABASES["default"]["NAME"]))
    else:
        DATABASES["default"]["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,  # seconds a writer waits for another
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536;",
        }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English"), ("de", "Deutsch"), ("nl", "Nederlands")]
LOCALE_PATHS = [ROOM / "web" / "locale"]
USE_TZ = True
TIME_ZONE = os.environ.get("TZ", "UTC") or "UTC"

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
