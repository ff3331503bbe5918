"""Style sheets that are parsed once for all apps of a test run, of which each would parse them all again."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Any, cast

from textual.css.model import RuleSet


class ParsedOnce:
    """Textual's parser of style sheets, with a memory; nobody changes a rule once it is parsed."""

    def __init__(self, parse: Callable[..., Iterable[RuleSet]]) -> None:
        self._parse = parse
        self._known: dict[Hashable, list[RuleSet]] = {}
        self._variables: tuple[Any, Hashable] = (None, None)
        """The variables of a theme as they were last given, and the same to be looked up by."""

    def __call__(self, scope: str, css: str, read_from: Any, **options: Any) -> list[RuleSet]:
        """Return the rules of a style sheet, for a widget and a theme."""
        variables = options.get("variable_tokens")
        if variables is not self._variables[0]:
            names = cast("dict[str, list[Hashable]]", variables or {})
            self._variables = (variables, tuple((name, tuple(tokens)) for name, tokens in sorted(names.items())))
        others = tuple(sorted((name, value) for name, value in options.items() if name != "variable_tokens"))
        key = (scope, css, read_from, others, self._variables[1])
        if key not in self._known:
            self._known[key] = list(self._parse(scope, css, read_from, **options))
        return self._known[key]
