"""The command line: one module per group of commands. Textual is imported only to open the app."""

from runstrength.cli.main import main

__all__ = ["main"]
