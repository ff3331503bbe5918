"""A session on the screen, where no socket can be had."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from tests.support.driving import running


async def test_a_session_needs_no_network(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A whole session is begun, done and kept while every socket and every look-up raises."""

    def none(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked for")

    for name in ("socket", "create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, none)
    async with running(home, start="home") as runner:
        await runner.finish()
        assert runner.app.screen.name == "summary"
        (session,) = runner.saved(home)
        assert session["completed"] is True
