"""What people fill in. A last day, as people write it, is one day before the ``until`` that is kept."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from dentelle.hub.incubator.communes import commune_meant, commune_named
from dentelle.hub.incubator.invoices import Price
from dentelle.hub.incubator.occupancy import Terms
from dentelle.hub.incubator.scenarios import Addition

DAY = {"type": "date"}
PER_NAMES = {
    "room": gettext_lazy("for the room"),
    "desk": gettext_lazy("for each desk"),
    "area": gettext_lazy("for each m²"),
}


def day_field(label: object, *, required: bool = True, help_text: object = "") -> forms.DateField:
    """A field for a day; empty means without an end where it is not ``required``."""
    return forms.DateField(label=label, required=required, help_text=help_text, widget=forms.DateInput(DAY, "%Y-%m-%d"))


def last_day(until: date | None) -> date | None:
    """The last day of something that does not hold any more on ``until``."""
    return until - timedelta(days=1) if until else None


def after_last(day: date | None) -> date | None:
    """The first day on which something with that last ``day`` does not hold any more."""
    return day + timedelta(days=1) if day else None


class TermsForm(forms.Form):
    """What a room is from a day on."""

    since = day_field(gettext_lazy("From"))
    area = forms.DecimalField(label="m²", min_value=Decimal("0.01"), max_digits=8, decimal_places=2)
    desks = forms.IntegerField(label=gettext_lazy("Desks"), min_value=1, max_value=10_000)
    power = forms.DecimalField(label=gettext_lazy("Power (kW)"), min_value=0, max_digits=8, decimal_places=2, required=False)
    fibre = forms.IntegerField(label=gettext_lazy("Fibre (Mbit/s)"), min_value=0, max_value=10_000_000, required=False)
    accessible = forms.BooleanField(label=gettext_lazy("Accessible by wheelchair"), required=False)

    def terms(self) -> Terms:
        """The terms of a valid form."""
        given = self.cleaned_data
        power, fibre = given["power"] or Decimal(0), given["fibre"] or 0
        return Terms(given["since"], given["area"], given["desks"], power, fibre, given["accessible"])


class CommuneField(forms.CharField):
    """A commune as people write it; its value is the INSEE code, "" for none."""

    def __init__(self) -> None:
        said = gettext_lazy("Its name or INSEE code: Denain, 59172. It tells in whose search the free rooms are found.")
        super().__init__(label=gettext_lazy("Commune"), max_length=100, required=False, help_text=said)

    def clean(self, value: Any) -> str:
        """The code. Raises ValidationError where nobody could be sure which commune is meant."""
        said = super().clean(value).strip()
        code = commune_meant(said)
        if said and not code:
            raise forms.ValidationError(gettext("This is no commune of France, or more than one: write its INSEE code."))
        return code

    def prepare_value(self, value: Any) -> Any:
        """A code with the name of its commune."""
        return commune_named(value) if isinstance(value, str) else value


class SiteForm(forms.Form):
    """Where buildings stand."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    address = forms.CharField(label=gettext_lazy("Address"), max_length=300, required=False)
    commune = CommuneField()


class RoomForm(TermsForm):
    """A new room; its building and site are made when they are new."""

    site = forms.CharField(label=gettext_lazy("Site"), max_length=120)
    commune = CommuneField()
    building = forms.CharField(label=gettext_lazy("Building"), max_length=120)
    name = forms.CharField(label=gettext_lazy("Room"), max_length=120)
    shared = forms.BooleanField(label=gettext_lazy("Shared: let by desks"), required=False)
    amount = forms.DecimalField(
        label=gettext_lazy("Price a month (€, without VAT)"), min_value=0, max_digits=9, decimal_places=2, required=False
    )
    per = forms.ChoiceField(label=gettext_lazy("Price"), choices=list(PER_NAMES.items()))
    field_order = ("site", "commune", "building", "name", "since")

    def price(self) -> Price | None:
        """The price of a valid form; None where none was given."""
        given = self.cleaned_data
        return None if given["amount"] is None else Price(given["since"], given["amount"], given["per"])


class RoomNameForm(forms.Form):
    """What a room is called, and how it is let."""

    name = forms.CharField(label=gettext_lazy("Room"), max_length=120)
    shared = forms.BooleanField(
        label=gettext_lazy("Shared: let by desks"),
        required=False,
        help_text=gettext_lazy("As long as nobody has or had the room."),
    )


class PriceForm(forms.Form):
    """What a room costs from a day on."""

    since = day_field(gettext_lazy("From"))
    amount = forms.DecimalField(label=gettext_lazy("Price a month (€, without VAT)"), min_value=0, max_digits=9, decimal_places=2)
    per = forms.ChoiceField(label=gettext_lazy("Price"), choices=list(PER_NAMES.items()))

    def price(self) -> Price:
        """The price of a valid form."""
        return Price(**self.cleaned_data)


class CloseForm(forms.Form):
    """When a room closes."""

    last = day_field(gettext_lazy("Last day open"), required=False, help_text=gettext_lazy("Empty: it stays open."))


