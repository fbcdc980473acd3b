"""A reader of the part of Turtle that people write by hand in a SKOS scheme.

Understood: @prefix and PREFIX, IRIs, prefixed names, ``a``, ``;`` and ``,`` lists, quoted and long literals with language or
datatype, numbers, booleans, comments. Blank nodes, collections and @base are refused with their line: nothing is
silently dropped.
(W3C, RDF 1.1 Turtle.)
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dentelle.errors import VocabularyError, phrase
from dentelle.tables import fault

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_TOKENS = re.compile(
    r"""(?P<blank>[ \t\r\n]+|\#[^\n]*)
    |(?P<iri><[^<>"{}|^`\\\s]*>)
    |(?P<long>\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\")
    |(?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<directive>@prefix\b|@base\b|(?i:PREFIX|BASE)(?=\s))
    |(?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    |(?P<datatype>\^\^)
    |(?P<number>[+-]?\d+(?:\.\d+)?(?![\w:]))
    |(?P<boolean>(?:true|false)(?![\w:-]))
    |(?P<name>(?:[^\W\d_][\w.-]*)?:(?:[\w-](?:[\w.-]*[\w-])?)?)
    |(?P<a>a(?=\s))
    |(?P<mark>[.;,])""",
    re.VERBOSE,
)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "'": "'", "\\": "\\", "b": "\b", "f": "\f"}
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Triple:
    """One statement. ``object`` is an IRI (``literal`` false) or a text with ``language``; ``line`` from 1."""

    subject: str
    predicate: str
    object: str
    literal: bool
    language: str
    line: int


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    line: int


def read_turtle(path: Path) -> Iterator[Triple]:
    """The triples of the Turtle file ``path`` in its order. Raises VocabularyError with file and line of the first fault."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise fault(path, 1, phrase("the file cannot be read (%(why)s)", why=problem)) from problem
    return _Parser(path, _tokens(path, text)).triples()


def _tokens(path: Path, text: str) -> list[_Token]:
    tokens = []
    position, line = 0, 1
    while position < len(text):
        found = _TOKENS.match(text, position)
        if found is None:
            rest = text[position:].splitlines()[0][:30]
            why = phrase("%(words)r is not understood here; a missing quote, or Turtle beyond what a scheme needs", words=rest)
            raise fault(path, line, why)
        if found.lastgroup != "blank":
            tokens.append(_Token(str(found.lastgroup), found.group(), line))
        line += found.group().count("\n")
        position = found.end()
    return tokens


class _Parser:
    """Walks the tokens once; ``prefixes`` grows as they are declared."""

    def __init__(self, path: Path, tokens: list[_Token]) -> None:
        self.path = path
        self.tokens = tokens
        self.position = 0
        self.prefixes: dict[str, str] = {}

    def triples(self) -> Iterator[Triple]:
        while self.position < len(self.tokens):
            if self.tokens[self.position].kind == "directive":
                self._directive()
            else:
                yield from self._statement()

    def _take(self, *kinds: str) -> _Token:
        if self.position >= len(self.tokens):
            line = self.tokens[-1].line if self.tokens else 1
            raise fault(self.path, line, phrase("the file ends in the middle of a statement; close it with a full stop"))
        token = self.tokens[self.position]
        if token.kind not in kinds:
            raise self._unexpected(token)
        self.position += 1
        return token

    def _unexpected(self, token: _Token) -> VocabularyError:
        why = phrase("%(words)r is not expected here; check the comma, semicolon or full stop before it", words=token.text)
        return fault(self.path, token.line, why)

    def _directive(self) -> None:
        word = self._take("directive")
        if word.text.lower().endswith("base"):
            raise fault(self.path, word.line, phrase("base is not understood; write full IRIs or a prefix"))
        name = self._take("name")
        self.prefixes[name.text.rstrip(":")] = self._take("iri").text[1:-1]
        if word.text.startswith("@"):
            self._mark(".")

    def _mark(self, *marks: str) -> str:
        token = self._take("mark")
        if token.text not in marks:
            raise self._unexpected(token)
        return token.text

    def _statement(self) -> Iterator[Triple]:
        subject = self._resource(self._take("iri", "name"))
        while True:
            verb = self._take("iri", "name", "a")
            predicate = _TYPE if verb.kind == "a" else self._resource(verb)
            while True:
                yield self._object(subject, predicate)
                mark = self._mark(",", ";", ".")
                if mark != ",":
                    break
            while mark == ";" and self._peek() in (";", "."):
                mark = self._mark(";", ".")
            if mark == ".":
                return

    def _peek(self) -> str:
        return self.tokens[self.position].text if self.position < len(self.tokens) else ""

    def _object(self, subject: str, predicate: str) -> Triple:
        token = self._take("iri", "name", "text", "long", "number", "boolean")
        if token.kind in ("iri", "name"):
            return Triple(subject, predicate, self._resource(token), False, "", token.line)
        text, language = token.text, ""
        if token.kind in ("text", "long"):
            text = _unescape(text[3:-3] if token.kind == "long" else text[1:-1])
            following = self.tokens[self.position].kind if self.position < len(self.tokens) else ""
            if following == "language":
                language = self._take("language").text[1:].lower()
            elif following == "datatype":
                self._take("datatype")
                self._resource(self._take("iri", "name"))
        return Triple(subject, predicate, text, True, language, token.line)

    def _resource(self, token: _Token) -> str:
        if token.kind == "iri":
            return token.text[1:-1]
        prefix, _, local = token.text.partition(":")
        if prefix not in self.prefixes:
            raise fault(
                self.path,
                token.line,
                phrase("the prefix '%(prefix)s' is not declared; add @prefix %(prefix)s: <…> .", prefix=prefix),
            )
        return self.prefixes[prefix] + local


def _unescape(text: str) -> str:
    def written(found: re.Match[str]) -> str:
        code = found[1] or found[2]
        return chr(int(code, 16)) if code else _ESCAPES.get(found[3], found[3])

    return _ESCAPE.sub(written, text)
