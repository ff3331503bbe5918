"""`runstrength completion`: the script that lets a shell finish commands, options and names."""

from __future__ import annotations

import click

from runstrength.cli.options import ChoiceType

INSTALL = {
    "bash": (
        "mkdir -p ~/.local/share/bash-completion/completions && "
        "runstrength completion bash > ~/.local/share/bash-completion/completions/runstrength"
    ),
    "zsh": (
        "mkdir -p ~/.zfunc && runstrength completion zsh > ~/.zfunc/_runstrength && "
        "echo 'fpath=(~/.zfunc $fpath); autoload -U compinit; compinit' >> ~/.zshrc"
    ),
    "fish": (
        "mkdir -p ~/.config/fish/completions && "
        "runstrength completion fish > ~/.config/fish/completions/runstrength.fish"
    ),
}
"""The command that installs the script of each shell; it takes effect in a new shell.

Bash reads it with its package `bash-completion`. Without the line in `.zshrc`, zsh looks only where
root can write.
"""

BASH = """\
_runstrength_completion() {
    local IFS=$'\\n' line value
    COMPREPLY=()
    while IFS= read -r line; do
        value=${line#*,}
        case ${line%%,*} in
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
            plain) printf -v value %q "$value"; COMPREPLY+=("$value") ;;
        esac
    done < <(env COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD="$COMP_CWORD" _RUNSTRENGTH_COMPLETE=bash_complete "$1")
}
complete -o nosort -F _runstrength_completion runstrength
"""
"""Bash's script, which quotes names; click's own does not, and a file name could contain `$(...)`."""


@click.command()
@click.argument("shell", type=ChoiceType(list(INSTALL)))
def completion(shell: str) -> None:
    """Print the completion script for a shell."""
    from click.shell_completion import ShellComplete, get_completion_class

    from runstrength.cli.main import NAME, main

    kind = get_completion_class(shell)
    assert kind is not None  # noqa: S101  (click has all three)
    # Bash's own `source` starts a bash to ask its version, which may not be the one that reads the script.
    script = BASH if shell == "bash" else ShellComplete.source(kind(main, {}, NAME, f"_{NAME.upper()}_COMPLETE"))
    if shell == "fish":  # click's script would cut a name or a description at a comma
        script = script.replace('string split ","', 'string split --max 1 ","')
    comment = f"# Install it with this command, then start a new shell:\n#   {INSTALL[shell]}"
    first, _, rest = script.partition("\n")
    # zsh looks for `#compdef` in the first line.
    click.echo(f"{first}\n{comment}\n{rest}" if first.startswith("#compdef") else f"{comment}\n{script}")
