"""What keeps the public form from being flooded, without a cookie and without keeping anybody's network address.

A form carries a stamp, signed by the site, of the entity it is about and when it was opened. How often a network address has
sent one today is counted in the cache under a digest that is salted with the day and the site's key: it can be turned back into
no address, and is another one tomorrow.
"""

import ipaddress

from allauth.account.adapter import get_adapter
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

A_DAY = 10  # reports from one address
OPEN_FOR = 12 * 3600  # seconds a form may lie open
TOO_QUICK = 2  # seconds in which no person reads the form and writes something
SALT = "dentelle.report"


def stamp(identity: str) -> str:
    """The hidden field of a form about ``identity`` that is opened now."""
    return signing.dumps([identity, timezone.now().timestamp()], salt=SALT)


def fresh(given: str, identity: str) -> bool:
    """Whether ``given`` is a stamp of ours about ``identity`` that is neither too old nor impossibly new."""
    try:
        about, opened = signing.loads(given, salt=SALT)
    except signing.BadSignature:
        return False
    return about == identity and TOO_QUICK <= timezone.now().timestamp() - opened <= OPEN_FOR


def from_here(request: HttpRequest) -> bool:
    """Whether the browser says that the form was sent from a page of this site (old browsers say nothing)."""
    return request.headers.get("Sec-Fetch-Site", "same-origin") in ("same-origin", "none")


def too_many(request: HttpRequest, form: str = "report") -> bool:
    """Counts one more ``form`` of the reader's network address; whether it is more than one may send a day."""
    key = f"{form}:{_digest(get_adapter().get_client_ip(request))}"
    cache.add(key, 0, timeout=24 * 3600)
    try:
        return cache.incr(key) > A_DAY
    except ValueError:  # the cache dropped it between the two
        return False


def _digest(address: str) -> str:
    parsed = ipaddress.ip_address(address)
    if parsed.version == 6:  # a household has a whole network of them
        address = str(ipaddress.ip_network((parsed, 64), strict=False))
    return salted_hmac(f"{SALT}.{timezone.now():%Y-%m-%d}", address, algorithm="sha256").hexdigest()
