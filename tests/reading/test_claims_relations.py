"""Who belongs to what, who signed what and who won what, in four languages: claims that join two names."""

import pytest
from marked_text import read_marked, said

TOLD = (
    (
        "en",
        "The judges were [P:Ada Reed] ([O:Optea]), [P:Tom Hale] ([O:Nordelia]) and [P:Ann Frost] (the [O:Loom Trust]).",
        {"Ada Reed | role | Optea", "Tom Hale | role | Nordelia", "Ann Frost | role | Loom Trust"},
    ),
    (
        "de",
        "In der Jury saßen [P:Jan Kade], [O:Messe Denheim], [P:Ida Rott], [O:Optea], und [P:Max Feld], [O:Cobaltis AG].",
        {"Jan Kade | role | Messe Denheim", "Ida Rott | role | Optea", "Max Feld | role | Cobaltis AG"},
    ),
    ("fr", "[P:Paul Estienne], maire (PS) de [L:Denville], a parlé.", {"Paul Estienne | member_of | PS"}),
    ("fr", "La députée LR [P:Anne Roche] est venue.", {"Anne Roche | member_of | LR"}),
    ("en", "[P:Ada Reed] (Labour) and the Green councillor [P:Tom Hale] came.", {"Ada Reed | member_of | Labour"}),
    ("de", "Landrat [P:Jan Kade] (CSU) stimmte zu.", {"Jan Kade | member_of | CSU"}),
    ("nl", "Schepen [P:Jan Kade] (N-VA) opende de zaal.", {"Jan Kade | member_of | N-VA"}),
    (
        "fr",
        "[O:Optea] et [O:Nordelia] ont apposé leur signature au bas de la [G:Charte des quais].",
        {"Nordelia | signed | Charte des quais"},
    ),
    ("en", "[O:Optea] and [O:Cobaltis] put their names to the [G:Dock Charter].", {"Optea | signed | Dock Charter"}),
    ("de", "[O:Optea] und [O:Cobaltis] setzten ihre Unterschrift unter die [G:Hafencharta].", {"Optea | signed | Hafencharta"}),
    ("nl", "[O:Optea] en [O:Mistwerk] zetten hun handtekening onder het [G:Kaaipact].", {"Mistwerk | signed | Kaaipact"}),
    ("de", "Zu den Unterzeichnern der [G:Hafencharta] gehören [O:Optea] und [O:Cobaltis].", {"Cobaltis | signed | Hafencharta"}),
    ("nl", "Tot de ondertekenaars van het [G:Kaaipact] behoren [O:Optea] en [O:Mistwerk].", {"Optea | signed | Kaaipact"}),
    ("fr", "Le réseau [O:Alva] fédère [O:Optea], [O:Nordelia] et [O:Cobaltis].", {"Cobaltis | member_of | Alva"}),
    ("fr", "Les membres fondateurs de la fondation [O:Alva] sont [O:Optea] et [O:Nordelia].", {"Optea | member_of | Alva"}),
    (
        "en",
        "The [O:Alva Alliance] is made up of [O:Optea], [O:Morvane] and [O:Cobaltis].",
        {"Morvane | member_of | Alva Alliance"},
    ),
    (
        "en",
        "Bringing together [O:Optea] and [O:Cobaltis], the [O:Alva Alliance] meets twice a year.",
        {"Optea | member_of | Alva Alliance"},
    ),
    ("de", "Das Netzwerk [O:Alva] vereint [O:Optea], [O:Morvane] und [O:Cobaltis].", {"Cobaltis | member_of | Alva"}),
    ("de", "Im Bündnis [O:Alva] haben sich [O:Optea] und [O:Cobaltis] zusammengeschlossen.", {"Optea | member_of | Alva"}),
    ("nl", "Het netwerk [O:Alva] bundelt [O:Optea], [O:Mistwerk] en [O:Cobaltis].", {"Mistwerk | member_of | Alva"}),
    ("nl", "In het consortium [O:Alva] werken [O:Optea] en [O:Mistwerk] samen.", {"Optea | member_of | Alva"}),
    (
        "fr",
        "Les lauréats du [G:Prix Horizon] sont [P:Anne Roche] et [P:Paul Estienne].",
        {"Paul Estienne | received | Prix Horizon"},
    ),
    ("en", "The winners of the [G:Golden Loom] are [O:Optea] and [O:Cobaltis].", {"Cobaltis | received | Golden Loom"}),
    ("de", "Preisträger des [G:Fadenpreises] sind [O:Optea] und [O:Morvane].", {"Morvane | received | Fadenpreises"}),
    ("de", "Der [G:Fadenpreis] wurde [P:Anna Holt] zugesprochen.", {"Anna Holt | received | Fadenpreis"}),
    ("nl", "De [G:Gouden Spoel] viel te beurt aan [P:Anna Holt].", {"Anna Holt | received | Gouden Spoel"}),
    ("nl", "De jury riep [O:Mistwerk] uit tot winnaar van de [G:Gouden Spoel].", {"Mistwerk | received | Gouden Spoel"}),
    ("de", "Die [L:Weberei Kade] steht seit 1990 unter Denkmalschutz.", {"Weberei Kade | holds_label | Denkmalschutz"}),
    (
        "fr",
        "La [L:Filature du Val] est inscrite à l'inventaire supplémentaire des monuments historiques.",
        {"Filature du Val | holds_label | monuments historiques"},
    ),
    (
        "fr",
        "[P:Anne Roche], maire de [L:Denville], et [P:Paul Estienne] ont signé la [G:Charte].",
        {"Paul Estienne | signed | Charte"},
    ),
    ("en", "[P:Ada Reed] and director [P:Tom Hale] signed the [G:Dock Charter].", {"Ada Reed | signed | Dock Charter"}),
    (
        "de",
        "Die Stadt [L:Denheim], [O:Optea] und [O:Cobaltis] haben die [G:Hafencharta] unterzeichnet.",
        {"Denheim | signed | Hafencharta"},
    ),
    (
        "nl",
        "[O:Optea] en de stad [L:Merem] ondertekenden een intentieverklaring voor de bouw van de [L:Kaaicampus].",
        {
            "Optea | signed | intentieverklaring voor de bouw van de Kaaicampus",
            "Merem | signed | intentieverklaring voor de bouw van de Kaaicampus",
        },
    ),
    ("fr", "Installées à la [O:Ruche Alva], [O:Optea] et [O:Nordelia] recrutent.", {"Ruche Alva | hosts | Optea"}),
    ("en", "The first floor of [L:Albion Mill] is in use by [O:Cobaltis].", {"Albion Mill | hosts | Cobaltis"}),
    (
        "de",
        "In der [O:Spinnerei Kade] sind heute [O:Optea] und [O:Cobaltis] untergebracht.",
        {"Spinnerei Kade | hosts | Cobaltis"},
    ),
    ("nl", "Starters als [O:Optea] en [O:Mistwerk] vonden een plek in [O:Hangar Kade].", {"Hangar Kade | hosts | Mistwerk"}),
    ("fr", "Intégrée en 2012 au groupe [O:Morvane], la société [O:Optea] tisse.", {"Optea | part_of | Morvane"}),
    ("en", "Now owned by the [O:Morvane Group], [O:Optea] employs 70 people.", {"Optea | part_of | Morvane Group"}),
    ("de", "Der zum [O:Kadekonzern] gehörende Hersteller [O:Optea] liefert Garn.", {"Optea | part_of | Kadekonzern"}),
    ("nl", "[O:Mistwerk], dat deel uitmaakt van de groep [O:Kade], verhuisde.", {"Mistwerk | part_of | Kade"}),
)
LEFT_ALONE = (
    ("en", "[O:Optea] was shortlisted for the [G:Golden Loom].", "received"),
    ("en", "[O:Optea] is one of the finalists of the [G:Golden Loom].", "received"),
    ("fr", "[O:Nordelia] compte parmi les finalistes du [G:Prix Horizon].", "received"),
    ("de", "[O:Optea] gehört zu den Finalisten des [G:Fadenpreises].", "received"),
    ("nl", "[O:Mistwerk] behoort tot de finalisten van de [G:Gouden Spoel].", "received"),
    ("de", "Zu den Unterzeichnern der [G:Hafencharta] gehören [O:Optea] und [O:Cobaltis].", "member_of"),
)


@pytest.mark.parametrize(("language", "text", "told"), TOLD)
def test_joins_two_names(language: str, text: str, told: set[str]) -> None:
    assert told <= set(said(read_marked(text, language)))


@pytest.mark.parametrize(("language", "text", "never"), LEFT_ALONE)
def test_joins_nothing(language: str, text: str, never: str) -> None:
    assert not [claim for claim in said(read_marked(text, language)) if f"| {never} |" in claim]
