"""Makes the README that a package index shows, from README.md: its links lead to the repository.

The build calls it (`tool.hatch.metadata.hooks.custom` in pyproject.toml). The address of the repository has one place,
`source` there. While that is empty, pictures are left out and links are plain text, because an index can't follow the
relative links that a repository shows.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

from hatchling.metadata.plugin.interface import MetadataHookInterface

LINK: Final = re.compile(r"(!?)\[([^\]]*)\]\((?![a-z]+:|#)([^)\s]+)\)")
"""A picture or a link to a file of the checkout."""


class MetadataHook(MetadataHookInterface):
    """Sets the README, and the project's addresses if the repository has one."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Set `readme` and `urls`."""
        source = str(self.config.get("source", ""))
        text = (Path(self.root) / "README.md").read_text(encoding="utf-8")
        metadata["readme"] = {"content-type": "text/markdown", "text": for_index(text, source)}
        metadata["urls"] = addresses(source)


def for_index(text: str, source: str) -> str:
    """Return a README for a package index.

    Args:
        text: the README of the repository.
        source: the address of the repository; empty if it has none.
    """

    def absolute(link: re.Match[str]) -> str:
        picture, words, file = link.groups()
        if not source:
            return "" if picture else words
        return f"{picture}[{words}]({source.rstrip('/')}/{'raw' if picture else 'blob'}/HEAD/{file})"

    return re.sub(r"\n{3,}", "\n\n", LINK.sub(absolute, text))


def addresses(source: str) -> dict[str, str]:
    """Return the addresses that an index shows beside the README; none without a repository."""
    if not source:
        return {}
    pages = f"{source.rstrip('/')}/blob/HEAD"
    return {"Source": source, "Documentation": f"{pages}/README.md#read-more", "Changelog": f"{pages}/CHANGELOG.md"}
