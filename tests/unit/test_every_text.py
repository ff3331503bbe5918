"""Every text that comes in from outside, found by looking at the code: each is shown as letters, and nothing is obeyed.

The fields come from the structs, the schemas and the options themselves, so that a new one is tried without being
named here. What is typed and pasted in the app is in `tests/ui/test_every_typed_text.py`.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import click
import msgspec.inspect
import pytest
from click.testing import CliRunner, Result

from runstrength import settings
from runstrength.cli import main
from runstrength.history.imports.runs import RunKeys
from runstrength.history.journal import JournalCall, JournalHead, JournalRun
from runstrength.locations import assets_dir
from runstrength.session.record import Record
from tests.support import activity_files as files
from tests.support import odd_values
from tests.support.hostile import SEQUENCES, harmful, quoted
from tests.support.odd_values import Place, toml_document
from tools.man_page import command_contexts

FILLED: Final = {"--minutes": "45", "--effort": "4", "-o": "out.json", "--output": "out.json"}
"""What options that have to be there get while another one is tried."""
turns = pytest.mark.parametrize(
    "turn", [0, *(pytest.param(turn, marks=pytest.mark.long) for turn in range(1, len(SEQUENCES)))]
)
"""Each field gets one of the sequences; with -m long the other ones too."""


def sequence(number: int) -> str:
    """Return the sequence whose turn it is."""
    return SEQUENCES[number % len(SEQUENCES)]


def fields_of(type_: msgspec.inspect.Type, at: Place = (), within: tuple[type, ...] = ()) -> Iterator[Place]:
    """Return every place of a value in the JSON of a type."""
    match type_:
        case msgspec.inspect.StructType() if type_.cls not in within:
            for field in type_.fields:
                yield (*at, field.encode_name)
                yield from fields_of(field.type, (*at, field.encode_name), (*within, type_.cls))
        case msgspec.inspect.UnionType():
            for one in type_.types:
                yield from fields_of(one, at, within)
        case msgspec.inspect.ListType() | msgspec.inspect.VarTupleType():
            yield (*at, 0)
            yield from fields_of(type_.item_type, (*at, 0), within)
        case msgspec.inspect.DictType():
            yield (*at, "key")
            yield from fields_of(type_.value_type, (*at, "key"), within)
        case _:
            pass


def keys_of(schema: Any, at: Place = ()) -> Iterator[Place]:
    """Return every place of a value in a document that a JSON Schema describes."""
    for one in schema.get("anyOf", ()):
        yield from keys_of(one, at)
    for name, below in schema.get("properties", {}).items():
        yield (*at, name)
        yield from keys_of(below, (*at, name))
    if isinstance(schema.get("items"), dict):
        yield (*at, 0)
        yield from keys_of(schema["items"], (*at, 0))


def put(document: Any, place: Place, text: str) -> Any:
    """Return a document with a text at a place, which is made where it isn't there."""
    document = copy.deepcopy(document)
    at = document
    for key, below in zip(place, (*place[1:], None), strict=True):
        value = text if below is None else [] if isinstance(below, int) else {}
        if isinstance(key, int):
            if not at:
                at.append(value)
            elif below is None:
                at[0] = value
        elif below is None or not isinstance(at.get(key), list if isinstance(below, int) else dict):
            at[key] = value
        if below is not None and not isinstance(at[key], type(value)):
            at[key] = value
        at = at[key]
    return document


def distinct(places: Iterator[Place]) -> list[Place]:
    """Return places, each once."""
    return list(dict.fromkeys(places))


def said(*arguments: str) -> Result:
    """Run a command as in a terminal; it ends as commands do, and what it prints is letters and line breaks."""
    result = CliRunner().invoke(main, list(arguments), color=True)
    assert result.exception is None or isinstance(result.exception, SystemExit), arguments
    assert harmful(result.output) == [], arguments
    return result


def test_the_fields_are_found() -> None:
    """The tables aren't empty, and have what is deep inside of a file."""
    assert {("title",), ("note",), ("sets", 0, "target", "kind")} <= {*fields_of(msgspec.inspect.type_info(Record))}
    assert ("plan", "steps", 0, "exercise") in {*fields_of(msgspec.inspect.type_info(JournalHead))}
    schema = json.loads((assets_dir() / "schema" / "routine.json").read_bytes())
    assert {("title",), ("blocks", 0, "slots", 0, "exercise")} <= {*keys_of(schema)}
    assert put({"a": [1]}, ("a", 0, "b"), "x") == {"a": [{"b": "x"}]}
    assert put({}, ("a", "b"), "x") == {"a": {"b": "x"}}


