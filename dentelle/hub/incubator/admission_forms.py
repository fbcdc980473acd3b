"""What people fill in about calls, criteria, juries and decisions."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from dentelle.hub.incubator.forms import after_last, day_field
from dentelle.hub.incubator.models import ADMITTED, LISTED, REFUSED
from dentelle.model import LANGUAGES

LANGUAGE_NAMES = {"fr": "français", "en": "English", "de": "Deutsch", "nl": "Nederlands"}
VERDICT_NAMES = {
    ADMITTED: gettext_lazy("admit"),
    LISTED: gettext_lazy("put on the waiting list"),
    REFUSED: gettext_lazy("refuse"),
}


def in_languages(label: object, *, long: bool, most: int) -> dict[str, forms.Field]:
    """A field for each language, none of them required."""
    widget = forms.Textarea(attrs={"rows": 5}) if long else forms.TextInput()
    name = "text" if long else "title"
    return {
        f"{name}_{code}": forms.CharField(
            label=_labelled(label, code),
            max_length=most,
            required=False,
            widget=type(widget)(attrs={**widget.attrs, "lang": code}),
        )
        for code in LANGUAGES
    }


def _labelled(label: object, code: str) -> Any:
    return format_lazy("{} ({})", label, LANGUAGE_NAMES[code])


class CallForm(forms.Form):
    """A call; its words in as many languages as there are."""

    opens = day_field(gettext_lazy("Opens on"))
    last = day_field(gettext_lazy("Last day to apply"))
    places = forms.IntegerField(label=gettext_lazy("Places"), min_value=1, max_value=1_000, initial=1)
    scale = forms.IntegerField(label=gettext_lazy("Best score"), min_value=1, max_value=9, initial=5)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        titles = in_languages(gettext_lazy("Title"), long=False, most=200)
        texts = in_languages(gettext_lazy("Text"), long=True, most=20_000)
        for code in LANGUAGES:
            self.fields[f"title_{code}"] = titles[f"title_{code}"]
            self.fields[f"text_{code}"] = texts[f"text_{code}"]

    def given(self) -> dict[str, Any]:
        """The parameters of ``calls.keep_call`` from a valid form."""
        held = self.cleaned_data
        return {
            "titles": {code: held[f"title_{code}"] for code in LANGUAGES},
            "texts": {code: held[f"text_{code}"] for code in LANGUAGES},
            "opens": held["opens"],
            "closes": after_last(held["last"]),
            "places": held["places"],
            "scale": held["scale"],
        }


class CriterionForm(forms.Form):
    """A criterion."""

    weight = forms.IntegerField(label=gettext_lazy("Weight"), min_value=1, max_value=100, initial=1)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields.update(in_languages(gettext_lazy("Criterion"), long=False, most=200))

    def names(self) -> dict[str, str]:
        """The name in each language."""
        return {code: self.cleaned_data[f"title_{code}"] for code in LANGUAGES}


class JurorForm(forms.Form):
    """An account for the jury."""

    user = forms.TypedChoiceField(label=gettext_lazy("Account"), coerce=int)

    def __init__(self, *arguments: Any, users: list[tuple[int, str]] | None = None, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["user"].choices = users or []


class DecisionForm(forms.Form):
    """A decision, and a room where it is clear already."""

    verdict = forms.ChoiceField(label=gettext_lazy("Decision"), choices=[("", "–"), *VERDICT_NAMES.items()])
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("It stands in the letter. A refusal needs one."),
    )
    room = forms.TypedChoiceField(
        label=gettext_lazy("Room, if it is clear already"), coerce=int, required=False, empty_value=None
    )
    since = day_field(gettext_lazy("From"), required=False)
    last = day_field(gettext_lazy("Last day of the agreement"), required=False, help_text=gettext_lazy("Empty: without an end."))

    def __init__(self, *arguments: Any, rooms: list[tuple[int, str]] | None = None, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["room"].choices = [("", gettext_lazy("none yet: it waits")), *(rooms or [])]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("room") and not given.get("since"):
            self.add_error("since", gettext_lazy("Say from when on."))
        return given


class LetterForm(forms.Form):
    """A letter as it will be sent."""

    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=200)
    text = forms.CharField(label=gettext_lazy("Text"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 16}))
