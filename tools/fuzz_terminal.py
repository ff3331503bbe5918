"""Press, click, paste, resize and answer at random in the real program, in a pseudo-terminal of its own.

    python tools/fuzz_terminal.py --events 5000 --seed 1
    python tools/fuzz_terminal.py --seconds 600 --seed 7

It starts the program on a machine full of hostile files, goes to a screen by its keys (each seed to another one), and
sends keys of all kinds (as xterm, rxvt and kitty report them, in bursts and in pieces), the mouse, pastes, new sizes,
answers that a terminal gives, noise, ctrl+z and SIGSTOP. Every run ends with a signal. What must hold at every moment:
the program does not end by itself but by a key that quits it, nothing is in the error log, every byte that it writes is
a letter or its own, every value that is logged is explained by the plan, the clock or a key (`fuzz_values`), the signal
is obeyed within a second and the terminal is given back. Some runs make values narrower: in silent ones no key says
any, in others all digits of keys are 7, 8 or 9, and no digit in what the terminal answers is.

A finding is printed with its seed; what was sent last, the error log and the output are kept in the folder of findings.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support.hostile import ORDERS, WIDE, harmful, settle
from tests.support.terminal import Terminal
from tests.support.terminal_replies import REPLIES
from tools.fuzz_screens import ROUTES, ROUTINE, opened, shown
from tools.fuzz_values import Judge

FOUND: Final = Path(tempfile.gettempdir()) / "runstrength-fuzz-terminal"
"""Where findings are kept."""
AT_ONCE: Final = 1.0
"""Seconds within which a signal is obeyed."""
STATUS: Final = {signal.SIGTERM: 143, signal.SIGINT: 130, signal.SIGHUP: 129}
KEYS: Final = [
    *"abcdefghijklmnopqrstuvwxyz,./?+-=[]0123456789 KJPSQ",
    *("\r", "\t", "\x7f", "\x1b", "\x1b[Z", "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[H", "\x1b[F"),
    *("\x1b[5~", "\x1b[6~", "\x1b[3~", "\x1bOP", "\x1bOA", "\x1bOB", "\x1b[1;5A", "\x1b[a", "\x1bq", "\x1b\x1b[A"),
    *("\x03", "\x10", "\x1a", "\x19", "\x11", "\x0c"),
    *("ж", "з", "走", "é", "👩\u200d🦰", "❤\ufe0f", "\u202e"),
]
WAYS: Final = [*"srhbew,mglco?", "\x10", "\r", "\r", " ", " ", "\x1b", "\x7f", "\x1b[B", "\x1b[A"]
"""Keys that lead from screen to screen."""
SAYING_NOTHING: Final = [*[" ", "\x1b[6~"] * 4, "p", "p", "v", "t", "?", "\x1b"]
"""Keys of a session that say no value."""
HIGH: Final = "789"
SAYING_DIGITS: Final = [*SAYING_NOTHING, *SAYING_NOTHING, *HIGH, *HIGH, "\t", "e", "\r", "n", "s"]
"""Keys of a session that say values with none but high digits, and no value by an arrow."""
STYLES: Final = ("free", "free", "free", "silent", "digits", "free")
"""How a run of a seed says values."""
TEXTS: Final = [
    ORDERS,
    WIDE,
    "12",
    "8,5",
    "two\nlines\n",
    "\x1b]52;c;MTEyMg==\x07",
    "\x1b[31mred\x1b[m",
    "x" * 3000,
    "~/a b.gpx",
]
NOISE: Final = b"\xe9\xff\xc3(\xf0\x9f\x80\xed\xa0\x80\x1b\x1b\x1b[\x1b]\x9b\x90\x00\x1b[<\x1b[200"
OURS: Final = re.compile(
    r"\x1b\[[<>=?]?[0-9;:]*\$?[A-Za-z]|\x1b\]2;[^\x00-\x1f\x7f-\x9f]*\x07|\x1b\]22;[a-z-]*\x07|\x18\x1b\[\?2026l|[\r\n\x07]"
)
"""What the program itself tells a terminal."""
PICTURES: Final = re.compile(r"\x1b\[\?1049h(.*?)(?:\x1b\[\?1049l|$)", re.DOTALL)
UNFINISHED: Final = re.compile(r"\x1b[^A-Za-z\x07]*$")


class Finding(AssertionError):  # noqa: N818 - it is one
    """Something that must not be."""


def kitty(chance: random.Random) -> str:
    """Return a key as kitty reports it: pressed, repeated or let go, with alternates, or what cannot be one."""
    letter = ord(chance.choice("abcdpqsx0123 \r\x1b[]?"))
    code = chance.choice(
        [str(letter), f"{letter}:{letter - 32}", f"{letter}::{letter}", f"{1079}::{letter}", "1114112"]
    )
    middle = chance.choice(["", ";1", f";1:{chance.randint(1, 4)}", f";{chance.choice([2, 5, 65, 129, 0, 999])}"])
    return f"\x1b[{code}{middle}{chance.choice(['', '', f';{letter}'])}u"


def mouse(chance: random.Random, size: tuple[int, int]) -> str:
    """Return a click, a drag, a wheel or a move, sometimes beyond the window, sometimes in an old way."""
    column, row = chance.randint(1, size[0] + 2), chance.randint(1, size[1] + 2)
    match chance.randrange(6):
        case 0:
            return f"\x1b[<{chance.choice([64, 65, 66, 67])};{column};{row}M"
        case 1:
            return f"\x1b[<35;{column};{row}M"
        case 2:
            return f"\x1b[<0;{column};{row}M\x1b[<32;{column};{row + 1}M\x1b[<0;{column};{row + 1}m"
        case 3:
            return f"\x1b[M {chr(32 + min(column, 90))}{chr(32 + min(row, 90))}"
        case _:
            return f"\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m" * chance.choice([1, 1, 2])


class Run:
    """One start of the program, from its first picture to the signal that ends it.

    Args:
        seed: decides everything that is sent.
        program: the command that starts the program.
        home: an empty folder for its files.
        counts: counts events and screens.
    """

    def __init__(self, seed: int, program: Sequence[str], home: Path, counts: Counter[str]) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - it is to be the same each time
        self.style = STYLES[seed % len(STYLES)]
        self.free = self.style == "free"
        self.start = self.chance.choice(list(ROUTES)) if self.free else "rest"
        self.program = program
        self.home = home
        self.counts = counts
        self.sent: list[str] = []
        self._screen = ""
        self._interrupted = False
        self._judge = Judge(home)

    def go(self, events: int, until: float) -> int:
        """Send so many events, or fewer where the time is over; return how many it were.

        Raises:
            Finding: something was not as it must be.
        """
        settle(self.home)
        (self.home / "config" / "routines" / "rests.toml").write_text(ROUTINE, encoding="utf-8")
        self._judge = Judge(self.home)
        size = (self.chance.randint(20, 130), self.chance.randint(8, 45))
        start, begun = self.start, 0
        while begun < events and time.monotonic() < until:
            self._screen, self._interrupted = start, False
            with opened(start, self.program, size, self.home, note=self._judge.heard.note) as (terminal, arrived):
                self.counts[f"{'at' if arrived else 'MISSED'} {start}"] += 1
                self._screen = start
                while begun < events and time.monotonic() < until and not terminal.ended:
                    begun += self._burst(terminal)
                    self._look(terminal)
                if terminal.ended:
                    self._ended(terminal)
                    start = self.chance.choice(list(ROUTES)) if self.free else "rest"
                else:
                    self._signal(terminal)
                self._look(terminal)
                self._bytes(terminal)
        self.counts["values judged"] += self._judge.judged
        return begun

    def _burst(self, terminal: Terminal) -> int:
        """Send some events at once, cut into pieces anywhere; return how many."""
        count = self.chance.choice([1, 1, 1, 2, 4, 8])
        data = b""
        for _ in range(count):
            kind, what = self._event(terminal)
            self.counts[kind] += 1
            self.counts[f"on {self._screen}"] += 1
            self.sent.append(f"{self._screen}: {kind} {what!r}")
            self._judge.heard.note(kind, what)
            data += what
        cuts = sorted(self.chance.choices(range(len(data) + 1), k=self.chance.choice([0, 0, 1, 3])))
        with terminal.in_one_piece():
            for start, end in zip([0, *cuts], [*cuts, len(data)], strict=True):
                self._send(terminal, data[start:end])
                terminal.read_for(self.chance.choice([0.0, 0.002, 0.01]))
        terminal.read_for(self.chance.choice([0.0, 0.005, 0.02, 0.05]))
        if _has_stopped(terminal):
            terminal.kill(signal.SIGCONT)
        return count

    def _send(self, terminal: Terminal, data: bytes) -> None:
        """Send bytes; remember whether the terminal itself made a signal of ctrl+c, as it does for a shell."""
        signals = terminal.signals
        terminal.send_bytes(data)
        if b"\x03" in data and (signals or terminal.signals):
            self._interrupted = True

    def _event(self, terminal: Terminal) -> tuple[str, bytes]:
        """Return the kind of an event and what the terminal sends for it."""
        chance = self.chance
        keys = {"free": KEYS, "silent": SAYING_NOTHING}.get(self.style, SAYING_DIGITS)
        replies = [text for text in REPLIES.values() if self.style != "digits" or not set(text) & set(HIGH)]
        kinds: list[tuple[int, str, Callable[[], str]]] = [
            (30, "key", lambda: chance.choice(keys)),
            (20 if self.free else 0, "way", lambda: chance.choice(WAYS)),
            (8 if self.free else 0, "kitty", lambda: kitty(chance)),
            (
                12 if self.free else 2,
                "mouse",
                lambda: mouse(chance, terminal.size) if self.free else "\x1b[<35;3;3M",
            ),
            (4 if self.free else 0, "paste", lambda: f"\x1b[200~{chance.choice(TEXTS)}\x1b[201~"),
            (10 if self.free else 40, "reply", lambda: chance.choice(replies)),
            (2, "focus", lambda: chance.choice(["\x1b[I", "\x1b[O"])),
        ]
        if chance.random() < 0.06:
            terminal.resize(chance.randint(1, 160), chance.randint(1, 50))
            return "resize", b""
        if chance.random() < 0.004:
            terminal.kill(signal.SIGSTOP)
            return "stop", b""
        if self.free and chance.random() < 0.01:
            return "noise", bytes(chance.choices(NOISE, k=6))
        _, kind, make = chance.choices(kinds, [weight for weight, _, _ in kinds])[0]
        return kind, make().encode("utf-8", "surrogateescape")

    # -- what must hold ------------------------------------------------------------------------------------------------

    def _look(self, terminal: Terminal) -> None:
        log = self.home / "state" / "errors.log"
        if log.exists():
            terminal.read_for(1.0)  # until it is written
            lines = log.read_text("utf-8").strip().splitlines()
            places = [line.strip() for line in lines if line.strip().startswith("File ") and "runstrength/" in line]
            raise Finding(f"{lines[-1][:200]} - {places[-1] if places else '?'}")
        for why in self._judge.findings():
            raise Finding(why)
        if not terminal.ended and (screen := shown(terminal)):
            self._screen = screen

    def _ended(self, terminal: Terminal) -> None:
        status = terminal.wait_exit(5)
        # With pain in the check-in there is no session, which is status 1. A terminal that has been given back makes a
        # signal of ctrl+c: with a shell there, the program has stopped or is about to end.
        if status == 130 and self._interrupted:
            self.counts["ended by the terminal's own ctrl+c"] += 1
        elif status == 1 and self._screen == "check-in":
            self.counts["ended by pain in the check-in"] += 1
        elif status != 0:
            raise Finding(f"ended by itself with status {status}")
        if terminal.left_on:
            raise Finding(f"left on after the end: {terminal.left_on}")

    def _signal(self, terminal: Terminal) -> None:
        if _has_stopped(terminal):
            terminal.kill(signal.SIGCONT)
            terminal.read_for(0.3)
        number = self.chance.choice(list(STATUS))
        self.sent.append(number.name)
        self.counts["signal"] += 1
        began = time.monotonic()
        terminal.kill(number)
        status = None
        while status is None:
            try:
                status = terminal.wait_exit(0.2)
            except AssertionError:
                if time.monotonic() > began + 20:
                    raise Finding(f"{number.name} was not obeyed within 20 s") from None
                if _has_stopped(terminal):  # a stop that was sent before may come after it, on a busy machine
                    terminal.kill(signal.SIGCONT)
        took = time.monotonic() - began
        self.counts["ms of the slowest signal"] = max(self.counts["ms of the slowest signal"], round(took * 1000))
        if took > AT_ONCE:
            raise Finding(f"{number.name} was obeyed after {took:.1f} s")
        if status not in (STATUS[number], 0, -number):  # it had ended already, or almost
            raise Finding(f"{number.name} ended with status {status}")
        if terminal.left_on:
            raise Finding(f"left on after {number.name}: {terminal.left_on}")

    @staticmethod
    def _bytes(terminal: Terminal) -> None:
        # Before and after, the terminal itself shows what is typed.
        pictures = PICTURES.findall(terminal.raw.decode("utf-8", "ignore"))
        written = UNFINISHED.sub("", OURS.sub("", "".join(pictures)))
        if bad := harmful(written):
            place = written.index(bad[0])
            raise Finding(f"written raw: {bad} in {written[max(0, place - 40) : place + 20]!a}")


def _has_stopped(terminal: Terminal) -> bool:
    """Tell whether the program was stopped, where the system says so."""
    try:
        return Path(f"/proc/{terminal.pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()[0] == "T"
    except (OSError, IndexError):
        return False


def runs(
    seed: int, events: int, until: float, *, program: Sequence[str], each: int = 250, counts: Counter[str]
) -> Iterator[tuple[int, Finding]]:
    """Run until so many events were sent or the time is over; yield the seed and the finding of runs that had one."""
    done = 0
    while done < events and time.monotonic() < until:
        with tempfile.TemporaryDirectory(prefix="runstrength-fuzz-", ignore_cleanup_errors=True) as folder:
            run = Run(seed, program, Path(folder), counts)
            try:
                done += run.go(min(each, events - done), until)
            except AssertionError as error:
                done += len(run.sent)
                finding = error if isinstance(error, Finding) else Finding(str(error).splitlines()[0])
                _keep(seed, run, finding, Path(folder))
                yield seed, finding
        counts["runs"] += 1
        seed += 1


def _keep(seed: int, run: Run, finding: Finding, folder: Path) -> None:
    place = FOUND / str(seed)
    place.mkdir(parents=True, exist_ok=True)
    (place / "sent.json").write_text(json.dumps(run.sent[-200:], indent=0), encoding="utf-8")
    log = folder / "state" / "errors.log"
    words = log.read_text("utf-8") if log.exists() else ""
    (place / "finding.txt").write_text(f"{finding}\n\n{words}", encoding="utf-8")


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1, help="of the first run; each has the next one")
    parser.add_argument("--seconds", type=float, default=0, help="stop after so long")
    parser.add_argument("--each", type=int, default=250, help="events in a run")
    parser.add_argument("--program", default=f"{sys.executable} -m runstrength", help="what to start")
    options = parser.parse_args()
    began = time.monotonic()
    counts: Counter[str] = Counter()
    until = began + options.seconds if options.seconds else float("inf")
    found = 0
    for seed, finding in runs(
        options.seed, options.events, until, program=options.program.split(), each=options.each, counts=counts
    ):
        found += 1
        print(f"FINDING seed {seed}: {finding} (kept in {FOUND / str(seed)})", flush=True)
    kinds = ("key", "way", "kitty", "mouse", "paste", "reply", "focus", "resize", "stop", "noise", "signal")
    total = sum(counts[kind] for kind in kinds)
    print(f"{total:,} events in {counts['runs']} runs and {time.monotonic() - began:.0f} s: {found} findings")
    for name, count in sorted(counts.items()):
        print(f"{count:9,} {name}")
    sys.exit(found > 0)


if __name__ == "__main__":
    main()
