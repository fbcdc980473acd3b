# ruff: noqa: E501 - the texts are set as they read
"""A small atlas of Valenciennes: every sort of fact, source and doubt that a page has to show."""

from dataclasses import dataclass, field

from atlas_rows import AtlasRows, concept_value, date_value, number_value, text_value

from dentelle.atlas.models import ClaimRow

TOWN_TEXT = """Une ville de dentelle

On y battait monnaie dès l’époque de Charles le Chauve, vers 870. La dentelle l’a rendue célèbre aux XVIIe et XVIIIe siècles. Le reste vint plus tard.

La fosse de Fresnes-sur-Escaut livra le premier charbon de France en 1721. Les Ateliers numériques hébergent onze entreprises, dont Praxys et 3ISN.
"""
CHARTER_TEXT = """Le pôle numérique aura sa charte

La charte doit couvrir la santé et la culture. L’université a signé le texte. Une réunion publique se tiendra début mai 2019.
"""
GERMAN_TEXT = """Die Stadt Valenciennes

Das Stadtgebiet zählt 43.468 Einwohner. Um 870 wurden hier Münzen geprägt. Karl der Kahle ließ sie schlagen."""
SECRET = "Cette phrase ne doit paraître nulle part."
NONE_TEXT = f"Bulletin réservé. {SECRET} Fin."
QUOTED = "L’agglomération compte 245 900 habitants."
QUOTE_TEXT = (
    f"Un titre.\n\nPhrase lointaine. Phrase d’avant. {QUOTED} Phrase d’après. Phrase invisible et tout à fait hors de portée."
)


@dataclass
class Town:
    rows: AtlasRows = field(default_factory=AtlasRows)
    sources: dict = field(default_factory=dict)
    entities: dict = field(default_factory=dict)
    facts: dict = field(default_factory=dict)


def weave_town() -> Town:
    town = Town()
    rows = town.rows
    rows.publish()
    _sources(town)
    _entities(town)
    _history(town)
    _hub(town)
    rows.finding(
        "counts",
        "right",
        "21 prizes",
        town.entities["prix"],
        outcome="right",
        subject="Prix de Rome",
        stated="21",
        noun="prix",
        listed="21",
    )
    rows.finding(
        "rivals",
        "warning",
        "Two",
        town.entities["metropole"],
        entity="Valenciennes Métropole",
        property="count",
        values="191885 / 245900",
        claims=list(
            ClaimRow.objects.filter(subject=town.entities["metropole"].identity, property="count").values_list("key", flat=True)
        ),
    )
    return town


def _sources(town: Town) -> None:
    add = town.rows.source
    town.sources = {
        "town": add("town.txt", text=TOWN_TEXT, title="Une ville de dentelle", publisher="Ville de Valenciennes", date="2019-04", page="host",
                    licence="Licence Ouverte 2.0", url="https://example.org/ville"),
        "charter": add("charte.html", text=CHARTER_TEXT, title="Le pôle numérique aura sa charte", publisher="Gazette du Nord", date="2005-02-03"),
        "german": add("stadt.txt", text=GERMAN_TEXT, title="Die Stadt Valenciennes", publisher="Stadtführer", language="de", page="host"),
        "none": add("bulletin.txt", text=NONE_TEXT, title="Bulletin", publisher="Bulletin réservé", publish="none"),
        "quote": add("gazetier.txt", text=QUOTE_TEXT, title="Petit gazetier", publisher="Trésor des régions", publish="quote",
                     url="https://example.org/gazetier"),
        "list": add("partenaires.csv", title="Liste des partenaires", publisher="CCI Grand Hainaut", format="csv", date="2026"),
    }  # fmt: skip


