"""What people fill in for the ledger of small aid."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from dentelle.hub.incubator.forms import PER_NAMES, PriceForm, day_field

KIND_NAMES = {
    "rent": gettext_lazy("rent below the market"),
    "coaching": gettext_lazy("coaching"),
    "other": gettext_lazy("another advantage here"),
    "declared": gettext_lazy("declared: granted elsewhere"),
}


class AidForm(forms.Form):
    """Aid that a firm was granted."""

    kind = forms.ChoiceField(label=gettext_lazy("What it is"), choices=[one for one in KIND_NAMES.items() if one[0] != "rent"])
    day = day_field(gettext_lazy("Granted on"))
    hours = forms.DecimalField(
        label=gettext_lazy("Hours of coaching"), min_value=0, max_digits=7, decimal_places=2, required=False
    )
    rate = forms.DecimalField(
        label=gettext_lazy("Price of an hour on the market (€)"), min_value=0, max_digits=9, decimal_places=2, required=False
    )
    amount = forms.DecimalField(
        label=gettext_lazy("Amount (€)"),
        min_value=0,
        max_digits=11,
        decimal_places=2,
        required=False,
        help_text=gettext_lazy("Gross, before tax. For coaching it follows from the hours."),
    )
    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=300,
        help_text=gettext_lazy("Who granted it, or the paper that shows it."),
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("kind") == "coaching":
            for name in ("hours", "rate"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, gettext_lazy("Coaching is entered by its hours and the price of an hour."))
        elif not given.get("amount") and "amount" not in self.errors:
            self.add_error("amount", gettext_lazy("Give an amount of at least one cent."))
        return given


class NumbersForm(forms.Form):
    """The numbers of a firm in the French register of companies."""

    siren = forms.CharField(label="SIREN", max_length=20, required=False)
    siret = forms.CharField(
        label="SIRET", max_length=24, required=False, help_text=gettext_lazy("Of its establishment here; it gives the SIREN.")
    )


class MarketRentForm(PriceForm):
    """What a room would cost on the open market."""

    room = forms.TypedChoiceField(label=gettext_lazy("Room"), coerce=int)
    amount = forms.DecimalField(
        label=gettext_lazy("Market rent a month (€, without VAT)"), min_value=0, max_digits=9, decimal_places=2
    )
    per = forms.ChoiceField(label=gettext_lazy("Price"), choices=list(PER_NAMES.items()), initial="area")
    source = forms.CharField(
        label=gettext_lazy("Source"), max_length=300, help_text=gettext_lazy("A survey, an agency, a valuation.")
    )
    field_order = ("room", "since", "amount", "per", "source")

    def __init__(self, *arguments: Any, rooms: list[tuple[int, str]] | None = None, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["room"].choices = [(0, gettext_lazy("all rooms")), *(rooms or [])]
