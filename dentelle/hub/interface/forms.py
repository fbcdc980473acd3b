"""What people fill in: a need, its facts, who is asked, an offer."""

import json
import re
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext, gettext_lazy

from dentelle.hub.interface.facts import FACTS
from dentelle.hub.interface.heard import place_code, place_name
from dentelle.hub.interface.models import OUTCOMES, Need, Offer
from dentelle.hub.interface.reasons import fact_label, project_labels
from dentelle.hub.interface.referral_states import REASONS
from dentelle.hub.interface.terms import FAMILIES

FAMILY_NAMES = {
    "service": gettext_lazy("Services"),
    "premises": gettext_lazy("Premises"),
    "funding": gettext_lazy("Funding"),
    "training": gettext_lazy("Training"),
    "adviser": gettext_lazy("Advisers"),
}
OUTCOME_NAMES = {
    "helped": gettext_lazy("The firm was helped"),
    "partly": gettext_lazy("It was helped in part"),
    "not_helped": gettext_lazy("Nobody could help"),
    "gave_up": gettext_lazy("The firm gave up"),
}
REASON_NAMES = {
    "not_ours": gettext_lazy("It is not for us"),
    "not_eligible": gettext_lazy("A condition is not met"),
    "no_capacity": gettext_lazy("No time or no place"),
    "unreachable": gettext_lazy("The firm cannot be reached"),
    "already_helped": gettext_lazy("Somebody else helps already"),
    "other": gettext_lazy("Another reason"),
}
STATE_NAMES = {
    "sent": gettext_lazy("waiting for an answer"),
    "accepted": gettext_lazy("accepted"),
    "declined": gettext_lazy("declined"),
    "done": gettext_lazy("done"),
    "withdrawn": gettext_lazy("withdrawn"),
    "handed_over": gettext_lazy("handed over"),
}
ANY = [("", gettext_lazy("any"))]


class NeedForm(forms.Form):
    """A need in its own words, and who has it."""

    text = forms.CharField(
        label=gettext_lazy("What is needed?"),
        max_length=20_000,
        widget=forms.Textarea({"rows": 6, "autofocus": True}),
        help_text=gettext_lazy(
            "In French, English, German or Dutch, as it is said. Surfaces, desks, days and places are read in it."
        ),
    )
    firm = forms.CharField(label=gettext_lazy("Firm"), max_length=200, required=False)
    person = forms.CharField(label=gettext_lazy("Person"), max_length=200, required=False)
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    phone = forms.CharField(label=gettext_lazy("Telephone"), max_length=60, required=False)
    anonymous = forms.BooleanField(
        label=gettext_lazy("Anonymous"),
        required=False,
        help_text=gettext_lazy("Recipients learn the name only when both sides agree."),
    )


class FactsForm(forms.Form):
    """All facts of a need; empty is unknown. What was heard in its text stands here, to be confirmed."""

    family = forms.ChoiceField(label=gettext_lazy("Kind of help"), required=False, choices=[*ANY, *FAMILY_NAMES.items()])

    def __init__(self, data: Any = None, *, need: Need) -> None:
        initial = {name: shown(name, value) for name, value in need.facts.items()}
        initial |= {name: shown(name, value) for name, (value, _) in need.read.items()}
        super().__init__(data, initial={**initial, "family": need.family})
        for name, kind in FACTS.items():
            self.fields[name] = _field(name, kind)
            if name in need.read:
                self.fields[name].help_text = gettext("read: “%(words)s” – please confirm") % {"words": need.read[name][1]}
                self.fields[name].widget.attrs["class"] = "heard"

    def facts(self) -> dict[str, Any]:
        """The facts of a valid form, without those that are unknown."""
        found = {}
        for name, kind in FACTS.items():
            value = self.cleaned_data[name]
            if kind == "boolean":
                value = {"yes": True, "no": False}.get(value)
            elif name == "commune":
                value = place_code(value)
            elif name == "wanted_area":
                value = [place_code(part) for part in re.split(r"[,;]+", value) if part.strip()]
            elif kind == "day" and value:
                value = value.isoformat()
            if value not in (None, "", []):
                found[name] = value
        return found


