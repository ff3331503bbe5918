"""`runstrength sounds`: plays every tone, then the voice."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

import click

from runstrength.cli.options import sound_options
from runstrength.cli.output import print_json
from runstrength.cli.profile_data import profile_settings

if TYPE_CHECKING:
    from runstrength.sound.player import Player

START_TIMEOUT: Final = 3.0
"""Seconds to wait until the player is ready."""
GAP: Final = 0.6
"""Seconds between two tones."""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the tones as a JSON array; play nothing.")
@sound_options
@click.pass_context
def sounds(ctx: click.Context, as_json: bool, sound: str | None, voice: bool | None) -> None:
    """Play every tone and the voice, to check your sound."""
    from runstrength.locations import assets_dir
    from runstrength.sound.tones import MEANINGS, read_tones

    tones = read_tones(assets_dir() / "tones")
    if as_json:
        print_json([{"cue": tone.cue, "hz": tone.hz, "seconds": tone.seconds, "file": tone.file} for tone in tones])
        return
    settings = profile_settings()
    player = _open(ctx, sound or settings.sound, settings.volume)
    try:
        for tone in tones:
            click.echo(f"  {tone.cue:<10} {MEANINGS[tone.cue]}")
            player.play(tone.cue, time.monotonic() + 0.2, [tone.file])
            time.sleep(0.2 + tone.seconds + GAP)
        if settings.voice if voice is None else voice:
            _speak(player)
    finally:
        player.close()


def _open(ctx: click.Context, setting: str, volume: float) -> Player:
    """Return a player that is ready; exit with an error message if there is none."""
    from runstrength.sound.player import choose_backend, make_player

    choice = choose_backend("auto" if setting == "off" else setting)
    player = make_player(choice, ring=lambda: click.echo("\a", nl=False))
    player.set_volume(volume)
    player.start()
    deadline = time.monotonic() + START_TIMEOUT
    while not (player.ready or player.muted_why) and time.monotonic() < deadline:
        time.sleep(0.02)
    if not player.ready:
        player.close()
        reason = player.muted_why or "it didn't answer"
        click.echo(f"No sound from {choice.name}: {reason}. Try: runstrength doctor", err=True)
        ctx.exit(1)
    click.echo(f"{choice.name} on {player.detail or choice.detail}, volume {volume:.0%}")
    return player


def _speak(player: Player) -> None:
    from runstrength.locations import assets_dir
    from runstrength.sound.voice import Voice

    words = "Side plank. Left side. Thirty seconds."
    clips = [str(clip) for clip in Voice(assets_dir() / "voice").clips(words)]
    if clips:
        click.echo(f"  {'voice':<10} {words}")
        player.play("voice", time.monotonic() + 0.2, clips, voice=True)
        time.sleep(4.5)
