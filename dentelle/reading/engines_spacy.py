"""The engine ``spacy``: names found by an installed spaCy pipeline.

spaCy is not among what Dentelle needs to run; it is imported when a pipeline is asked for, and only what finds names is loaded
of it. Invariant: a mention's span is one that the pipeline marked, without a leading article.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from dentelle.errors import EngineError
from dentelle.folding import fold
from dentelle.model import LANGUAGES, Mention
from dentelle.reading.engines import Engine, Given
from dentelle.reading.lexicon import Lexicon
from dentelle.reading.prepared import Prepared

__all__ = ["KINDS", "installed", "language_of", "loaded", "pipeline_for", "spacy_engine", "warm"]

KINDS = {  # labels of the pipelines of our four languages and of OntoNotes; others (NORP, DATE, MISC …) are no names of ours
    **dict.fromkeys(("PER", "PERSON"), "person"),
    "ORG": "organisation",
    **dict.fromkeys(("LOC", "GPE", "FAC"), "place"),
    "LAW": "programme",
    "EVENT": "event",
    **dict.fromkeys(("WORK_OF_ART", "PRODUCT"), "work"),
}
NOT_FOR_NAMES = (
    "tagger",
    "parser",
    "senter",
    "morphologizer",
    "lemmatizer",
    "trainable_lemmatizer",
    "attribute_ruler",
    "textcat",
)
SIZES = ("md", "lg", "sm", "trf")  # of the pipelines installed for a language the first of these is taken
STRETCH = 20_000  # characters given to a pipeline at once: its memory grows with them
ARTICLE = re.compile(
    r"(?:the|an?|le|la|les|du|des|une?|der|die|das|den|dem|ein|eine|het|een|de)\s+(?=\S)|l['’](?=\w)", re.IGNORECASE
)


def spacy_engine(pipeline: str = "") -> Engine:
    """An engine of the spaCy ``pipeline`` (a package or a folder); "" takes the one installed for each text's language.

    Raises EngineError where spaCy or the pipeline is not installed.
    """
    if pipeline:
        _check(pipeline)
    else:
        _spacy()

    def names(prepared: Prepared, lexicon: Lexicon) -> Given:
        nlp = loaded(pipeline or pipeline_for(prepared.language))
        return Given(tuple(_mentions(nlp, prepared)))

    return names


def _spacy() -> Any:
    try:
        import spacy
    except ImportError:
        raise EngineError('The engine spacy needs spaCy, which is not installed. Run: pip install "dentelle[spacy]"') from None
    return spacy


def installed() -> dict[str, str]:
    """The pipeline to use for each language that has one installed: {"fr": "fr_core_news_md"}."""
    found: dict[str, str] = {}
    ranked = sorted(_spacy().util.get_installed_models(), key=lambda name: (_rank(name), name))
    for name in ranked:
        found.setdefault(name.split("_")[0], name)
    return found


def language_of(pipeline: str) -> str:
    """The language code of ``pipeline``, by its description alone. Raises EngineError."""
    _check(pipeline)
    util = _spacy().util
    folder = Path(pipeline) if Path(pipeline, "meta.json").is_file() else util.get_package_path(pipeline)
    return str(util.get_model_meta(folder)["lang"])


def _rank(name: str) -> int:
    size = name.rsplit("_", 1)[-1]
    return SIZES.index(size) if size in SIZES else len(SIZES)


def pipeline_for(language: str) -> str:
    """The installed pipeline of ``language``. Raises EngineError with what to install."""
    try:
        return installed()[language]
    except KeyError:
        wanted = f"{language}_core_{'web' if language == 'en' else 'news'}_md"
        advice = f"Run: python -m spacy download {wanted}" if language else "Name one: --engine spacy:PIPELINE"
        raise EngineError(f"No spaCy pipeline for the language {language or 'unknown'!r} is installed. {advice}") from None


def _check(pipeline: str) -> None:
    """Raises EngineError where there is no such pipeline."""
    spacy = _spacy()
    if pipeline not in spacy.util.get_installed_models() and not Path(pipeline, "config.cfg").is_file():
        advice = f" Run: python -m spacy download {pipeline}" if pipeline.isidentifier() else ""
        raise EngineError(f"There is no spaCy pipeline {pipeline!r}, installed or as a folder.{advice}")


def warm(pipeline: str = "") -> None:
    """Loads ``pipeline``, or all that ``installed`` names, for processes forked from this one to share. Raises EngineError."""
    for name in [pipeline] if pipeline else [name for language, name in installed().items() if language in LANGUAGES]:
        loaded(name)


@cache
def loaded(pipeline: str) -> Any:
    """The pipeline with only what finds names. Raises EngineError."""
    _check(pipeline)
    try:
        nlp = _spacy().load(pipeline, exclude=list(NOT_FOR_NAMES))
    except (OSError, ValueError, ImportError) as error:  # made by another version, or for a package that is missing
        raise EngineError(f"The spaCy pipeline {pipeline!r} cannot be loaded: {error}") from error
    if "tok2vec" in nlp.pipe_names and "Listener" not in str(nlp.config["components"]):
        nlp.remove_pipe("tok2vec")  # nobody listens to it: the finder of names has vectors of its own
    return nlp


def _mentions(nlp: Any, prepared: Prepared) -> Iterator[Mention]:
    """What ``nlp`` marks outside of page furniture, under the fullest form of each name."""
    rule = f"spacy:{nlp.meta.get('lang', '')}_{nlp.meta.get('name', '')}"
    furniture = [(s.start, s.end) for s in prepared.sentences if s.role == "furniture"]
    people: dict[str, str] = {}  # a surname that has stood behind a given name
    passed = 0
    for start, end in _stretches(prepared):
        for entity in nlp(prepared.text[start:end]).ents:
            kind = KINDS.get(entity.label_, "")
            first, last = _trimmed(prepared.text, start + entity.start_char, start + entity.end_char, kind)
            while passed < len(furniture) and furniture[passed][1] <= first:
                passed += 1
            if not kind or first >= last or (passed < len(furniture) and furniture[passed][0] <= first):
                continue
            written = prepared.text[first:last]
            name = " ".join(written.split())
            if kind == "person":
                name = people.setdefault(fold(name.split()[-1]), name) if " " in name else people.get(fold(name), name)
            yield Mention(kind, name, written, first, last, rule)


def _trimmed(text: str, start: int, end: int, kind: str) -> tuple[int, int]:
    """``start``..``end`` without surrounding space and, but for titles of works, a leading article."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    article = ARTICLE.match(text, start, end) if kind != "work" else None
    return (article.end() if article else start), end


def _stretches(prepared: Prepared) -> Iterator[tuple[int, int]]:
    """The text in stretches of whole sentences, none much longer than ``STRETCH`` characters."""
    start = 0
    for sentence in prepared.sentences:
        if sentence.end - start > STRETCH and sentence.start > start:
            yield start, sentence.start
            start = sentence.start
    if start < len(prepared.text):
        yield start, len(prepared.text)
