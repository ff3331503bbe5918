"""Files that nobody would write, a few hundred each time; `tools/fuzz.py` makes as many as one likes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tools.fuzz import KINDS, Chance, Readers, damage, document

CORPUS = Path(__file__).parents[1] / "corpus"
"""Every kind of file that ever broke something: its name begins with what it is for."""


@pytest.fixture(scope="module")
def readers(tmp_path_factory: pytest.TempPathFactory) -> Readers:
    """Return the readers of files, on a machine of their own."""
    return Readers(tmp_path_factory.mktemp("machine"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(KINDS)), st.integers(0, 2**32))
@example("session", 0)
def test_any_file_is_read_or_refused(readers: Readers, kind: str, seed: int) -> None:
    """A file is read, and all that is shown of it can be made, or it is refused in good words; it stays as it is."""
    readers.run(kind, document(Chance(seed), *KINDS[kind]))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(KINDS)), st.binary(max_size=300), st.integers(0, 2**32), st.booleans())
def test_noise_is_refused(readers: Readers, kind: str, noise: bytes, seed: int, alone: bool) -> None:
    """So is mere noise, and a good file with noise in it."""
    chance = Chance(seed)
    data = noise if alone else damage(chance, document(chance, *KINDS[kind])[:200] + noise)
    readers.run(kind, data)


@pytest.mark.parametrize("path", sorted(CORPUS.iterdir()), ids=lambda path: path.name)
def test_what_ever_broke_something(readers: Readers, path: Path) -> None:
    """What broke a reader once never does so again."""
    readers.run(path.name.partition("-")[0], path.read_bytes())
