"""An organisation for an address book: what its page shows anybody, as a vCard."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from dentelle.atlas.models import EntityRow
from dentelle.exchange.selections import FORMATS, About, cards, written
from dentelle.web.access import public
from dentelle.web.context import absolute
from dentelle.web.queries.territory import published, scheme_of


@public
def card(request: HttpRequest, identity: str) -> HttpResponse:
    """The vCard of an organisation; nobody else has one."""
    language = get_language() or "fr"
    row = EntityRow.objects.visible().filter(identity=identity, kind="organisation").first()
    if row is None:
        raise Http404
    territory = published(language)
    page = absolute(request, reverse("web:entity", args=[identity]))
    about = About(
        title=row.label,
        territory=territory.name,
        language=language,
        source=page,
        rights=absolute(request, reverse("web:sources")),
        made=timezone.now().strftime("%Y-%m-%dT%H:%M:%SZ"),
        address=lambda one: absolute(request, reverse("web:entity", args=[one])),
        scheme=scheme_of(territory.scheme),
    )
    body = b"".join(written("vcf", cards([identity], about), about))
    response = HttpResponse(body, content_type=FORMATS["vcf"].media)
    response["Content-Disposition"] = f'attachment; filename="{identity}.vcf"'
    response["X-Robots-Tag"] = "noindex"
    return response