@turns
def test_every_field_of_a_session(home: Path, turn: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The history, a session of it, its check, an export's report and an import with the text in each field."""
    monkeypatch.setenv("RUNSTRENGTH_HOME", str(home))
    types = (msgspec.inspect.type_info(Record), msgspec.inspect.type_info(RunKeys))
    places = [place for type_ in types for place in distinct(fields_of(type_))]
    for kind in (odd_values.session(), odd_values.run()):
        for number, place in enumerate(places):
            id_ = f"{kind['kind'][0]}{number:07d}"
            data = json.dumps(put(kind | {"id": id_}, place, sequence(turn + number)))
            path = home / "data" / "history" / "2026" / f"20261121T063005Z-{id_}.json"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(data)
            if number % 8 == 0:
                (home / "one.json").write_text(data)
                said("history", "show", id_)
                said("history", "import", str(home / "one.json"))
    for command in ("history list", "history list --limit 500", "history check", "plan", "check --results", "doctor"):
        said(*command.split())
    said("history", "export", "-o", str(home / "all.json"))


@turns
def test_every_field_of_a_journal(home: Path, turn: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sessions that were interrupted, with the text in each field of each kind of line, are told of as letters."""
    monkeypatch.setenv("RUNSTRENGTH_HOME", str(home))
    lines = odd_values.journal()
    folder = home / "state" / "journal"
    folder.mkdir(parents=True)
    count = 0
    for at, type_ in ((0, JournalHead), (1, JournalRun), (len(lines) - 1, JournalCall)):
        for place in distinct(fields_of(msgspec.inspect.type_info(type_))):
            text = sequence(turn + count)
            changed = [put(line, place, text) if number == at else line for number, line in enumerate(lines)]
            (folder / f"j{count:07d}.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in changed))
            count += 1
    assert count > 50
    for command in ("history check", "doctor", "session", "plan", "history list"):
        said(*command.split())


@turns
@pytest.mark.parametrize(
    ("kind", "sample", "commands"),
    [
        ("routine", odd_values.ROUTINE, ("routines show", "routines check", "plan")),
        ("exercise", odd_values.EXERCISE, ("exercises",)),
    ],
)
def test_every_key_of_a_file_of_ones_own(
    home: Path, kind: str, sample: Any, commands: Sequence[str], turn: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A routine or an exercise with the text as each value, and as a key, is shown or refused in letters."""
    monkeypatch.setenv("RUNSTRENGTH_HOME", str(home))
    schema = json.loads((assets_dir() / "schema" / f"{kind}.json").read_bytes())
    folder = home / "config" / f"{kind}s"
    folder.mkdir(parents=True)
    places = distinct(keys_of(schema))
    places += [(text,) for text in SEQUENCES]
    written: dict[Path, str] = {}
    for number, place in enumerate(places):
        path = folder / f"own{number}.toml"
        written[path] = toml_document(put(sample, place, sequence(turn + number)))
        path.write_text(written[path], encoding="utf-8")
        for command in commands if number % 3 == 0 else commands[:1]:
            said(*command.split(), path.stem)
        path.unlink()  # each command would read those of all places
    for path, text in written.items():
        path.write_text(text, encoding="utf-8")
    said("routines", "list")
    said("exercises")
    said("doctor")


@turns
def test_the_text_as_each_setting(home: Path, turn: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The text as each setting, and as a key of its own, is told of in letters."""
    monkeypatch.setenv("RUNSTRENGTH_HOME", str(home))
    path = home / "config" / "config.toml"
    path.parent.mkdir(parents=True)
    for number, key in enumerate((*settings.KEYS, *SEQUENCES)):
        text = sequence(turn + number)
        for value in (text, [text], {text: text}):
            path.write_text(toml_document({key: value}), encoding="utf-8")
            result = said("plan")
            assert result.exit_code in (0, 2)
    said("doctor")


@pytest.mark.parametrize("text", SEQUENCES, ids=ascii)
def test_every_text_of_an_import(home: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs whose names, sports and cells have the text: what is imported or refused is told of in letters."""
    monkeypatch.setenv("RUNSTRENGTH_HOME", str(home))
    legal = "".join(one for one in text if one.isprintable() or one in "\t\u202e\u202c\u2066\u061c\u200b\ufeff\x85\x9b")
    plain = files.strava().decode().splitlines()[0].split(",")
    sources = {
        "name.gpx": files.gpx(name=legal),
        "kind.gpx": files.gpx(kind=legal),
        "sport.tcx": files.tcx(sport=legal.replace('"', "")),
        "broken.gpx": text.encode("utf-8", "replace"),
        "one.json": quoted({text: text}).encode(),
    }
    for number in range(len(plain)):
        cells = [text if at == number else "1" for at in range(len(plain))]
        sources[f"activities{number}.csv"] = "\n".join([",".join(plain), ",".join(map(quoted, cells))]).encode()
    for name, data in sources.items():
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        said("history", "import", str(path))
    said("history", "list")


def params() -> list[tuple[tuple[str, ...], click.Command, click.Parameter]]:
    """Return every option and argument of every command that takes a value, with the words of its command."""
    found: list[tuple[tuple[str, ...], click.Command, click.Parameter]] = []
    for context in command_contexts():
        for param in context.command.params:
            if not (isinstance(param, click.Option) and (param.is_flag or param.count)):
                found.append((tuple(context.command_path.split()[1:]), context.command, param))
    return found


@pytest.mark.parametrize("text", SEQUENCES, ids=ascii)
def test_every_option_and_argument(home: Path, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is echoed of what was typed behind a command comes back as letters."""
    monkeypatch.setenv("RUNSTRENGTH_HOME", str(home))
    monkeypatch.setenv("EDITOR", "true")
    monkeypatch.delenv("VISUAL", raising=False)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    text = text.replace("\0", "")  # which no argument can have
    tried = params()
    assert len(tried) > 60
    for words, command, param in tried:
        typed = [text] if isinstance(param, click.Argument) else [param.opts[-1], text]
        for other in command.params:
            if other is not param and other.required:
                value = next((FILLED[name] for name in other.opts if name in FILLED), "last")
                typed += [value] if isinstance(other, click.Argument) else [other.opts[-1], value]
        said(*words, *typed)
    said(text)
    said(f"--{text}")
    said("history", f"--{text}")
