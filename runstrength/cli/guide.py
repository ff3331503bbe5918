"""`runstrength guide`: prints the training guide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from runstrength.cli.output import print_json

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from runstrength.catalogue.guide import Section


def _complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001
    from click.shell_completion import CompletionItem

    return [CompletionItem(section.key) for section in _sections() if section.key.startswith(incomplete)]


@click.command()
@click.argument("section", required=False, shell_complete=_complete)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
def guide(section: str | None, as_json: bool) -> None:
    """Read the training guide.

    It explains strength, rest, weights, mobility, and when to get help. SECTION is the name of a section. The default
    is all sections.
    """
    from runstrength.catalogue import guide as catalogue

    sections = _sections()
    if section is not None:
        sections = (catalogue.section(sections, section),)
    if as_json:
        print_json([{"key": section.key, "title": section.title, "text": list(section.text)} for section in sections])
        return
    all_of_them = section is None
    click.echo("\n\n".join("\n".join(_lines(one, named=all_of_them)) for one in sections))


def _sections() -> tuple[Section, ...]:
    from runstrength.catalogue.guide import read_guide
    from runstrength.locations import assets_dir

    return read_guide(assets_dir() / "guide.toml")


def _lines(section: Section, *, named: bool) -> list[str]:
    from runstrength.cli.text_layout import page_width, wrapped

    indent = "  "
    head = f"{section.title} ({section.key})" if named else section.title
    lines = [head]
    for text in section.text:
        lines += [indent + line for line in wrapped(text, page_width() - len(indent))]
    return lines
