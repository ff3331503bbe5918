"""Phrases that no text for a person may contain, each with what to write instead, and the few exceptions.

    problems = not_plain(text)                       every phrase of `FORBIDDEN` that the text contains
    problems = not_plain(text, where="docs/x.md")    without those that `ALLOWED` permits there

Add a phrase that made you read a sentence twice. It has to be wrong everywhere; what is wrong in one place only is
changed there.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple


class Allowed(NamedTuple):
    """A place where a phrase is right, and why."""

    where: str
    """The end of the file's name, or what a test calls the place; empty if the phrase is right everywhere."""

    text: str
    """The words around the phrase, as they stand there."""

    why: str


FORBIDDEN: Final[dict[str, str]] = {
    # Saving, undoing, leaving
    r"kept at once": "saved automatically",
    r"not kept|nothing is kept|weeks? kept": "unsaved, not saved; streak",
    r"(take|takes|took|taken|taking) (\w+ )?back(?! row)": "undo, undone",
    r"made again|makes it again": "redo, redone",
    r"(leave|leaves|left|leaving) (it|all|everything|them) as (it|they) (was|is|were|are)": "cancel",
    r"(go|goes|going) on as it was|as you left it|stays? as it (is|was)": "cancel; keep it; is not changed",
    r"(throw|throws|threw|thrown|throwing) away": "delete, discard",
    r"put your text in its place": "overwrite it",
    r"take it(?! easy)|take one by": "choose",
    r"enter write it|enter look into it": "export, preview",
    # Importing and exporting
    r"(take|takes|taken|taking) (\w+ )?(in|into the history)(?= |[.,;:]|$)(?! a (deep )?breath)": "import, imported",
    r"(take|takes|took|taken|taking) (\w+ )?along": "export, exported",
    r"look(s|ed|ing)? into": "preview",
    r"nothing is there twice": "no duplicates",
    # Skipping, results, time
    r"pass(es|ed|ing)? (it |them )?over": "skip, skipped",
    r"(what|that) (it|they|\w+ \w+|\w+) (came|comes|come) to(?= |\.|,|$)": "results",
    r"(come|comes|came) to the same": "makes no difference",
    r"all it takes": "no time limit",
    r"a break|the breaks?|breaks between|in breaks|short breaks|long breaks|breaks are": "a rest, the rest",
    r"in turn": "alternating; one after another",
    r"once more, and": "press again to",
    r"so (many|few)(?! that)": "the number itself, or: that many",
    # Sets and weights
    r"as many (reps )?as possible": "max reps",
    r"more (was|were|would have been) possible": "reps left",
    r"sets? less": "one fewer set",
    r"nothing grows": "no increases",
    r"in reserve": "reps left",
    r"at hand": "equipment you have; within reach",
    r"plainly|hardly able": "noticeable; can barely",
    r"overrul\w+": "ignore, override",
    r"speaks? (for|against)": "the reason itself",
    r"(one|week|weeks) (is|are) due": "it's time for",
    r"(some|after|two|three) weeks without": "a few weeks off",
    # Saying
    r"(is|are|be|was|were|being) said": "shows, says",
    r"(is|are|was|were) told": "shows, reports",
    r"(need|needs) not be": "is optional",
    r"what (is|was) (asked|needed) for|what was asked": "the plan",
    r"asks for no|asks of|what \w+ asks": "doesn't need; needs",
    r"found .{1,120}? (is|are) needed": "isn't valid: use …",
    r"that exists as": "a date like 2027-04-11",
    r"is still to come|are still to come": "is in the future",
    r"there (is|are) none|none there is|best there is": "no match; automatic; the best",
    r"why (things|the session) (are|is) as (they|it) (are|is)": "why today's plan looks like this; the training guide",
    r"be led through|leads? (you )?through": "guides you through",
    r"in the hands of": "is open in",
    r"with a word on": "say what you were doing",
    r"had to end": "crashed",
    r"(?<!hours )slept last night": "hours slept last night",
    r"go on \w+ing|(enter|space) keep it": "keep editing; enter save",
    r"from now until": "done by …",
    r"good order": "cleaned up",
    # Inversions and private words
    r"there (is|are) (no|nothing|a|an)(?= )": "say who does or has it",
    r"of (our|your|its|their) own(?! \w)|of (our|your|its|their) own (and|or|to|that|with|in)": "your own …, its own …",
    r"an own|(?<!our )(?<!its )(?<!their )(?<!my )(?<!'s )(?<!s' )(?<!the )own (default|routine|exercise|key)s?":
        "a custom …, your own …",
    r"(go|goes|going|went) on(?= with| to|\.|,|;|:| as| at once| after|$)": "continues, resumes",
    r"stands (in|here|there|at|beside|below|between|still)": "is in, is at",
    r"where it lies|lies (in|at|between|beside|under)": "is in, is between",
    r"somebody|anybody": "someone, anyone; a doctor, a coach",
    r"out of the door|leave the house|leaves the house": "leaving at; when you're leaving",
    r"before (a|the) mirror": "in front of a mirror",
    r"a (row|file|section|sentence|line) (a (set|session|day|week|year)|each)": "one … per …",
    r"with the .{1,30} that is yours": "your …",
    r"anew": "again",
    r"deaf|heavy hand|obey\w*": "ignored; run, executed",
    r"wrongness": "error",
    r"a blank(?! line| cell| field)|blanks": "a space, spaces",
    r", for (something|nobody|no|it)(?= )": "because",
    r"machine's own": "the system's",
    r"clock of 24 hours": "24 h",
    # Coaching
    r"proud": "chest up",
    r"table-flat": "back horizontal",
    r"toes ahead": "toes forward",
    r"(?<!kettle)bell(s)? (to|hang|still|quiet)|the bells?(?= |,|$)(?! of)": "the kettlebell",
    r"lean a touch|a touch more": "slightly",
    r"no folding": "don't bend",
    r"readies": "prepares",
    r"(bags|weights|trunk|arms) (quiet|long)|stays quiet": "still, stable; straight",
    r"both feet down": "both feet on the floor",
    r"down to a chair": "box squat to a chair",
    r"heavy rather than|see somebody|take up a new activity": "heavier beats; get help; start a new activity",
    # American spelling
    r"(\d+|…) %": "80%, without a space: American spelling",
    r"\w*(colou|behaviou|favou|honou|neighbou|labou)r\w*": "color, behavior, …: American spelling",
    r"(kilo|centi|milli)?metres?|centre[sd]?|litres?|fibres?|theatres?": "meter, center: American spelling",
    r"(organ|recogn|stabil|mobil|synthes|normal|summar|minim|maxim|real|visual|final|synchron)is(e|es|ed|er|ers|ing|ation)":
        "-ize: American spelling",
    r"(to|in|out|for|back|up|down)wards": "toward, backward: American spelling",
    r"licen[c]e[sd]?|grey|programmes?|whilst|learnt|cancelled|cancelling|labelled|travelled": "American spelling",
}  # fmt: skip
"""Each phrase as a regular expression (whole words, any case), and what to write instead."""

