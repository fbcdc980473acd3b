"""Whether the atlas can be served, for whoever watches over it: a page without a language, a session or a secret."""

import shutil

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dentelle.atlas.lock import WORKER, held
from dentelle.atlas.models import Publication, Run
from dentelle.web.access import public


@never_cache
@require_safe
@public
def health(request: HttpRequest) -> JsonResponse:
    """200 while the database answers, 503 when it does not; the run that is published, and the bytes free for the territory.

    ``worker``: whether somebody does the work behind the pages; null where nothing may be written.
    """
    try:
        published = Publication.objects.filter(pk=1).values_list("run", flat=True).first() or 0
        finished = Run.objects.filter(pk=published).values_list("finished_at", flat=True).first()
        worker = None if settings.READ_ONLY else held(settings.STATE, WORKER)
        last = Run.objects.order_by("-pk").values_list("state", flat=True).first()
    except Error:
        return JsonResponse({"database": "unavailable", "free_disk_bytes": _free()}, status=503)
    run = {"published": published, "finished_at": finished and finished.isoformat(timespec="seconds"), "last": last}
    return JsonResponse({"database": "ok", "run": run, "worker": worker, "free_disk_bytes": _free()})


def _free() -> int | None:
    try:
        return shutil.disk_usage(settings.TERRITORY).free
    except OSError:
        return None
