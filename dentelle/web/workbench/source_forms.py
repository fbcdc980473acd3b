"""The forms by which a source is brought in and described."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from dentelle.edtf import is_valid
from dentelle.model import LANGUAGES
from dentelle.territory import licences

PUBLISH = [
    ("", gettext_lazy("as the licence allows")),
    ("full", gettext_lazy("the whole document")),
    ("quote", gettext_lazy("quotes only")),
    ("none", gettext_lazy("facts only, no words")),
]
LANGUAGE_NAMES = {"fr": "Français", "en": "English", "de": "Deutsch", "nl": "Nederlands"}
MOST_TEXT = 1_000_000  # characters that may be pasted
MOST_FILES = 50  # at once


class Line(forms.CharField):
    """A text on one line, without control signs."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return " ".join("".join(char if char.isprintable() else " " for char in text).split())


class DescribeForm(forms.Form):
    """What is declared of a source."""

    title = Line(max_length=300, required=False, label=gettext_lazy("Title"))
    publisher = Line(max_length=200, required=False, label=gettext_lazy("Publisher"))
    date = Line(
        max_length=32,
        required=False,
        label=gettext_lazy("Date"),
        help_text=gettext_lazy("of the document: 2019, 2019-05, 2019-05-03, 2019-05~ (about)"),
    )
    licence = forms.ChoiceField(label=gettext_lazy("Licence"))
    publish = forms.ChoiceField(choices=PUBLISH, required=False, label=gettext_lazy("What the public may read"))
    trust = forms.FloatField(
        min_value=0,
        max_value=1,
        initial=0.8,
        label=gettext_lazy("Trust"),
        help_text=gettext_lazy("0 to 1: how far you believe this publisher"),
        widget=forms.NumberInput(attrs={"step": "0.05"}),
    )
    language = forms.ChoiceField(required=False, label=gettext_lazy("Language"))
    page = Line(
        max_length=100,
        required=False,
        label=gettext_lazy("Page"),
        help_text=gettext_lazy("the same word for all language versions of one page"),
    )
    url = Line(
        max_length=2000,
        required=False,
        label=gettext_lazy("Address of the original"),
        help_text=gettext_lazy("It is kept beside the source. Nothing is fetched from it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.id, one.label) for one in licences()]
        held = (kwargs.get("initial") or {}).get("licence", "unknown")
        if held not in dict(choices):
            choices.append((held, held))  # as territory.toml writes it
        self.fields["licence"].choices = choices
        self.fields["licence"].initial = "unknown"
        automatic = [("", gettext_lazy("found out by reading"))]
        self.fields["language"].choices = automatic + [(code, LANGUAGE_NAMES[code]) for code in LANGUAGES]

    def clean_date(self) -> str:
        date: str = self.cleaned_data["date"]
        if date and not is_valid(date):
            raise ValidationError(gettext_lazy("This is no date. Write 2019, 2019-05, 2019-05-03 or 2019-05~."))
        return date

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        if url and (not url.startswith(("https://", "http://")) or any(char in ' <>"' for char in url)):
            raise ValidationError(gettext_lazy("This is no address of a page. Write it whole: https://…"))
        return url

    def words(self) -> dict[str, str | float]:
        """What ``territory.toml`` shall say; "" for what it shall not."""
        given = self.cleaned_data
        names = ("title", "publisher", "licence", "date", "publish", "page", "language", "url")
        return {name: given[name] for name in names} | {"trust": round(given["trust"], 3)}


class Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFiles(forms.FileField):
    """Several files at once."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if len(given) > MOST_FILES:
            raise ValidationError(gettext_lazy("Add at most 50 files at once."))
        return [super(ManyFiles, self).clean(one, initial) for one in given if one.name]


class AddForm(DescribeForm):
    """Files, or a text that was pasted, with what is to be declared of them."""

    files = ManyFiles(
        required=False,
        allow_empty_file=True,
        label=gettext_lazy("Files"),
        widget=Files(attrs={"class": "drop"}),
        help_text=gettext_lazy("Drop them here or choose them: text, HTML, PDF, Word, CSV, Excel, OpenDocument."),
    )
    text = forms.CharField(
        required=False,
        max_length=MOST_TEXT,
        label=gettext_lazy("Or paste a text"),
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    field_order = ("files", "text", "title", "publisher", "url", "date", "licence", "publish", "trust", "language", "page")

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("text", "").strip() and not given.get("title"):
            self.add_error("title", gettext_lazy("Give the text a title."))
        return given
