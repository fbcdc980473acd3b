"""The example territory: it loads without a warning, cites its sources, and its binary files are what make.py writes."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import docx
import openpyxl
import pypdfium2
import pytest

from dentelle.given import Limits
from dentelle.model import LANGUAGES
from dentelle.sources import extract
from dentelle.territory import load

EXAMPLE = Path(__file__).parents[1] / "examples" / "valenciennes"
TERRITORY = load(EXAMPLE)
FILES = TERRITORY.files()
INVENTED = re.compile(r"invent|erfunden|verzonnen")


def declared_sources(path: Path) -> str:
    """What the file's own metadata names as sources."""
    match path.suffix:
        case ".html":
            return " ".join(re.findall(r'<meta name="dcterms.source" content="([^"]+)">', path.read_text(encoding="utf-8")))
        case ".txt":
            return " ".join(re.findall(r"^# sources: (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE))
        case ".pdf":
            with pypdfium2.PdfDocument(path) as pdf:
                return pdf.get_metadata_dict()["Subject"]
        case ".docx":
            return docx.Document(str(path)).core_properties.comments
        case ".xlsx":
            return openpyxl.load_workbook(path).properties.description or ""
    head = path.parents[1] / "making" / f"{path.name}.txt"
    return (head if head.exists() else path).read_text(encoding="utf-8")


def extracted(path: Path) -> tuple[object, ...]:
    extraction = extract(path, name=path.name, source="x", limits=Limits())
    return (*((d.title, d.author, d.date, d.text) for d in extraction.documents), *(r.fields for r in extraction.records))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    maker().main(folder)
    return folder


def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("example_make", EXAMPLE / "make.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_declaration_has_no_loose_end() -> None:
    assert TERRITORY.warnings == ()
    folders = ("pages", "presse", "textes", "rapports", "listes")
    assert set(FILES) == {path.relative_to(EXAMPLE).as_posix() for folder in folders for path in (EXAMPLE / folder).iterdir()}


def test_there_are_documents_of_every_format_and_language_and_three_lists() -> None:
    documents = [file for file in FILES if not file.startswith("listes/")]
    assert len(documents) >= 14
    assert {Path(file).suffix for file in documents} == {".html", ".txt", ".pdf", ".docx"}
    declared = {re.split(r"[./]", file)[-2] for file in documents} | {"en"}
    assert set(LANGUAGES) <= declared
    assert {Path(file).suffix for file in FILES if file.startswith("listes/")} == {".csv", ".xlsx"}


@pytest.mark.parametrize("file", FILES)
def test_every_file_is_taken_in_whole(file: str) -> None:
    extraction = extract(EXAMPLE / file, name=file, source=file, limits=Limits())
    assert extraction.skipped == ()
    assert extraction.documents or extraction.records


@pytest.mark.parametrize("file", FILES)
def test_every_file_names_its_sources(file: str) -> None:
    assert re.search(r"https?://|01net|code officiel|entièrement inventée", declared_sources(EXAMPLE / file))


@pytest.mark.parametrize("file", [file for file in FILES if not file.startswith("listes/")])
def test_every_document_says_that_its_publisher_is_invented(file: str) -> None:
    (document,) = extract(EXAMPLE / file, name=file, source=file, limits=Limits()).documents
    assert INVENTED.search(document.publisher + document.author + document.text)


@pytest.mark.parametrize("file", ["listes/partenaires.csv", *(f for f in FILES if Path(f).suffix in (".pdf", ".docx", ".xlsx"))])
def test_the_files_are_what_make_writes(file: str, made: Path) -> None:
    assert extracted(EXAMPLE / file) == extracted(made / file)


def test_the_list_of_partners_is_as_office_programs_write_it() -> None:
    data = (EXAMPLE / "listes" / "partenaires.csv").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        data.decode("utf-8")
    assert "pôle de compétitivité" in data.decode("cp1252")