ONCE_WRITTEN: Final[dict[str, str]] = {
    "how many hours, about": "Roughly how many hours?",
    "of life:": "Life stress; work, worries, everything",
    "of the legs": "mainly your legs",
    "more than enough": "overwhelming",
    "none in the log": "none in the last 48 h",
    "instead of the session": "Do a warm-up or rest instead.",
    "is a good measure": "Aim for about …",
    "was done with enough left": "because you completed every set",
    "and the next step follows": "and it will move you up",
    "the legs are to be": "to keep your legs fresh",
    "out of the history again": "removed",
    "nothing is left to do": "Nothing left to do: choose …",
    "blocks take turns": "Blocks rotate: block A is next.",
    "says it, or nothing": "press e, then 0-4 (optional)",
    "nothing to press": "leave it if it's right",
    "was not running for a while": "Your computer was asleep, so the session paused.",
    "that's it: this is the last": "last exercise",
    "space on": "space start now",
    "x other": "x swap",
    "other; it hurt": "swap exercise; it hurt",
    "shows more": "Make the window at least 40x12.",
    "everything again, then back": "clear the search, then back",
    "files that are there already": "existing files are not overwritten",
    "else back": "or back",
    "it is lost": "delete it",
    ", for today": "today only",
    "waits for an answer": "What should happen to each?",
    "started without saving": "Not saved (rehearsal).",
    "all sets of it": "copied to all sets",
    "change what was different": "edit anything that differed",
    "s keep": "s save",
    "what you changed?": "SAVE CHANGES?",
    "seconds still": "seconds (hold)",
    "level's own": "default for your level",
    "exercise's own": "leave empty for the default",
    "stops left out": "Moving time in minutes.",
    "others can be dropped here": "Drop others here.",
    "for another machine": "full backup",
    "ended just now": "finishing now",
    "to be corrected": "You can edit it next.",
    "came to the goal": "Goal of 2 met in …",
    "strength filled": "solid = strength",
    "and against yourself": "and with last time",
    "asked only once": "all preferences",
    "of strength work behind you": "of strength training",
    "are left for the run": "(drop it)",
    "keep its first minutes": "start the run easy",
    "the body is enough": "Bodyweight is enough",
    "and for nothing else": "Only used …",
    "the clock stands": "Pause or resume the timer",
    "kept as skipped": "Recorded as skipped",
    "how it went over time": "Progress over time",
    "a session still waits": "one session is waiting in …",
    "tell what works here": "Check sound, terminal and files.",
    "how much time there is": "Time available.",
    "to be remembered of it": "A note.",
    "what it is called": "Title.",
    "nothing before this day": "From this date on",
    "without one there is": "Try: …",
    "no way was found": "can't keep the screen awake",
    "all is default": "using defaults",
    "the session is kept": "your session is saved",
    "stress and the pie": "Training, stress and sleep",
    "coming back every week are": "consistency is what counts",
    "on any floor": "anywhere",
    ", standing side": "same side as the standing leg",
    "used to heavy weights": "of training with heavy weights",
    "lid does too": "so does closing the lid",
    "the words are our own": "the wording is ours",
    "with or without the finisher": "Include the finisher (default yes).",
    "go by their tempo": "reps are paced by tempo",
    "which sets, and what": "Corrections to sets",
    "trouble of overuse": "overuse injuries",
    "what they cost": "short ones cost little",
    "row of stands": "every stride is a one-leg balance",
    "heels heavy": "heels on the floor",
    "for a look at both": "to compare both",
    "when the legs rest": "for a day off your legs",
    "the week is seen whole": "so the week is complete",
    "did it without": "Trained without the laptop?",
    "quiet minutes": "easy minutes",
    "placed at its sample": "scheduled to the sample",
    "withdraws what": "cancels the ones that no longer apply",
}
"""What was once written and had to be read twice, in any case, and what says it."""

