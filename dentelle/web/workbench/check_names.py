"""What a check is called above its findings, and how grave a finding is."""

from django.utils.translation import gettext_lazy

CHECK_NAMES = {
    "counts": gettext_lazy("Stated numbers and lists"),
    "rivals": gettext_lazy("Rival values"),
    "dates": gettext_lazy("Impossible dates"),
    "datings": gettext_lazy("One thing dated twice"),
    "happenings": gettext_lazy("One happening under several names"),
    "versions": gettext_lazy("Language versions that disagree"),
    "pairs": gettext_lazy("One thing or two?"),
    "doubles": gettext_lazy("What would disagree if two were one"),
    "identifiers": gettext_lazy("Identifiers"),
    "closures": gettext_lazy("Closed in the register"),
    "registered": gettext_lazy("The register says otherwise"),
    "vintages": gettext_lazy("Changed in the register"),
    "perimeter": gettext_lazy("Outside the perimeter"),
    "spellings": gettext_lazy("Spellings of a person's name"),
    "skipped": gettext_lazy("Files left out"),
    "renamed": gettext_lazy("Files renamed"),
    "vanished_claim": gettext_lazy("Decisions whose claim has gone"),
    "vanished_pair": gettext_lazy("Decisions whose names have gone"),
    "vanished_statement": gettext_lazy("Facts stated by hand about what has gone"),
    "forbidden_pair": gettext_lazy("Decisions that others forbid"),
}
SEVERITY_NAMES = {
    "error": gettext_lazy("Error"),
    "warning": gettext_lazy("Warning"),
    "notice": gettext_lazy("Notice"),
}
