"""Applies and saves changes of settings, by keys and the settings screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from runstrength.profile import SettingsSaveError
from runstrength.settings import SOUND_SETTINGS

if TYPE_CHECKING:
    from runstrength.session.engine import Session
    from runstrength.ui.services import Services, SessionServices


def change_settings(services: SessionServices, **changes: object) -> str:
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


WITHOUT_SOUND: Final = "This session runs without sound."
"""What the keys of the sound answer in a rehearsal."""


def toggle_sound(services: SessionServices, what: str, session: Session, mute_key: str) -> str:
    """Turn `voice`, `tones` or all sound (`mute`) on or off; return a sentence on what is on now.

    Args:
        services: what holds the sound and the settings.
        what: `voice`, `tones` or `mute`.
        session: the session under way.
        mute_key: the key that turns all sound on, as text.
    """
    sound = services.sound
    if sound is None:
        return WITHOUT_SOUND
    if what == "mute":
        change_settings(services, sound=sound.toggle(session, wait=services.waits))
    elif what == "voice":
        sound.set_tones_and_voice(session, voice=not sound.voice)
        change_settings(services, voice=sound.voice_setting)
    else:
        sound.set_tones_and_voice(session, tones=not sound.tones)
        change_settings(services, tones=sound.tones)
    is_on = {"voice": sound.voice, "tones": sound.tones, "mute": sound.enabled}[what]
    name = {"voice": "Voice", "tones": "Tones", "mute": "Sound"}[what]
    still = f" (sound is off: press {mute_key})" if what != "mute" and is_on and not sound.enabled else ""
    return f"{name} {'on' if is_on else 'off'}{still}."


def change_volume(services: SessionServices, by: float) -> str:
    """Change and save the volume, let the person hear it, and return a sentence with it."""
    if services.sound is None:
        return WITHOUT_SOUND
    change_settings(services, volume=services.sound.change_volume(by))
    services.sound.answer_key()
    return f"Volume {services.settings.volume:.0%}."
