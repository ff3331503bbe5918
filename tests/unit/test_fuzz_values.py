"""The fuzzer's judge: what explains a value that a session logged, and what does not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.terminal_replies import REPLIES
from tools.fuzz_values import Judge


def journal(home: Path, **told: object) -> None:
    """Write a journal with one command in it."""
    path = home / "state" / "journal" / "one.jsonl"
    path.parent.mkdir(parents=True)
    head = {"line": "head", "plan": {"steps": []}}
    path.write_text("".join(f"{json.dumps(line)}\n" for line in (head, {"line": "turn", "told": told})))


@pytest.mark.parametrize(
    ("events", "told"),
    [
        ([("key", b"1"), ("key", b"2")], {"do": "log", "step": 1, "done": 12.0}),
        ([("key", b"1"), ("reply", b"\x1b[3;4R"), ("kitty", b"\x1b[50;1u")], {"do": "log", "step": 1, "done": 12.0}),
        ([("key", b"\x1b[A")], {"do": "log", "step": 1, "done": 1.0}),
        ([("key", b"8"), ("key", b"\x1b[A")], {"do": "log", "step": 1, "done": 9.0}),
        ([("key", b"7"), ("key", b","), ("key", b"5")], {"do": "setload", "load_kg": 7.5}),
        ([("key", b"6"), ("key", b"3"), ("way", b"\x1b[B")], {"do": "log", "step": 1, "load_kg": 62.5}),
        ([("key", b"9")], {"do": "log", "step": 1, "reserve": 4}),
        ([("key", b"s")], {"do": "skip"}),
    ],
)
def test_what_a_key_said(tmp_path: Path, events: list[tuple[str, bytes]], told: dict[str, object]) -> None:
    """A value that keys say is explained."""
    judge = Judge(tmp_path)
    for kind, data in events:
        judge.heard.note(kind, data)
    journal(tmp_path, **told)
    assert list(judge.findings()) == []
    assert judge.judged == 1


def test_an_arrow_says_only_the_next_weight(tmp_path: Path) -> None:
    """From a typed weight an arrow leads to the next round one, and no farther."""
    judge = Judge(tmp_path)
    for data in (b"6", b"3", b"\x1b[B"):
        judge.heard.note("key", data)
    journal(tmp_path, do="log", step=1, load_kg=60.0)
    assert list(judge.findings()) != []


@pytest.mark.parametrize(
    "told",
    [
        {"do": "log", "step": 1, "done": 12.0},
        {"do": "log", "step": 1, "reserve": 2},
        {"do": "setload", "load_kg": 24.0},
        {"do": "skip"},
        {"do": "log", "step": 1, "niggle": True},
    ],
)
def test_what_no_key_said(tmp_path: Path, told: dict[str, object]) -> None:
    """No digit in what a terminal answers explains a value, and neither do other keys."""
    judge = Judge(tmp_path)
    for reply in REPLIES.values():
        judge.heard.note("reply", reply.encode("utf-8", "surrogateescape"))
    for key in (b"7", b"p", b"\t"):
        judge.heard.note("key", key)
    journal(tmp_path, **told)
    assert len(list(judge.findings())) == 1


def test_old_keys_explain_nothing(tmp_path: Path) -> None:
    """Digits that were typed long ago do not explain a value of now."""
    judge = Judge(tmp_path)
    judge.heard.note("key", b"12")
    for _ in range(150):
        judge.heard.note("key", b"p")
    journal(tmp_path, do="log", step=1, done=12.0)
    assert len(list(judge.findings())) == 1