def _field(name: str, kind: str) -> forms.Field:
    label = fact_label(name, get_language() or "fr")
    if kind == "boolean":
        choices = [("", gettext_lazy("not known")), ("yes", gettext_lazy("yes")), ("no", gettext_lazy("no"))]
        return forms.ChoiceField(label=label, required=False, choices=choices)
    if kind == "number":
        return forms.FloatField(
            label=label, required=False, min_value=0, max_value=1e15, widget=forms.NumberInput({"step": "any"})
        )
    if kind == "day":
        return forms.DateField(label=label, required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    if name == "project_type":
        projects = project_labels(get_language() or "fr")
        return forms.MultipleChoiceField(
            label=label, required=False, choices=list(projects.items()), widget=forms.CheckboxSelectMultiple
        )
    return forms.CharField(label=label, required=False, max_length=400)


def shown(name: str, value: Any) -> Any:
    """A fact as its field shows it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if name == "wanted_area":
        return ", ".join(place_name(code) for code in (value if isinstance(value, list) else [value]))
    return place_name(value) if name == "commune" else value


class ReferForm(forms.Form):
    """Who is asked: offers that are ticked, and somebody else by name."""

    offer = forms.MultipleChoiceField(required=False)
    recipient = forms.CharField(label=gettext_lazy("Somebody else"), max_length=200, required=False)
    email = forms.EmailField(label=gettext_lazy("Their e-mail"), required=False)

    def __init__(self, *arguments: Any, keys: list[str] | None = None, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["offer"].choices = [(key, key) for key in keys or []]


class CloseForm(forms.Form):
    """What came of a need."""

    outcome = forms.ChoiceField(label=gettext_lazy("What came of it"), choices=[(name, OUTCOME_NAMES[name]) for name in OUTCOMES])
    answer = forms.CharField(
        label=gettext_lazy("What the firm says of it"), required=False, max_length=4_000, widget=forms.Textarea({"rows": 3})
    )


class AnswerForm(forms.Form):
    """A recipient's one answer."""

    does = forms.ChoiceField(choices=[("accept", ""), ("decline", ""), ("done", ""), ("agree", "")])
    reason = forms.ChoiceField(
        label=gettext_lazy("Reason, if you decline"),
        required=False,
        choices=[("", "—"), *((name, REASON_NAMES[name]) for name in REASONS)],
    )
    words = forms.CharField(
        label=gettext_lazy("What you want to say"), required=False, max_length=4_000, widget=forms.Textarea({"rows": 3})
    )


class OfferForm(forms.Form):
    """An offer; conditions are lines such as ``headcount <= 50``."""

    family = forms.ChoiceField(label=gettext_lazy("Family"), choices=[(name, FAMILY_NAMES[name]) for name in FAMILIES])
    language = forms.ChoiceField(
        label=gettext_lazy("Language"), choices=[("fr", "Français"), ("en", "English"), ("de", "Deutsch"), ("nl", "Nederlands")]
    )
    title = forms.CharField(label=gettext_lazy("Title"), max_length=300)
    text = forms.CharField(
        label=gettext_lazy("Description"), required=False, widget=forms.Textarea({"rows": 5}), max_length=20_000
    )
    provider = forms.CharField(label=gettext_lazy("Provider"), max_length=200, required=False)
    contact = forms.CharField(label=gettext_lazy("Contact"), max_length=200, required=False)
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    phone = forms.CharField(label=gettext_lazy("Telephone"), max_length=60, required=False)
    perimeter = forms.CharField(
        label=gettext_lazy("Perimeter"),
        max_length=2_000,
        required=False,
        help_text=gettext_lazy("Codes with spaces between: 59606, D59, R32, FR. Empty: everywhere."),
    )
    domains = forms.CharField(
        label=gettext_lazy("Domains"), max_length=1_000, required=False, help_text=gettext_lazy("With vertical bars between.")
    )
    conditions = forms.CharField(
        label=gettext_lazy("Conditions"),
        required=False,
        max_length=4_000,
        widget=forms.Textarea({"rows": 4, "spellcheck": "false"}),
        help_text=gettext_lazy("One a line, all required: headcount<=50 or naf_prefix=13,14."),
    )
    opens = forms.DateField(label=gettext_lazy("Opens"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    closes = forms.DateField(label=gettext_lazy("Closes"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))

    @staticmethod
    def of(offer: Offer) -> dict[str, Any]:
        """What the form shows of ``offer``."""
        lines = [f"{one['field']} {one['op']} {_written(one['value'])}" for one in offer.conditions]
        plain = {
            name: getattr(offer, name)
            for name in ("family", "language", "title", "text", "provider", "contact", "email", "phone", "opens", "closes")
        }
        return {
            **plain,
            "perimeter": " ".join(offer.perimeter),
            "domains": " | ".join(offer.domains),
            "conditions": "\n".join(lines),
        }


def _written(value: Any) -> str:
    parts = value if isinstance(value, list) else [value]
    return ", ".join(part if isinstance(part, str) else json.dumps(part) for part in parts)


class FileForm(forms.Form):
    """A file of offers."""

    file = forms.FileField(
        label=gettext_lazy("CSV, JSON, or a workbook (xlsx, ods)"),
        help_text=gettext_lazy("Of a workbook the first sheet is read."),
    )
