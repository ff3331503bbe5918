"""A person's own keys: what can be used, and what is said of what cannot."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from textual.binding import Binding

from runstrength.ui.common.bindings import normal_keys, remapped
from runstrength.ui.keymap.check import CHARACTERS, NAMES, keymap_problems
from runstrength.ui.keymap.screens import SCREENS, on_screen
from tests.support.loops import looped

IDS = sorted({binding.id or "" for screen in SCREENS for binding in on_screen(screen)})


@looped(
    ("name", "keys", "text"),
    [
        ("sesion.skip", "k", 'unknown key (did you mean "session.skip"?)'),
        ("session.skp", "k", 'unknown key (did you mean "session.skip"?)'),
        ("form.jump", "k", "unknown key: in form, use clear"),
        ("stop.", "k", "unknown key: in stop, use again, discard, finish, go_on or save"),
        ("jump", "k", "unknown key: start with app, builder, charts"),
        ("", "k", "unknown key: start with app, builder, charts"),
        ("list.leave", "x", "can't be changed: ctrl+c must always leave the app"),
        ("session.end_now", "ctrl+x", "can't be changed: ctrl+c and ctrl+q must always leave the app"),
        ("session.skip", "", '"" isn\'t valid: use keys with commas between them'),
        ("session.skip", "k,,f5", '"" isn\'t valid: use keys with commas between them'),
        ("session.skip", "foo", '"foo" isn\'t valid: use keys with commas between them'),
        ("session.skip", "F5", '(did you mean "f5"?)'),
        ("session.skip", "pagedwn", '(did you mean "pagedown"?)'),
        ("session.skip", "shift+k", '"shift+k" isn\'t valid: use "K"'),
        ("session.skip", "ctrl+i", '"ctrl+i" is the same as tab in a terminal: use tab or another key'),
        ("session.skip", "<any>", '"<any>" isn\'t valid'),
        (
            "session.skip",
            "p",
            "p is already session.pause in the session: use another key, or change session.pause too",
        ),
        ("session.skip", "?", "? is already app.help in the session"),
        ("session.skip", "ctrl+c", "ctrl+c is already session.end_now in the session: use another key"),
        ("session.skip", "escape", "esc is already session.end in the session"),
        ("session.skip", "enter", "enter is already session.go_on in the session"),
        ("session.skip", "ctrl+p", "ctrl+p is already app.palette in the session"),
        ("session.skip", "3", "3 is a typed value in the session: use another key"),
        ("session.skip", ",", '"" isn\'t valid'),
        ("session.skip", "comma", ", is a typed value in the session: use another key"),
        ("session.end", "q", "esc must stay, which always goes back: use q,escape"),
        ("session.go_on", "space", "enter must stay, which also accepts what you type: use space,enter"),
        ("list.back", "b", "esc must stay, which always goes back: use b,escape"),
        ("list.up", "k", "k is text in choosing an exercise: add a key that isn't a character"),
        ("history.delete", "x", "x is already history.trash in the history"),
        ("list.theme", "h", "h is already home.history in home"),
        ("app.palette", "z", "z is text in"),
        ("edit.next_value", "w", "w is text in editing a session: use a key that isn't a character"),
    ],
)
def test_keys_that_cannot_be_used(name: str, keys: str, text: str) -> None:
    """Each is refused with the file, its key, what is wrong and what to use."""
    problems = keymap_problems({name: keys}, "config.toml")

    assert any(text in problem.text for problem in problems), [str(problem) for problem in problems]
    assert {(problem.file, problem.key) for problem in problems} == {("config.toml", f'keys."{name}"')}


@looped(
    "keymap",
    [
        {},
        {"session.skip": "k,f5"},
        {"session.skip": " k , f5 "},
        {"session.skip": "p", "session.pause": "s"},
        {"list.theme": "f9"},
        {"list.back": "q,escape"},
        {"list.back": "q,escape,backspace,f3"},
        {"list.less": "left,minus"},
        {"list.up": "up,k,ctrl+k"},
        {"history.delete": "delete", "history.trash": "d"},
        {"session.go_on": "enter,space,f1", "app.help": "question_mark"},
        {"app.palette": "f2,ctrl+p"},
        {"session.pause": "alt+p,ctrl+k,P,#"},
    ],
)
def test_keys_that_can_be_used(keymap: dict[str, str]) -> None:
    """A key that nothing else has is taken, and two can be swapped."""
    assert keymap_problems(keymap, "config.toml") == []


def test_everything_wrong_is_said_at_once() -> None:
    """Several problems are named together, each once however many screens it concerns."""
    problems = keymap_problems({"list.theme": "h", "sesion.skip": "k", "list.leave": "x"}, "config.toml")

    texts = [str(problem) for problem in problems]
    assert len(texts) == len(set(texts)) >= 3
    assert {problem.key for problem in problems} == {'keys."list.theme"', 'keys."sesion.skip"', 'keys."list.leave"'}
    assert sum("already list.less" in text for text in texts) == 1


KEY = st.one_of(st.sampled_from(sorted(NAMES)), st.characters(codec="ascii", categories=("L", "N", "P", "S")))
KEYMAPS = st.dictionaries(
    st.sampled_from(IDS), st.lists(KEY, min_size=1, max_size=3).map(",".join), min_size=1, max_size=3
)


@given(KEYMAPS, st.booleans())
def test_every_screen_keeps_a_way_back_and_its_help(keymap: dict[str, str], keeps: bool) -> None:
    """Whatever keys are accepted, a screen has its ways out and its help, and no key of it does two things."""
    usual = {binding.id or "": binding for screen in SCREENS for binding in on_screen(screen)}
    if keeps:  # most that is made up is refused without them
        keymap = {name: f"{keys},{usual[name].key}" for name, keys in keymap.items()}
    if keymap_problems(keymap, "config.toml"):
        return
    mapped = {name: normal_keys(keys) for name, keys in keymap.items()}
    for screen in SCREENS:
        ids: dict[str, set[str | None]] = {}
        for binding in on_screen(screen):
            for key in remapped(binding, mapped).key.split(","):
                ids.setdefault(key, set()).add(binding.id)
        before = {key for binding in on_screen(screen) for key in binding.key.split(",")}
        for key in before & {"escape", "enter", "ctrl+c", "ctrl+q"}:
            assert any(key in binding.key.split(",") and binding.id in ids[key] for binding in on_screen(screen)), key
        for binding in on_screen(screen):
            assert remapped(binding, mapped).key, binding
            if screen.text and binding.id in mapped:
                assert not all(len(key) == 1 or key in CHARACTERS for key in mapped[binding.id or ""].split(","))
        changed = {key for name in mapped for key in mapped[name].split(",")}
        assert all(len(names) == 1 for key, names in ids.items() if key in changed and key != "ctrl+z"), screen.name
        assert not any(character in ids for character in screen.typed if character.isalnum()) or not changed


def test_an_upper_case_letter_is_a_key_of_its_own() -> None:
    """`K` and `k` are two keys, as they are on the keyboard."""
    assert keymap_problems({"session.skip": "K", "session.pause": "k"}, "config.toml") == []
    assert [one.key for one in Binding.make_bindings([Binding("K", "x")])] == ["K"]
