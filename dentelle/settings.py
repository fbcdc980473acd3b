"""Django settings of one territory: everything that a person may want to change comes from the environment.

``DENTELLE_TERRITORY`` is the territory folder (the current one by default); the database is ``var/atlas.sqlite3`` in it
unless ``DATABASE_URL`` names another.
"""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

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
DEVELOP = bool(os.environ.get("DENTELLE_DEVELOP"))  # for who changes the pages: builds show at once
SECRET_KEY = os.environ.get("DENTELLE_SECRET_KEY") or _secret_key()
ORIGIN = os.environ.get("DENTELLE_ORIGIN", "").rstrip("/")  # where the public finds the pages, such as https://atlas.example.org
ALLOWED_HOSTS = os.environ.get("DENTELLE_HOSTS", urlsplit(ORIGIN).hostname or "localhost,127.0.0.1,[::1]").split(",")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "dentelle.atlas",
    "dentelle.hub.incubator",
    "dentelle.hub.interface",
    "dentelle.web",  # before allauth: its templates are ours
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "dentelle.web.headers.content_security_policy",
    "django.middleware.gzip.GZipMiddleware",  # adds bytes at random, against guesses at what is secret by the size of answers
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "dentelle.web.turns.in_turn",  # behind what needs no page to be made
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "dentelle.web.access.only_whom_it_concerns",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "dentelle.web.turns.few_files",  # within what knows the reader's language
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
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
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
FORMAT_MODULE_PATH = "dentelle.web.formats"
LANGUAGES = [("fr", "Français"), ("en", "English"), ("de", "Deutsch"), ("nl", "Nederlands")]
LOCALE_PATHS = [ROOM / "web" / "locale"]
USE_TZ = True
TIME_ZONE = os.environ.get("TZ", "UTC") or "UTC"

# ---- what people bring in: each file up to so many bytes, on the disk while it comes; thrown away when nobody takes it in

UPLOAD_BYTES = int(os.environ.get("DENTELLE_UPLOAD_BYTES", "50000000"))
APPLICATION_FILE_BYTES = int(os.environ.get("DENTELLE_APPLICATION_FILE_BYTES", "5000000"))  # of each file of one who applies
DRAFT_DAYS = int(os.environ.get("DENTELLE_DRAFT_DAYS", "14"))
FILE_UPLOAD_HANDLERS = ["dentelle.web.uploads.MostBytes", "django.core.files.uploadhandler.TemporaryFileUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000_000  # bytes of a form without its files: a text may be pasted

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEVELOP
WHITENOISE_IMMUTABLE_FILE_TEST = r"/dentelle/built/assets/"  # their names change with what is in them
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# ---- work behind the pages: one worker takes it from a queue in the database (see atlas.jobs)

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
JOBS = {  # kind of job → the function that does it
    "weave": "dentelle.weaving.jobs.weave_job",
    "prepare_list": "dentelle.weaving.imports.jobs.prepare_job",
    "look_up_alumni": "dentelle.hub.incubator.jobs.look_up_job",
    "remind": "dentelle.hub.interface.jobs.remind_job",
}
DAILY = ("remind",)  # kinds of jobs that the worker begins by itself, once a day

# ---- accounts: by invitation, with an e-mail address and a password, and a one-time code where the person wants one

AUTH_USER_MODEL = "atlas.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "workbench:home"
ACCOUNT_ADAPTER = "dentelle.web.accounts.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # who was invited at an address has proved that it is theirs
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a changed password or a new one-time code is told to its owner
ACCOUNT_LOGOUT_REDIRECT_URL = "choose-language"
ACCOUNT_SESSION_REMEMBER = False  # the session ends with the browser
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600  # seconds
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("DENTELLE_PROXIES", "1" if ORIGIN else "0"))
SESSION_COOKIE_AGE = 12 * 3600  # seconds
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"


# ---- the workbench

STALE_MONTHS = int(os.environ.get("DENTELLE_STALE_MONTHS", "24"))  # after so many, a figure is asked for again


# ---- the interface

NEED_DAYS = int(os.environ.get("DENTELLE_NEED_DAYS", "365"))  # after a need was closed, who it was about is erased
COUNTRY = os.environ.get("DENTELLE_COUNTRY", "")  # two letters: whose public holidays are no working days


# ---- reports of readers: how long what they give is kept

REPORT_ADDRESS_DAYS = int(os.environ.get("DENTELLE_REPORT_ADDRESS_DAYS", "180"))  # at the longest: an answer ends it at once
REPORT_TEXT_DAYS = int(os.environ.get("DENTELLE_REPORT_TEXT_DAYS", "730"))  # after it was settled


# ---- how long other records are kept, in days: see atlas.retention

INVITATION_DAYS = int(os.environ.get("DENTELLE_INVITATION_DAYS", "30"))  # after it ended
CALL_NOTE_DAYS = int(os.environ.get("DENTELLE_CALL_NOTE_DAYS", "730"))
AUDIT_ADDRESS_DAYS = int(os.environ.get("DENTELLE_AUDIT_ADDRESS_DAYS", "1095"))  # then a number of the account stands there
CLOSED_ACCOUNT_DAYS = int(os.environ.get("DENTELLE_CLOSED_ACCOUNT_DAYS", "365"))  # after it was closed
JOB_DAYS = int(os.environ.get("DENTELLE_JOB_DAYS", "90"))  # after the work behind the pages ended
MAIL_DAYS = int(os.environ.get("DENTELLE_MAIL_DAYS", "30"))  # of mails written to files
APPLICATION_DAYS = int(os.environ.get("DENTELLE_APPLICATION_DAYS", "180"))  # refused, taken back, or a draft of a closed call


# ---- mail: files in var/mail unless DENTELLE_SMTP names a server: smtp://user:password@host:587, smtps:// for TLS from the start

SMTP = urlsplit(os.environ.get("DENTELLE_SMTP", ""))
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if SMTP.hostname else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = STATE / "mail"
EMAIL_HOST, EMAIL_PORT = SMTP.hostname or "", SMTP.port or 587
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(SMTP.username or ""), unquote(SMTP.password or "")
EMAIL_USE_SSL = SMTP.scheme == "smtps"
EMAIL_USE_TLS = SMTP.scheme == "smtp"
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = os.environ.get("DENTELLE_MAIL_FROM", f"dentelle@{urlsplit(ORIGIN).hostname or 'localhost'}")


# ---- HTTPS: on as soon as the public address has it; the proxy before us ends it and says so

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ORIGIN else None
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ORIGIN.startswith("https://")
SECURE_REDIRECT_EXEMPT = [r"^health$"]  # asked on this machine, past the proxy
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SECURE_SSL_REDIRECT else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_SSL_REDIRECT
CSRF_TRUSTED_ORIGINS = [ORIGIN] if ORIGIN else []
CSRF_FAILURE_VIEW = "dentelle.web.public.stale_form"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
