"""Drops what machines made and keeps what people decided."""

from django.db import transaction

from dentelle.atlas import models
from dentelle.atlas.models import ReadingCache, Versioned
from dentelle.atlas.projecting import change_log
from dentelle.atlas.projecting.projection import lock, prune
from dentelle.atlas.safekeeping.kept_tables import KEPT_BY_RUN


def reset() -> None:
    """Empties every made table. Identities, sources, runs, judgements and the audit stay; the next weave restores the rest."""
    with transaction.atomic():
        publication = lock()
        prune(publication.run)
        for name in models.__all__:
            model = getattr(models, name)
            if isinstance(model, type) and issubclass(model, Versioned) and model not in (Versioned, *KEPT_BY_RUN):
                model.objects.all().delete()
        ReadingCache.objects.all().delete()
        change_log.everything()
        publication.fingerprint = ""
        publication.save()
