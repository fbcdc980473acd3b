"""Splink on DuckDB, as its documentation links businesses, and with the comparisons that it offers for any table.

``business`` follows the settings of the example *Matching businesses* of Splink's documentation (demos/examples,
business_rates_match): names as words with their frequencies, compared by the product of the frequencies of the words they
share; postcode; first number of the address; blocked on postcode, rare words and name; one pair in as many as the register has
rows is a match (in the example, of a million rows, one in a million); u from random pairs, m left at its defaults. Its
comparison of postcodes knows British ones only: here it is same postcode, same three first characters, same department.

``jaro_winkler`` compares name, city, address and postcode with Jaro-Winkler; u from random pairs, m by expectation maximisation.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from linking_peers import Answer, Entry, register
from linking_scores import MATCH, NONE

LEAST = 0.9  # the probability from which on a pair is a match …
UNTRAINED = 0.001  # … and where m is left at its defaults, which makes all probabilities low: what is best on the lists measured
PAIRS = 1e7  # random pairs that u is estimated from, as in the example
SIDES = {"asked": "a_list", "known": "b_register"}  # Splink puts the side that sorts first on the left
COLUMNS = ("unique_id", "company_name", "address", "postcode", "city")
LEVELS = ("1e-12", "1e-10", "1e-8", "1e-6", "1e-4")


def prepare(folder: Path) -> Any:
    """A DuckDB connection that holds the register."""
    import duckdb
    import splink  # noqa: F401 - says that it is not there before anything is read

    base = duckdb.connect()
    _load(base, "known", register(folder))
    return base


def _load(base: Any, table: str, rows: Iterable[Entry]) -> None:
    import pyarrow

    columns = list(zip(*rows, strict=True))
    base.register("loaded", pyarrow.table(dict(zip(COLUMNS, map(pyarrow.array, columns), strict=True))))
    cells = ", ".join(f"nullif({name}, '') AS {name}" for name in COLUMNS)
    base.execute(f"CREATE TABLE {table} AS SELECT {cells}, '{SIDES[table]}' AS source_dataset FROM loaded")
    base.unregister("loaded")


def answer_business(state: Any, asked: Sequence[Entry]) -> Iterator[Answer]:
    from splink import block_on

    _load(state, "asked", asked)
    _tokens(state)
    rules = [
        block_on("postcode"),
        block_on("rarest_tokens", "substr(postcode, 1, 3)"),
        "l.rarest_tokens[1] = r.rarest_tokens[2] and substr(l.company_name, 1, 3) = substr(r.company_name, 1, 3)",
        "l.rarest_tokens[2] = r.rarest_tokens[1] and substr(l.company_name, 1, 3) = substr(r.company_name, 1, 3)",
        block_on("company_name"),
    ]
    comparisons = [_names(), _postcodes(), _exact("first_number")]
    ((size,),) = state.execute("SELECT count(*) FROM known").fetchall()
    yield from _predicted(state, asked, comparisons, rules, probability=1 / size, least=UNTRAINED, train=False)


def answer_jaro_winkler(state: Any, asked: Sequence[Entry]) -> Iterator[Answer]:
    import splink.comparison_library as library
    from splink import block_on

    _load(state, "asked", asked)
    for table in SIDES:
        state.execute(f"CREATE TABLE {table}_ready AS SELECT *, substr(postcode, 1, 2) AS department FROM {table}")
    comparisons = [library.JaroWinklerAtThresholds(column, [0.95, 0.88, 0.8]) for column in ("company_name", "city", "address")]
    comparisons.append(library.JaroWinklerAtThresholds("postcode", [0.95, 0.8]))
    ((size,),) = state.execute("SELECT count(*) FROM known").fetchall()
    near = block_on("department") if size <= 100_000 else block_on("postcode")
    rules = [near, block_on("city"), block_on("company_name")]
    yield from _predicted(state, asked, comparisons, rules, probability=1 / size, least=LEAST, train=True)


def _tokens(base: Any) -> None:
    """The tables asked_ready and known_ready: names as words with their relative frequency, the two rarest, the first number."""
    base.execute("CREATE TABLE everything AS SELECT * FROM asked UNION ALL SELECT * FROM known")
    base.execute(
        "CREATE TABLE word AS SELECT source_dataset, unique_id, unnest(words) AS word, generate_subscripts(words, 1) AS place "
        "FROM (SELECT *, regexp_split_to_array(upper(trim(company_name)), '\\s+') AS words FROM everything)"
    )
    base.execute(
        "CREATE TABLE frequency AS SELECT word, count(*)::FLOAT / (SELECT count(*) FROM word) AS rel_freq FROM word GROUP BY word"
    )
    base.execute(
        "CREATE TABLE named AS SELECT source_dataset, unique_id, "
        "array_agg(struct_pack(token := word, rel_freq := rel_freq) ORDER BY place) AS name_tokens, "
        "array_agg(word ORDER BY rel_freq, word) FILTER (rel_freq < 0.01) AS rare "
        "FROM word JOIN frequency USING (word) GROUP BY source_dataset, unique_id"
    )
    for table, side in SIDES.items():
        base.execute(
            f"CREATE TABLE {table}_ready AS SELECT everything.*, name_tokens, rare[:2] AS rarest_tokens, "
            "nullif(regexp_extract(upper(address), '(\\d+[A-Z]?)'), '') AS first_number "
            f"FROM everything LEFT JOIN named USING (source_dataset, unique_id) WHERE source_dataset = '{side}'"
        )


def _names() -> dict[str, Any]:
    product = (
        "list_reduce(list_concat("
        "list_transform(list_intersect(name_tokens_l, name_tokens_r), lambda x: x.rel_freq::FLOAT), [1.0::FLOAT]), "
        "lambda p, q: p * q)"
    )
    levels = [_level("name_tokens_l IS NULL OR name_tokens_r IS NULL", null=True)]
    return _comparison("name_tokens", [*levels, *(_level(f"{product} < {bound}") for bound in LEVELS)])


def _postcodes() -> dict[str, Any]:
    levels = [_level("postcode_l IS NULL OR postcode_r IS NULL", null=True), _level("postcode_l = postcode_r")]
    same = [_level(f"substr(postcode_l, 1, {length}) = substr(postcode_r, 1, {length})") for length in (3, 2)]
    return _comparison("postcode", [*levels, *same])


def _exact(column: str) -> dict[str, Any]:
    return _comparison(
        column, [_level(f"{column}_l IS NULL OR {column}_r IS NULL", null=True), _level(f"{column}_l = {column}_r")]
    )


def _comparison(column: str, levels: list[dict[str, Any]]) -> dict[str, Any]:
    return {"output_column_name": column, "comparison_levels": [*levels, _level("ELSE")]}


def _level(condition: str, *, null: bool = False) -> dict[str, Any]:
    return {"sql_condition": condition, "label_for_charts": condition[:40], "is_null_level": null}


def _predicted(
    base: Any,
    asked: Sequence[Entry],
    comparisons: Sequence[Any],
    rules: Sequence[Any],
    *,
    probability: float,
    least: float,
    train: bool,
) -> Iterator[Answer]:
    """The likeliest register row of each entry, a match from the probability ``least`` on."""
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on
    from splink.internals.exceptions import EMTrainingException

    settings = SettingsCreator(
        link_type="link_only",
        probability_two_random_records_match=probability,
        comparisons=list(comparisons),
        blocking_rules_to_generate_predictions=list(rules),
    )
    database = DuckDBAPI(connection=base)
    tables = [database.register(base.table(f"{table}_ready")) for table in SIDES]
    linker = Linker(tables, settings)
    linker.training.estimate_u_using_random_sampling(max_pairs=PAIRS, seed=1)
    for column in ("company_name", "postcode") if train else ():
        with suppress(EMTrainingException):  # no pair shares it: m stays at its defaults
            linker.training.estimate_parameters_using_expectation_maximisation(block_on(column))
    predicted = linker.inference.predict(threshold_match_weight=-10).physical_name
    best = base.execute(
        f"SELECT unique_id_l, arg_max(unique_id_r, match_weight), max(match_probability) FROM {predicted} GROUP BY unique_id_l"
    ).fetchall()
    found = {row: (key, probability) for row, key, probability in best}
    for entry in asked:
        key, likely = found.get(entry.key, ("", 0.0))
        yield (entry.key, MATCH, [(key, likely)]) if likely >= least else (entry.key, NONE, [])


SPLINK = {"Splink, business example": (prepare, answer_business), "Splink, Jaro-Winkler": (prepare, answer_jaro_winkler)}
