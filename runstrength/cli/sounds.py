"""`runstrength sounds`: plays every tone, says its name, then lets the voice say a sentence."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

import click

from runstrength.cli.options import sound_options
from runstrength.cli.output import print_json
from runstrength.cli.profile_data import profile_settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runstrength.sound.player import Player

LEAD: Final = 0.2
"""Seconds ahead that a sound is planned."""
GAP: Final = 0.6
"""Seconds between two tones."""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the tones as a JSON array; play nothing.")
@sound_options
@click.pass_context
def sounds(ctx: click.Context, as_json: bool, sound: str | None, voice: bool | str | None) -> None:
    """Play every tone and the voice, to check your sound."""
    from runstrength.locations import assets_dir
    from runstrength.settings import voice_name
    from runstrength.sound.tones import MEANINGS, SPOKEN_NAMES, VOICE_SAMPLE, read_tones

    tones = read_tones(assets_dir() / "tones")
    if as_json:
        print_json([{"cue": tone.cue, "hz": tone.hz, "seconds": tone.seconds, "file": tone.file} for tone in tones])
        return
    settings = profile_settings()
    spoken = voice_name(settings.voice if voice is None else voice)
    player = _open(ctx, sound or settings.sound, settings.volume)
    try:
        for tone in tones:
            click.echo(f"  {tone.cue:<10} {MEANINGS[tone.cue]}")
            _play(ctx, player, tone.cue, [tone.file], tone.seconds)
            if spoken:
                _say(ctx, player, spoken, f"name {tone.cue}", SPOKEN_NAMES[tone.cue])
            time.sleep(GAP)
        if spoken:
            click.echo(f"  {'voice':<10} {VOICE_SAMPLE}")
            _say(ctx, player, spoken, "voice", VOICE_SAMPLE)
    finally:
        player.close()


def _open(ctx: click.Context, setting: str, volume: float) -> Player:
    """Return a player that is ready; exit with an error message if there is none."""
    from runstrength.sound.player import choose_backend, device_advice, make_player, wait_until_ready

    choice = choose_backend("auto" if setting == "off" else setting)
    player = make_player(choice, ring=lambda: click.echo("\a", nl=False))
    player.set_volume(volume)
    player.start()
    if reason := wait_until_ready(player):
        player.close()
        click.echo(f"No sound from {choice.name}: {reason}. To hear something, {device_advice()}", err=True)
        ctx.exit(1)
    click.echo(f"{choice.name} on {player.detail or choice.detail}, volume {volume:.0%}")
    return player


def _play(
    ctx: click.Context, player: Player, key: str, files: Sequence[str], seconds: float, *, voice: bool = False
) -> None:
    """Play a sound and wait for its end; exit with an error message if the device was lost meanwhile."""
    player.play(key, time.monotonic() + LEAD, files, voice=voice)
    time.sleep(LEAD + seconds)
    if not player.ready:
        click.echo(f"The sound was lost: {player.muted_why or 'the device is gone'}.", err=True)
        ctx.exit(1)


def _say(ctx: click.Context, player: Player, name: str, key: str, words: str) -> None:
    from runstrength.locations import assets_dir
    from runstrength.sound.voice import Voice

    voice = Voice(assets_dir() / "voice", name)
    if clips := [str(clip) for clip in voice.clips(words)]:
        _play(ctx, player, key, clips, voice.seconds(words), voice=True)
