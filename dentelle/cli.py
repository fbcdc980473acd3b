"""The command line: parses, calls, prints. Data goes to standard output, messages to standard error.

Every command is a function ``_NAME(arguments) -> exit code``; what it does is done elsewhere. Rooms are imported by the
command that needs them, so that ``dentelle read`` needs no database and ``dentelle --help`` is quick.
"""

import argparse
import os
import shlex
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from dentelle import (
    __version__,
    account_commands,
    hub_commands,
    link_command,
    match_command,
    operation_commands,
    register_commands,
)
from dentelle.errors import DentelleError, WeaveError
from dentelle.terminal import inert, progress_bar, say

OK, WRONG, UNAVAILABLE, INTERRUPTED = 0, 1, 3, 130  # argparse itself ends with 2

EXIT_CODES = """exit codes:
  0  done
  1  something is wrong: a file that cannot be read, an unknown entity, a refused decision, a faulty territory.toml
  2  the command is written wrongly
  3  the database cannot be used, or another weave of the territory is running
  130  interrupted"""

EXAMPLES = {
    "": "dentelle init hainaut            a new territory\ndentelle -C hainaut weave        read its files, publish its atlas\n"
    "dentelle -C hainaut serve        look at it",
    "init": "dentelle init hainaut",
    "weave": "dentelle weave\ndentelle -C hainaut weave --dry-run",
    "serve": "dentelle serve --port 8080",
    "read": "dentelle read notes.txt report.pdf\ndentelle read *.txt --format jsonl | jq .claims\n"
    "dentelle read page.html --engine spacy:fr_core_news_md\ndentelle read notes.txt --explain",
    "show": "dentelle show ITRANS\ndentelle show e0123456789abcde --leaves",
    "findings": "dentelle findings\ndentelle findings --check pairs",
    "judge": "dentelle judge accept 1f0c55d2a4b96c3e7d10\ndentelle judge correct 1f0c55d2a4b96c3e7d10 2004-09\n"
    'dentelle judge same "CCI Grand Hainaut" e0123456789abcde --why "its new name"\n'
    'dentelle judge split "CCI Grand Hainaut" texts/press.txt\n'
    "dentelle judge undo 1f0c55d2a4b96c3e7d10\ndentelle judge export --out judgements.jsonl",
    "export": "dentelle export --format jsonl > atlas.jsonl\ndentelle export --format csv > facts.csv",
    "reset": "dentelle reset && dentelle weave",
    **register_commands.EXAMPLES,
    **link_command.EXAMPLES,
    **match_command.EXAMPLES,
    **account_commands.EXAMPLES,
    **operation_commands.EXAMPLES,
    **hub_commands.EXAMPLES,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = parser().parse_args(arguments)
    try:
        return options.command(options)
    except database_errors() as error:
        say(f"The database could not be used: {error}. If another process is writing for long, wait and try again.")
        return UNAVAILABLE
    except WeaveError as error:
        say(error.detail)
        return UNAVAILABLE
    except DentelleError as error:
        say(error.detail)
        return WRONG
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        say("Interrupted. What was read is kept; the atlas is as it was before.")
        return INTERRUPTED


def database_errors() -> tuple[type[Exception], ...]:
    """What a busy or broken database raises; nothing where no command has opened one, so that Django is not loaded for it."""
    loaded = sys.modules.get("django.db")
    return (loaded.OperationalError,) if loaded else ()


# ---- the commands, in the order of --help


def _init(options: argparse.Namespace) -> int:
    from dentelle.territory import init

    path = init(Path(options.folder))
    say(f"Wrote {path}. Put files into {path.parent / 'inbox'}, then run: dentelle -C {shlex.quote(options.folder)} weave")
    return OK


def _weave(options: argparse.Namespace) -> int:
    from dentelle.territory import load

    territory = load(_folder(options))
    for problem in territory.warnings:
        say(inert(f"territory.toml:{f'{problem.line}:' if problem.line else ''} {problem.wrong}. {problem.right}"))
    _open(options, to_write=True)
    from dentelle.atlas.privacy import retention
    from dentelle.weaving.run import weave

    retention.apply()
    with progress_bar() as progress:
        report = weave(territory, dry_run=options.dry_run, progress=progress, who=_user())
    for line in report.lines():
        say(line)
    return OK


def _serve(options: argparse.Namespace) -> int:
    _open(options)
    from django.conf import settings

    from dentelle.web.server import listen, serve

    listening = listen(options.host, options.port)
    say(f"The atlas is at http://{options.host}:{options.port}/ (Ctrl-C ends it)")
    serve(listening, working=not settings.READ_ONLY)
    return OK


def _read(options: argparse.Namespace) -> int:
    from dentelle.model import Skipped
    from dentelle.weaving.single import read_files

    code = OK
    for result in read_files(options.files, "explain" if options.explain else options.format, engine=options.engine):
        if isinstance(result, Skipped):
            say(f"{result.reason}: {inert(result.detail)}")
            code = WRONG
        else:
            print(result, flush=True)
    return code


def _show(options: argparse.Namespace) -> int:
    _open(options)
    from dentelle.atlas.browsing.queries import entity, shown
    from dentelle.atlas.browsing.telling import entity_lines, leaf_lines

    row = entity(options.entity)
    for line in leaf_lines(row) if options.leaves else entity_lines(shown(row)):
        print(line)
    return OK


def _findings(options: argparse.Namespace) -> int:
    _open(options)
    from dentelle.atlas.browsing.queries import findings
    from dentelle.atlas.browsing.telling import finding_lines

    for row in findings(options.check):
        for line in finding_lines(row):
            print(line)
    return OK


def _judge(options: argparse.Namespace) -> int:
    _open(options, to_write=options.verdict != "export")
    from dentelle.atlas.browsing.telling import export_judgements, import_judgements, judge

    if options.verdict == "export":
        for line in export_judgements(options.out):
            print(line)
        return OK
    told = (
        import_judgements(options.what, who=options.who)
        if options.verdict == "import"
        else judge(options.verdict, options.what, who=options.who, why=options.why)
    )
    for line in told:
        say(line)
    return OK


def _export(options: argparse.Namespace) -> int:
    _open(options)
    from dentelle.exchange import export

    for line in export(options.format):
        print(line)
    return OK


def _reset(options: argparse.Namespace) -> int:
    _open(options, to_write=True)
    from dentelle.atlas.lock import only_one
    from dentelle.atlas.safekeeping.reset import reset

    with only_one(_folder(options) / "var"):
        reset()
    say("What machines made is gone; what people decided is kept. Run: dentelle weave")
    return OK


# ---- the grammar


def parser() -> argparse.ArgumentParser:
    """The whole grammar; also what ``docs/reference/cli.md`` is made from."""
    top = argparse.ArgumentParser(
        prog="dentelle",
        description="Weave a territory's scattered documents into one sourced atlas.",
        epilog=f"examples:\n{_indented(EXAMPLES[''])}\n\n{EXIT_CODES}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"dentelle {__version__}")
    top.add_argument("-C", dest="folder_of", metavar="DIR", default=".", help="the territory folder (default: the current one)")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)

    init = _command(commands, "init", _init, "write a commented territory.toml into a folder")
    init.add_argument("folder", metavar="DIR", help="the folder; made when it is not there")

    weave = _command(commands, "weave", _weave, "read what is new or changed and publish the atlas")
    weave.add_argument("--dry-run", action="store_true", help="say what would be read and change, publish nothing")

    serve = _command(commands, "serve", _serve, "serve the atlas to browsers")
    serve.add_argument("--port", type=_port, default=8000, metavar="N", help="the port (default: %(default)s)")
    serve.add_argument("--host", default="127.0.0.1", help="the address to listen at (default: %(default)s, this machine only)")

    _read_arguments(_command(commands, "read", _read, "read single files without a territory and print what they say"))

    show = _command(commands, "show", _show, "print an entity, its facts and where each is said")
    show.add_argument("entity", metavar="ENTITY", help="its id or one of its names")
    show.add_argument("--leaves", action="store_true", help="what it was joined from: each leaf, its name and its source")

    findings = _command(commands, "findings", _findings, "print what a person should look at")
    findings.add_argument("--check", type=_check, default="", help="only those of one check, such as pairs, rivals or counts")

    _judge_arguments(_command(commands, "judge", _judge, "decide on claims, or on whether two names mean one thing"))

    export = _command(commands, "export", _export, "print the published atlas")
    export.add_argument(
        "--format",
        choices=("jsonl", "csv", "gexf", "graphml"),
        default="jsonl",
        help="all of it, facts as a table, or the network (default: %(default)s)",
    )

    _command(commands, "reset", _reset, "drop what machines made, keep what people decided")
    register_commands.add(commands, _command, _open)
    link_command.add(commands, _command)
    match_command.add(commands, _command)
    account_commands.add(commands, _command, _open_to_write)
    operation_commands.add(commands, _command, _open)
    hub_commands.add(commands, _command, _open_to_write)
    return top


def _read_arguments(read: argparse.ArgumentParser) -> None:
    read.add_argument("files", nargs="+", metavar="FILE", help="text, HTML, PDF, DOCX, CSV, TSV or XLSX")
    shape = read.add_mutually_exclusive_group()
    shape.add_argument(
        "--format", choices=("text", "jsonl"), default="text", help="for people or programs (default: %(default)s)"
    )
    shape.add_argument(
        "--explain",
        action="store_true",
        help="sentence by sentence: the slots, the patterns that fired and those that nearly did",
    )
    read.add_argument(
        "--engine",
        default="builtin",
        metavar="NAME",
        help="what finds names: builtin, spacy (a pipeline installed for the language), spacy:PIPELINE (default: %(default)s)",
    )


def _judge_arguments(judge: argparse.ArgumentParser) -> None:
    judge.add_argument(
        "verdict",
        choices=("accept", "reject", "correct", "hide", "same", "different", "unsure", "split", "undo", "export", "import"),
        help="accept, reject or hide claims; correct a claim's value; say that two entities are the same, different, or that "
        "nobody can tell; split an entity; undo the last of these; export all judgements; import those of another store",
    )
    judge.add_argument(
        "what",
        nargs="*",
        metavar="WHAT",
        help="keys of claims; for correct one key and the value; for pairs two ids or names; for split an entity and those of "
        "its leaves, names or paths of sources that go to an entity of their own; for import a file",
    )
    judge.add_argument("--who", default=_user(), help="who decides (default: the user of this machine)")
    judge.add_argument("--why", default="", help="a reason, kept with the decision")
    judge.add_argument("--out", metavar="FILE", default="", help="where export writes (default: standard output)")


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    function: Callable[[argparse.Namespace], int] | None,
    help: str,
    above: str = "",
) -> argparse.ArgumentParser:
    command = commands.add_parser(
        name,
        help=help,
        description=f"{help[0].upper()}{help[1:]}.",
        epilog=f"examples:\n{_indented(EXAMPLES[above + name])}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    if function is not None:
        command.set_defaults(command=function)
    return command


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())