def _entities(town: Town) -> None:
    add = town.rows.entity
    town.entities = {
        "valenciennes": add("Valenciennes", "place", "commune", also=(("Valencijn", "nl"),), sources=4, identifiers=[["insee", "59606"]]),
        "metropole": add("Valenciennes Métropole", "organisation", "intercommunality", language="fr", sources=3),
        "fresnes": add("Fresnes-sur-Escaut", "place", "commune"),
        "ateliers": add("Ateliers numériques de Valenciennes", "organisation", "incubator", language="fr", sources=2,
                        also=(("Ateliers numériques", "fr"), ("Digital Workshops", "en"))),
        "praxys": add("Praxys", "organisation", "company"),
        "3isn": add("3ISN", "organisation", "company"),
        "charles": add("Charles le Chauve", "person", language="fr", also=(("Karl der Kahle", "de"), ("Charles the Bald", "en"))),
        "universite": add("Université de Valenciennes", "organisation", "university", language="fr"),
        "charte": add("Charte du pôle numérique", "programme", "charter", language="fr"),
        "french_tech": add("French Tech", "programme", "label", language="en"),
        "communaute": add("Communauté French Tech Grand Hainaut", "organisation", "network", language="fr"),
        "reunion": add("Réunion publique", "event", "meeting", language="fr"),
        "salon": add("Salon sans date", "event", "fair", language="fr"),
        "prix": add("Prix de Rome", "programme", "award", language="fr"),
    }  # fmt: skip


def _history(town: Town) -> None:
    rows, s, e = town.rows, town.sources, town.entities
    coins = "On y battait monnaie dès l’époque de Charles le Chauve, vers 870."
    town.facts["coins"] = rows.fact(
        e["valenciennes"], "happened", date_value("0870~", "vers 870"), (s["town"], coins), (s["german"], "Um 870 wurden hier Münzen geprägt."),
        qualifiers=(("what", "monnaie battue"),), earliest="0865-01-01", latest="0875-12-31",
    )  # fmt: skip
    rows.fact(e["valenciennes"], "happened", date_value("16XX/17XX"), (s["town"], "La dentelle l’a rendue célèbre aux XVIIe et XVIIIe siècles."),
              qualifiers=(("what", "essor de la dentelle"),), earliest="1600-01-01", latest="1799-12-31")  # fmt: skip
    rows.fact(e["fresnes"], "happened", date_value("1721"), (s["town"], "La fosse de Fresnes-sur-Escaut livra le premier charbon de France en 1721."),
              qualifiers=(("what", "premier charbon"),), earliest="1721-01-01", latest="1721-12-31")  # fmt: skip
    rows.fact(
        e["valenciennes"],
        "count",
        number_value(43468, "Einwohner", "de"),
        (s["german"], "Das Stadtgebiet zählt 43.468 Einwohner."),
    )
    rows.fact(
        e["metropole"],
        "count",
        number_value(191885, "habitants"),
        (s["list"], "Valenciennes Métropole; 191885"),
        conflict="population",
    )
    rows.fact(e["metropole"], "count", number_value(245900, "habitants"), (s["quote"], QUOTED), conflict="population", rank=1)
    rows.fact(
        e["metropole"],
        "happened",
        date_value("2001"),
        (s["none"], SECRET),
        qualifiers=(("what", "nom pris"),),
        earliest="2001-01-01",
    )


def _hub(town: Town) -> None:
    rows, s, e = town.rows, town.sources, town.entities
    hosts = "Les Ateliers numériques hébergent onze entreprises, dont Praxys et 3ISN."
    rows.fact(e["ateliers"], "hosts", e["praxys"], (s["town"], hosts))
    rows.fact(e["ateliers"], "hosts", e["3isn"], (s["town"], hosts))
    rows.fact(
        e["ateliers"], "works_in", concept_value("new_activities"), (s["list"], "Ateliers numériques; création d’activités")
    )
    rows.fact(e["praxys"], "works_in", text_value("SSII"), (s["list"], "Praxys; SSII"), status="proposed")
    rows.fact(e["universite"], "works_in", concept_value("training"), (s["list"], "Université; formation"))
    planned = "La charte doit couvrir la santé et la culture."
    for domain in ("health", "culture"):
        rows.fact(e["charte"], "covers", concept_value(domain), (s["charter"], planned), status="planned")
    rows.fact(e["universite"], "signed", e["charte"], (s["charter"], "L’université a signé le texte."))
    rows.fact(
        e["communaute"],
        "holds_label",
        e["french_tech"],
        (s["list"], "Grand Hainaut; French Tech"),
        qualifiers=(("from", "2019-04"),),
    )
    rows.fact(e["reunion"], "takes_place", date_value("2019-05~", "début mai 2019"), (s["charter"], "Une réunion publique se tiendra début mai 2019."),
              status="planned", earliest="2019-05-01", latest="2019-05-31")  # fmt: skip