class StayForm(forms.Form):
    """A firm in a room."""

    firm = forms.CharField(label=gettext_lazy("Firm"), max_length=200)
    activity = forms.CharField(label=gettext_lazy("Activity, in a few words"), max_length=120, required=False)
    room = forms.TypedChoiceField(label=gettext_lazy("Room"), coerce=int)
    desks = forms.IntegerField(
        label=gettext_lazy("Desks"),
        min_value=1,
        max_value=10_000,
        required=False,
        help_text=gettext_lazy("For a shared room only; any other is let whole."),
    )
    since = day_field(gettext_lazy("From"))
    last = day_field(gettext_lazy("Last day of the agreement"), required=False, help_text=gettext_lazy("Empty: without an end."))
    agreement = forms.CharField(label=gettext_lazy("Agreement (number or title)"), max_length=120, required=False)
    rent = forms.DecimalField(
        label=gettext_lazy("Agreed rent a month (€, without VAT)"),
        min_value=0,
        max_digits=9,
        decimal_places=2,
        required=False,
        help_text=gettext_lazy("Empty: the price of the room."),
    )

    def __init__(self, *arguments: Any, rooms: list[tuple[int, str]] | None = None, **named: Any) -> None:
        super().__init__(*arguments, **named)
        if "room" in self.fields:
            self.fields["room"].choices = rooms or []


class StayChangeForm(StayForm):
    """What may change of a stay: not who, where and since when."""

    firm = activity = room = since = None
    leaving = day_field(
        gettext_lazy("Last day before the agreement ends"),
        required=False,
        help_text=gettext_lazy("An exit that is planned earlier: the room is free on the day after."),
    )
    field_order = ("last", "leaving")


class FirmForm(forms.Form):
    """A firm and what it is in the atlas."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    activity = forms.CharField(label=gettext_lazy("Activity, in a few words"), max_length=120, required=False)
    identity = forms.ChoiceField(label=gettext_lazy("In the atlas"), required=False)

    def __init__(self, *arguments: Any, entities: list[tuple[str, str]] | None = None, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["identity"].choices = [("", gettext_lazy("not there")), *(entities or [])]


class WaitForm(forms.Form):
    """One who waits, and for what."""

    firm = forms.CharField(label=gettext_lazy("Firm"), max_length=200)
    activity = forms.CharField(label=gettext_lazy("Activity, in a few words"), max_length=120, required=False)
    arrived = day_field(gettext_lazy("Waits since"))
    area = forms.DecimalField(
        label=gettext_lazy("m² of its own"),
        min_value=0,
        max_digits=8,
        decimal_places=2,
        required=False,
        help_text=gettext_lazy("Empty: desks in a shared room will do, too."),
    )
    desks = forms.IntegerField(label=gettext_lazy("Desks"), min_value=1, max_value=10_000, initial=1)
    fibre = forms.IntegerField(label=gettext_lazy("Fibre, at least (Mbit/s)"), min_value=0, max_value=10_000_000, required=False)
    accessible = forms.BooleanField(label=gettext_lazy("Needs wheelchair access"), required=False)
    earliest = day_field(gettext_lazy("Not before"), required=False)
    latest = day_field(gettext_lazy("Not after"), required=False)
    note_ = forms.CharField(label=gettext_lazy("Note"), max_length=500, required=False)

    def given(self) -> dict[str, Any]:
        """What a valid form says, nothing as 0."""
        given = dict(self.cleaned_data)
        return {**given, "area": given["area"] or Decimal(0), "fibre": given["fibre"] or 0}


class NeedForm(forms.Form):
    """A need to ask the forecast about; all may be empty."""

    area = forms.DecimalField(label=gettext_lazy("m² of its own"), min_value=0, max_digits=8, decimal_places=2, required=False)
    desks = forms.IntegerField(label=gettext_lazy("Desks"), min_value=1, max_value=10_000, required=False)
    fibre = forms.IntegerField(label=gettext_lazy("Fibre, at least (Mbit/s)"), min_value=0, max_value=10_000_000, required=False)
    accessible = forms.BooleanField(label=gettext_lazy("Needs wheelchair access"), required=False)


class ScenarioForm(forms.Form):
    """A new scenario."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    note_ = forms.CharField(label=gettext_lazy("Note"), max_length=500, required=False)


class AdditionForm(forms.Form):
    """Rooms alike that a scenario adds."""

    name = forms.CharField(label=gettext_lazy("What they are called"), max_length=100)
    count = forms.IntegerField(label=gettext_lazy("How many rooms"), min_value=1, max_value=200, initial=1)
    opens = day_field(gettext_lazy("Open from"))
    area = forms.DecimalField(label=gettext_lazy("m² of each"), min_value=Decimal("0.01"), max_digits=8, decimal_places=2)
    desks = forms.IntegerField(label=gettext_lazy("Desks in each"), min_value=1, max_value=1_000)
    rent = forms.DecimalField(
        label=gettext_lazy("Rent of each a month (€, without VAT)"),
        min_value=0,
        max_digits=9,
        decimal_places=2,
        help_text=gettext_lazy("In shared rooms: of each desk."),
    )
    fibre = forms.IntegerField(label=gettext_lazy("Fibre (Mbit/s)"), min_value=0, max_value=10_000_000, required=False)
    shared = forms.BooleanField(label=gettext_lazy("Shared: let by desks"), required=False)
    accessible = forms.BooleanField(label=gettext_lazy("Accessible by wheelchair"), required=False)

    def addition(self) -> Addition:
        """The rooms of a valid form."""
        return Addition(**{**self.cleaned_data, "fibre": self.cleaned_data["fibre"] or 0})


class MonthForm(forms.Form):
    """A month to bill."""

    month = day_field(gettext_lazy("A day of the month"), required=False)
