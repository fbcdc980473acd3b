"""What Vite built of ``frontend/``: which files a page must name to load an entry.

A checkout without a build, or with an entry that was never written, is no error: pages work without scripts.
"""

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

STATIC = Path(__file__).parent / "static" / "dentelle"
MANIFEST = STATIC / "built" / "manifest.json"

Manifest = dict[str, dict[str, Any]]


def tags(name: str) -> SafeString:
    """The elements for a page's head that load the entry ``frontend/src/<name>.ts`` or ``.css``; "" where there is none."""
    manifest = _manifest()
    entry = next((key for key in (f"src/{name}.ts", f"src/{name}.css") if key in manifest), None)
    if entry is None:
        return SafeString("")
    chunks = list(_with_imports(entry, manifest))
    first = chunks[0]
    script = first["file"] if first["file"].endswith(".js") else None
    styles = dict.fromkeys(([] if script else [first["file"]]) + [file for chunk in chunks for file in chunk.get("css", ())])
    letters = (_address(file) for file in first.get("assets", ()) if file.endswith(".woff2"))
    parts = [format_html('<link rel="preload" as="font" type="font/woff2" crossorigin href="{}">', file) for file in letters]
    parts += [format_html('<link rel="stylesheet" href="{}">', _address(file)) for file in styles]
    if script:
        parts += [format_html('<link rel="modulepreload" href="{}">', _address(chunk["file"])) for chunk in chunks[1:]]
        parts.append(format_html('<script type="module" src="{}"></script>', _address(script)))
    return format_html_join("\n", "{}", ((part,) for part in parts))


def style(name: str) -> SafeString:
    """The element that loads ``static/dentelle/<name>.css``: as it was built, or as it is where it was not."""
    chunk = _manifest().get(f"../dentelle/web/static/dentelle/{name}.css")
    return format_html('<link rel="stylesheet" href="{}">', _address(chunk["file"]) if chunk else static(f"dentelle/{name}.css"))


def _with_imports(entry: str, manifest: Manifest) -> Iterator[dict[str, Any]]:
    """The chunk of ``entry`` and then each that it imports, directly or not, once."""
    waiting, seen = [entry], set()
    while waiting:
        key = waiting.pop(0)
        if key not in seen:
            seen.add(key)
            yield manifest[key]
            waiting += manifest[key].get("imports", ())


def _address(file: str) -> str:
    return static(f"dentelle/built/{file}")


def _manifest() -> Manifest:
    """What was built: read once, and with DENTELLE_DEVELOP again after each build."""
    if not settings.DEVELOP:
        return _read(MANIFEST, 0)
    try:
        made = MANIFEST.stat().st_mtime_ns
    except OSError:
        return {}
    manifest = _read(MANIFEST, made)
    if any(path.stat().st_mtime_ns > made for path in STATIC.glob("*.css")):  # edited since: pages take the files themselves
        return {key: chunk for key, chunk in manifest.items() if not key.endswith(".css")}
    return manifest


@lru_cache(maxsize=2)
def _read(path: Path, made: int) -> Manifest:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