ALLOWED: Final[tuple[Allowed, ...]] = (
    Allowed("", "both feet down", "the name of an easier bridge, which the voice has a clip of"),
    Allowed("", "down to a chair", "the name of an easier squat, which the voice has a clip of"),
    Allowed("cli/doctor.py", "own routines", "the name of a check in `doctor --json`, which scripts read"),
    Allowed("cli/doctor.py", "own exercises", "the name of a check in `doctor --json`, which scripts read"),
    Allowed("export/csv.py", "as many as possible", "a word of the files that were exported, which is read again"),
    Allowed("session/cues.py", "Go on.", "spoken: one short clip"),
    Allowed("session/event_cues.py", "Go on.", "spoken: one short clip"),
    Allowed("sound/tones.py", "Go on", "spoken: one short clip"),
    Allowed("coach/explanations.py", "there is a … in your equipment", "the equipment is the fact of this reason"),
)

_PATTERNS: Final = tuple(
    (re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE), instead)
    for words, instead in [*FORBIDDEN.items(), *((re.escape(text), said) for text, said in ONCE_WRITTEN.items())]
)


def not_plain(text: str, where: str = "") -> list[str]:
    """Return each forbidden phrase of a text, with the words around it and what to write instead.

    Args:
        text: what a person reads; line breaks count as spaces.
        where: the file or place it is from, for its exceptions.
    """
    text = " ".join(text.split())
    for allowed in ALLOWED:
        if where.endswith(allowed.where):
            text = re.sub(re.escape(allowed.text), "…", text, flags=re.IGNORECASE)
    found = []
    for pattern, instead in _PATTERNS:
        for match in pattern.finditer(text):
            around = text[max(0, match.start() - 40) : match.end() + 40]
            found.append(f"“{match[0]}” in “{around}”: {instead}")
    return found
