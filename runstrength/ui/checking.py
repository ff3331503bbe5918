"""The ways of a self-check: from the session to the mirror, to what it came to. Screens are imported late."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from runstrength.catalogue.selfcheck import SelfCheck
    from runstrength.ui.app import RunstrengthApp
    from runstrength.ui.check_lines import CheckPast
    from runstrength.ui.keeper import Kept


class SelfChecked:
    """What the app's screens ask for around a self-check."""

    @property
    def _checked(self) -> RunstrengthApp:
        return cast("RunstrengthApp", self)

    def show_check(self) -> None:
        """Open what the self-checks came to, and the way to the next one."""
        from runstrength.ui.screens.self_check import SelfCheckScreen

        self._checked.push_screen(SelfCheckScreen())

    def after(self, kept: Kept) -> None:
        """Go on after a summary: from a self-check to the mirror, from everything else out of the session."""
        if kept.record.kind != "check":
            self._checked.leave()
            return
        from runstrength.ui.screens.mirror import MirrorScreen

        self._checked.push_screen(MirrorScreen(kept, self.read_check().questions))

    def mirrored(self, kept: Kept) -> None:
        """Go on after the mirror: to what it came to; of a check that was not kept there is nothing to see."""
        if kept.where is None:
            self._checked.leave()
            return
        from runstrength.ui.screens.self_check import SelfCheckScreen

        self._checked.push_screen(SelfCheckScreen(after=True))

    def read_check(self) -> SelfCheck:
        """Return what the self-check asks and compares with."""
        from runstrength.catalogue.selfcheck import read_selfcheck
        from runstrength.locations import assets_dir

        return read_selfcheck(assets_dir() / "check.toml")

    def check_past(self) -> CheckPast:
        """Return what all self-checks came to; reads the whole history."""
        from runstrength.ui.check_lines import check_past

        app = self._checked
        rules = app.library.coaching.asymmetry
        return check_past(app.keeper.store.entries().records, self.read_check(), app.settings.birth_year, rules)
