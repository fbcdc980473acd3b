"""How fast one network address may ask for suggestions: nobody's address is kept, only a salted digest for some seconds."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

WINDOW = 10  # seconds
MOST = 120  # answers in them: a school behind one address types, too


def too_many(request: HttpRequest) -> bool:
    """Counts one more question of the reader's network address; whether there were more than anybody types."""
    now = int(timezone.now().timestamp()) // WINDOW
    address = get_adapter().get_client_ip(request)
    key = f"suggest:{salted_hmac('dentelle.suggest', f'{address} {now}', algorithm='sha256').hexdigest()}"
    cache.add(key, 0, timeout=2 * WINDOW)
    try:
        return cache.incr(key) > MOST
    except ValueError:  # the cache dropped it between the two
        return False