def _port(text: str) -> int:
    number = int(text) if text.isdecimal() and len(text) <= 5 else 0
    if not 0 < number < 65_536:
        raise argparse.ArgumentTypeError(f"{text} is no port: use 1 to 65535")
    return number


def _check(text: str) -> str:
    from dentelle.checking import MESSAGES

    known = sorted({name.partition(".")[0] for name in MESSAGES} - {"reason"})
    if text and text not in known:
        raise argparse.ArgumentTypeError(f"there is no check {text!r}: use {', '.join(known[:-1])} or {known[-1]}")
    return text


def _user() -> str:
    return os.environ.get("USER") or os.environ.get("LOGNAME") or "somebody"


# ---- around the commands


def _folder(options: argparse.Namespace) -> Path:
    """The territory of the command. Raises WeaveError where a restore of it was killed in the middle."""
    from dentelle.atlas.safekeeping.half_restored import refuse

    folder = Path(options.folder_of).resolve()
    refuse(folder)
    return folder


def _open_to_write(options: argparse.Namespace) -> None:
    _open(options, to_write=True)


def _open(options: argparse.Namespace, *, to_write: bool = False) -> None:
    from dentelle.atlas.opening import open_atlas
    from dentelle.territory import FILE_NAME, load

    if not (_folder(options) / FILE_NAME).is_file():
        load(_folder(options))  # says what is wrong and how to begin
    open_atlas(_folder(options), to_write=to_write)
