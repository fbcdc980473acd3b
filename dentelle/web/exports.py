"""The files in which a selection of the directory can be had."""

from django.utils.translation import gettext_lazy

FEED = "atom"
LINKS = (  # format, what it is called, for what
    ("csv", "CSV", gettext_lazy("a table for any program")),
    ("xlsx", "XLSX", gettext_lazy("a workbook with its sources")),
    ("geojson", "GeoJSON", gettext_lazy("points for a map")),
    ("jsonld", "JSON-LD", gettext_lazy("linked data, schema.org")),
    ("vcf", "vCard", gettext_lazy("organisations for an address book")),
    (FEED, "Atom", gettext_lazy("what changes, for a feed reader")),
)
