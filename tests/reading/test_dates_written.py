"""Dates as the four languages write them."""

import pytest

from dentelle.reading.dates import dates_in

FRENCH = {
    "le 3 mai 2019": ["2019-05-03"],
    "Du 14 au 17 mars 2019": ["2019-03-14/2019-03-17"],
    "du 30 juin au 2 juillet 2016": ["2016-06-30/2016-07-02"],
    "1er janvier 2000": ["2000-01-01"],
    "samedi 16 mars": ["XXXX-03-16"],
    "du 3 au 5 mai": ["XXXX-05-03/XXXX-05-05"],
    "en septembre 2009": ["2009-09"],
    "début mai 2019": ["2019-05~"],
    "fin 2016": ["2016~"],
    "vers 1646": ["1646~"],
    "aux XVIIe et XVIIIe siècles": ["16XX/17XX"],
    "au XIXe siècle": ["18XX"],
    "au dix-huitième siècle": ["17XX"],
    "dans les années 1990": ["199X"],
    "dans les années 80": ["198X"],
    "de 1737 à 1948": ["1737/1948"],
    "Saly (1717-1776)": ["1717/1776"],
    "au printemps 2015": ["2015-21"],
    "depuis l’année 2012": ["2012"],
    "2019-04-03": ["2019-04-03"],
    "le 03/04/2019": ["2019-04-03"],
    "de mars à juin 2018": ["2018-03/2018-06"],
    "en 1988 et en 2000": ["1988", "2000"],
    "1200 habitants": [],
    "plus de 1500 entreprises": [],
    "1800 m² de bureaux": [],
    "aujourd'hui, cette année, l'an dernier": [],
    "norme ISO 1400": [],
    "© 2019": [],
    "Tél. 03 27 51 2015": [],
}
ENGLISH = {
    "on 3 February 1720": ["1720-02-03"],
    "March 5, 2018": ["2018-03-05"],
    "the 3rd of June 2017": ["2017-06-03"],
    "from 3 to 5 July 2015": ["2015-07-03/2015-07-05"],
    "June 3-5, 2017": ["2017-06-03/2017-06-05"],
    "in early 2018": ["2018~"],
    "the end of 2019": ["2019~"],
    "the beginning of May 2019": ["2019-05~"],
    "circa 870": ["0870~"],
    "the 17th and 18th centuries": ["16XX/17XX"],
    "the nineteenth century": ["18XX"],
    "in the early 1990s": ["199X"],
    "the nineties": ["199X"],
    "spring 2015": ["2015-21"],
    "winter 2018/19": ["2018-24"],
    "between 1725 and 1780": ["1725/1780"],
    "since 1991": ["1991"],
    "the 2014 prize": ["2014"],
    "9 April": ["XXXX-04-09"],
    "in 1855 and 1856": ["1855", "1856"],
    "dating from c.1770": ["1770~"],
    "since the mid-1950s": ["195X"],
    "the 19th and early 20th centuries": ["18XX", "19XX"],
    "the 16th- and 17th-century walls": ["15XX", "16XX"],
    "Mon. Jan. 6th, 1800": ["1800-01-06"],
    "21 Mar 2014": ["2014-03-21"],
    "(b.1928)": ["1928"],
    "in Q3 2016": ["2016-07/2016-09"],
    "the first quarter of 2017": ["2017-01/2017-03"],
    "1500 people": [],
    "He may go": [],
    "room 1204 today": [],
    "12 Mill Street, 2040 Dorby": [],
}
GERMAN = {
    "am 20. September 2018": ["2018-09-20"],
    "27.09.2018": ["2018-09-27"],
    "6.–8. Juni 2018": ["2018-06-06/2018-06-08"],
    "vom 3. bis 5. Juli 2015": ["2015-07-03/2015-07-05"],
    "6. Oktober 2019 bis 12. Januar 2020": ["2019-10-06/2020-01-12"],
    "16./17. November 2019": ["2019-11-16/2019-11-17"],
    "um 870": ["0870~"],
    "Ende 2020": ["2020~"],
    "Anfang Mai 2019": ["2019-05~"],
    "im 13. Jahrhundert": ["12XX"],
    "des 17. und 18. Jahrhunderts": ["16XX/17XX"],
    "in den 1990er Jahren": ["199X"],
    "von 1737 bis 1948": ["1737/1948"],
    "im Frühjahr 2019": ["2019-21"],
    "das 2012 gegründete Institut": ["2012"],
    "im November 2017": ["2017-11"],
    "1500 Besucher": [],
    "52349 Dorbach": [],
}
DUTCH = {
    "op 4 oktober 2012": ["2012-10-04"],
    "van 14 tot 17 maart 2019": ["2019-03-14/2019-03-17"],
    "van 3 tot en met 5 juli 2015": ["2015-07-03/2015-07-05"],
    "rond 1750": ["1750~"],
    "eind 2018": ["2018~"],
    "begin mei 2019": ["2019-05~"],
    "in de 17de en 18de eeuw": ["16XX/17XX"],
    "in de 19e eeuw": ["18XX"],
    "in de jaren negentig": ["199X"],
    "in de jaren 1990": ["199X"],
    "van 1840 tot 1914": ["1840/1914"],
    "in het voorjaar van 2018": ["2018-21"],
    "na 1789": ["1789"],
    "Kaaistraat 7, 1000 Brussel": [],
    "1900 leerlingen": [],
}
CASES = [
    (language, text, found)
    for language, table in (("fr", FRENCH), ("en", ENGLISH), ("de", GERMAN), ("nl", DUTCH))
    for text, found in table.items()
]


@pytest.mark.parametrize(("language", "text", "found"), CASES, ids=lambda value: value if isinstance(value, str) else "")
def test_written(language: str, text: str, found: list[str]) -> None:
    assert [date.edtf for date in dates_in(text, language)] == found
