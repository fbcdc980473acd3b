"""The form by which a fact is stated by hand: its fields are those that the property and the sort of value ask for."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy

from dentelle import vocabulary
from dentelle.atlas.deciding.hand_facts import LONGEST_REASON, Relied
from dentelle.atlas.deciding.hand_values import DATED, LONGEST, Written, date
from dentelle.errors import JudgementError
from dentelle.model import LANGUAGES, ValueType
from dentelle.vocabulary import Concept
from dentelle.web.refusals import refusal
from dentelle.web.workbench.source_forms import LANGUAGE_NAMES, Line

DATES = gettext_lazy("2019, 2019-05, 2019-05-03, 2019-05~ (about), 199X (the nineties), 2015/2019")
TYPE_NAMES = {
    ValueType.ENTITY: gettext_lazy("an entity of the atlas"),
    ValueType.CONCEPT: gettext_lazy("a domain"),
    ValueType.DATE: gettext_lazy("a date"),
    ValueType.NUMBER: gettext_lazy("a number"),
    ValueType.TEXT: gettext_lazy("words"),
}
BOUNDS = [
    ("", gettext_lazy("exactly")),
    ("~", gettext_lazy("about")),
    (">", gettext_lazy("more than")),
    ("<", gettext_lazy("less than")),
]
BESIDE = "beside_"  # before the name of a qualifier's field


class WhyForm(forms.Form):
    """The reason that every change by hand needs."""

    why = Line(
        max_length=LONGEST_REASON,
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Readers see it beside the fact."),
    )


class FactForm(WhyForm):
    """A value of one property, what is said beside it, why, and what it relies on."""

    source_title = Line(max_length=300, required=False, label=gettext_lazy("Source: title"))
    source_url = Line(
        max_length=2000,
        required=False,
        label=gettext_lazy("Source: address"),
        help_text=gettext_lazy("It is shown beside the fact. Nothing is fetched from it."),
    )
    source_date = Line(max_length=32, required=False, label=gettext_lazy("Source: date"), help_text=DATES)

    def __init__(
        self, name: str, type_: ValueType, *args: Any, entities: Iterable[tuple[str, str]] = (),
        concepts: Iterable[Concept] = (), **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self._property, self._type = vocabulary.prop(name), type_
        language = get_language() or "fr"
        made = dict(_value_fields(type_, entities, [(one.id, one.label(language).capitalize()) for one in concepts]))
        made |= {f"{BESIDE}{one}": _beside(one, language) for one in self._property.qualifiers}
        self.fields = {**made, **self.fields}

    def clean(self) -> dict[str, Any]:
        """Dates are checked here, so that the hint stands at the field."""
        given = super().clean()
        for name in [f"{BESIDE}{one}" for one in DATED] + ["edtf", "source_date"]:
            if given.get(name):
                try:
                    given[name] = date(given[name])
                except JudgementError as error:
                    self.add_error(name, ValidationError(refusal(error)))
        return given

    def written(self) -> Written:
        """What a valid form says."""
        given = self.cleaned_data
        said = {
            name: given[name]
            for name in ("text", "entity", "concept", "number", "unit", "bound", "edtf", "language")
            if name in given
        }
        beside = {name.removeprefix(BESIDE): text for name, text in given.items() if name.startswith(BESIDE) and text}
        return Written(self._property.id, str(self._type), qualifiers=beside, **said)

    def relied(self) -> Relied:
        """The source that a valid form names."""
        given = self.cleaned_data
        return Relied(given["source_title"], given["source_url"], given["source_date"])


def initial_of(value: Mapping[str, Any], entity: str, qualifiers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What the fields hold at first where the fact there is has ``value`` (as JSON), ``entity`` the id of one that is a value."""
    number = value.get("number")
    held = {name: value.get(name) or "" for name in ("text", "concept", "unit", "bound", "edtf", "language")}
    beside = {f"{BESIDE}{name}": text for name, text in qualifiers}
    return held | {"entity": entity, "number": "" if number is None else f"{number:g}"} | beside


def _value_fields(
    type_: ValueType, entities: Iterable[tuple[str, str]], concepts: list[tuple[str, str]]
) -> Iterable[tuple[str, forms.Field]]:
    languages = [("", gettext_lazy("none in particular")), *((code, LANGUAGE_NAMES[code]) for code in LANGUAGES)]
    match type_:
        case ValueType.ENTITY:
            yield "entity", forms.ChoiceField(choices=list(entities), label=gettext_lazy("Entity"))
        case ValueType.CONCEPT:
            yield "concept", forms.ChoiceField(choices=concepts, label=gettext_lazy("Domain"))
        case ValueType.DATE:
            yield "edtf", Line(max_length=32, label=gettext_lazy("Date"), help_text=DATES)
        case ValueType.NUMBER:
            yield "bound", forms.ChoiceField(choices=BOUNDS, required=False, label=gettext_lazy("How exact"))
            yield "number", Line(max_length=40, label=gettext_lazy("Number"))
            yield (
                "unit",
                Line(
                    max_length=80,
                    required=False,
                    label=gettext_lazy("Unit"),
                    help_text=gettext_lazy("what is counted: people, m², projects"),
                ),
            )
            yield "language", forms.ChoiceField(choices=languages, required=False, label=gettext_lazy("Language of the unit"))
        case _:
            yield "text", Line(max_length=LONGEST, label=gettext_lazy("Words"), widget=forms.Textarea(attrs={"rows": 2}))
            yield "language", forms.ChoiceField(choices=languages, required=False, label=gettext_lazy("Language"))


def _beside(name: str, language: str) -> forms.Field:
    label = vocabulary.qualifier_label(name, language)
    return Line(
        max_length=32 if name in DATED else LONGEST,
        required=False,
        label=label[:1].upper() + label[1:],
        help_text=DATES if name in DATED else "",
    )
