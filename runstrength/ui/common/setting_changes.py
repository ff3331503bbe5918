"""Applies and saves changes of settings, by keys and the settings screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from runstrength.profile import SettingsSaveError
from runstrength.settings import SOUND_SETTINGS

if TYPE_CHECKING:
    from runstrength.session.engine import Session
    from runstrength.ui.services import Services


def change_settings(services: Services, **changes: object) -> str:
    """Change and save settings; if they can't be saved, show and return the error, else return an empty string."""
    services.settings = replace(services.settings, **changes)
    try:
        services.profile.save_settings(changes)
    except SettingsSaveError as error:
        services.host.notify(str(error), severity="warning")
        return str(error)
    return ""


def apply_settings(services: Services, **changes: Any) -> str:
    """Change settings, and apply them to today's choices, theme and sound; return as `change_settings`."""
    services.planner.choices = services.planner.choices.with_changes(changes)
    if "theme" in changes:
        services.host.apply_theme(changes["theme"])
    if services.sound is not None:
        services.sound.apply_settings(**{key: changes[key] for key in SOUND_SETTINGS if key in changes})
    return change_settings(services, **changes)


def toggle_theme(services: Services) -> None:
    """Toggle between the dark and light theme."""
    setting = "light" if services.settings.theme == "dark" else "dark"
    services.host.apply_theme(setting)
    change_settings(services, theme=setting)


def toggle_sound(services: Services, what: str, session: Session) -> None:
    """Turn `voice`, `tones` or all sound (`mute`) on or off; does nothing without sound."""
    sound = services.sound
    if sound is None:
        return
    if what == "mute":
        change_settings(services, sound=sound.toggle(session, wait=services.waits))
    elif what == "voice":
        sound.set_tones_and_voice(session, voice=not sound.voice)
        change_settings(services, voice=sound.voice_setting)
    else:
        sound.set_tones_and_voice(session, tones=not sound.tones)
        change_settings(services, tones=sound.tones)


def change_volume(services: Services, by: float) -> None:
    """Change the volume; does nothing without sound."""
    if services.sound is not None:
        change_settings(services, volume=services.sound.change_volume(by))
