"""Build and check the dialplans that lead people through a call.

A dialplan is XML that states what a caller hears and what happens at each key. Its tags run in order; a
``name`` makes a tag a target for ``goto``. The functions here write it, escape texts and find mistakes
before anybody is called:

    from callfire import CallFire, ivr

    poll = ivr.Dialplan(
        ivr.amd(live=[ivr.goto("Question")], machine=[ivr.goto("End")]),
        ivr.menu(
            ivr.play("Will you vote? Press 1 for yes, 2 for no.", voice="female1"),
            ivr.keypress("1", ivr.stash("vote", "yes")),
            ivr.keypress("2", ivr.stash("vote", "no")),
            ivr.keypress("default", ivr.goto("Question")),
            name="Question",
            max_digits=1,
            timeout_ms=3500,
        ),
        ivr.play("Thank you. Goodbye."),
        ivr.hangup(name="End"),
    )
    CallFire().calls.broadcasts.create(name="Poll", dialplan_xml=poll.to_xml())

Values in texts such as ``${contact.firstName}``, ``${call.lastinput}`` or ``${vote}`` are filled in
during the call. XML from elsewhere is checked with ``check`` and read with ``Dialplan.parse``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from ._dialplan import DialplanError, Problem, Tag, read, render
from ._dialplan_rules import problems

__all__ = [
    "Dialplan",
    "DialplanError",
    "Problem",
    "Tag",
    "Voice",
    "amd",
    "analytics",
    "catch",
    "check",
    "dnc",
    "dtmf",
    "else_",
    "equal",
    "get",
    "goto",
    "goto_xml",
    "hangup",
    "if_",
    "keypress",
    "menu",
    "not_equal",
    "play",
    "play_sound",
    "play_url",
    "post",
    "record",
    "set_var",
    "sms",
    "stash",
    "tag",
    "transfer",
    "wait",
]

Voice: TypeAlias = Literal["male1", "female1", "female2", "spanish1", "frenchcanadian1"]


class Dialplan:
    """A whole dialplan; what is wrong with it shows when it is made.

    Args:
        steps: The tags in the order they run.
        name: The name of the outermost tag.

    Raises:
        DialplanError: If a goto leads nowhere, a name is used twice, a menu lacks what to play or to
            press, an attribute or its value is unknown, or a text holds characters XML cannot carry.
    """

    __slots__ = ("root",)

    def __init__(self, *steps: Tag, name: str = "Root") -> None:
        self.root: Tag = Tag("dialplan", (("name", name),), steps)
        _refuse(self.root)

    @classmethod
    def parse(cls, xml: str) -> Dialplan:
        """Read a dialplan from XML.

        Raises:
            DialplanError: If the XML is not well-formed, has a document type, or is no sound dialplan.
        """
        root = read(xml)
        _refuse(root)
        plan = cls.__new__(cls)
        plan.root = root
        return plan

    def to_xml(self, *, indent: int | None = None) -> str:
        """Return the XML, for any parameter or field called ``dialplan_xml``.

        Args:
            indent: Spaces for each level, for people to read; None writes one line.
        """
        return render(self.root, indent)

    def __str__(self) -> str:
        """Return the XML in one line."""
        return self.to_xml()

    def __repr__(self) -> str:
        """Return a short form, since texts may be private."""
        return f"<Dialplan {self.root.get('name')!r}, {len(list(self.root.walk())) - 1} tags>"

    def __eq__(self, other: object) -> bool:
        """Compare tags, attributes and texts."""
        return isinstance(other, Dialplan) and self.root == other.root

    def __hash__(self) -> int:
        """Hash by tags, attributes and texts."""
        return hash(self.root)


def check(xml: str) -> tuple[Problem, ...]:
    """Return what is wrong with the XML of a dialplan; nothing, if it is sound.

    Document types and entities are refused, so XML from untrusted sources is safe to check.

    Example:
        >>> [str(problem) for problem in check('<dialplan name="Root"><goto>End</goto></dialplan>')]
        ["line 1, goto: no tag is named 'End'"]
    """
    try:
        return problems(read(xml))
    except DialplanError as error:
        return error.problems


def play(text: str, *, voice: Voice | None = None, name: str | None = None) -> Tag:
    """Speak a text; ``voice`` is the service's default when left out."""
    return tag("play", text, type="tts", voice=voice, name=name)


def play_sound(sound_id: int, *, name: str | None = None) -> Tag:
    """Play a sound of the account, by its id."""
    return tag("play", str(sound_id), type="callfireid", name=name)


def play_url(url: str, *, cache: bool | None = None, name: str | None = None) -> Tag:
    """Play a sound file from the web."""
    return tag("play", url, type="url", cache=cache, name=name)


def menu(
    *steps: Tag,
    name: str | None = None,
    max_digits: int | None = None,
    timeout_ms: int | None = None,
) -> Tag:
    """Play something and wait for keys; needs at least one ``play`` and one ``keypress``.

    Args:
        steps: What to play and the keys that lead on.
        name: Name for ``goto``.
        max_digits: Digits to wait for; 1 acts on the first key.
        timeout_ms: Milliseconds to wait for a key. Small numbers may be taken for seconds.
    """
    return tag("menu", *steps, maxDigits=max_digits, timeout=timeout_ms, name=name)


def keypress(pressed: str, *steps: Tag, name: str | None = None) -> Tag:
    """Show what happens at a key in a menu.

    Args:
        pressed: Digits (``1``), a range (``1-5``), ``default`` for any other key, or ``timeout`` for none.
        steps: What happens then; without a ``goto``, the call goes on after the menu.
        name: Name for ``goto``.
    """
    return tag("keypress", *steps, pressed=pressed, name=name)


def goto(target: str, *, name: str | None = None) -> Tag:
    """Go on at the tag with the name ``target``."""
    return tag("goto", target, name=name)


def goto_xml(target: str, *, name: str | None = None) -> Tag:
    """Go on in other dialplan XML; where ``target`` leads is not checked."""
    return tag("gotoXML", target, name=name)


def amd(*, live: Sequence[Tag], machine: Sequence[Tag], name: str | None = None) -> Tag:
    """Find out whether a person or an answering machine has answered, and do either."""
    return tag("amd", tag("live", *live), tag("machine", *machine), name=name)


def transfer(  # noqa: PLR0913, each argument is one attribute of the tag
    *numbers: str,
    caller_id: str | None = None,
    caller_id_alpha: str | None = None,
    music_on_hold: str | None = None,
    continue_after: bool | None = None,
    mode: Literal["ringall", "waterfall"] | None = None,
    timeout_s: int | None = None,
    whisper: str | None = None,
    name: str | None = None,
) -> Tag:
    """Connect the call to another phone.

    Args:
        numbers: Phone numbers to ring.
        caller_id: Number shown to the phone that rings; by default the caller's.
        caller_id_alpha: Name shown to the phone that rings.
        music_on_hold: What the caller hears, e.g. ``blues``, ``classical`` or ``ringing``.
        continue_after: Whether the dialplan goes on when the other side hangs up.
        mode: Ring all numbers at once, or one after the other.
        timeout_s: Seconds after which the dialplan goes on when there is no answer.
        whisper: Text spoken to the one who answers, before the two are connected.
        name: Name for ``goto``.
    """
    attributes = {
        "callerid": caller_id,
        "calleridalpha": caller_id_alpha,
        "musiconhold": music_on_hold,
        "continue-after": continue_after,
        "mode": mode,
        "timeout": timeout_s,
        "whisper-tts": whisper,
    }
    return tag("transfer", ",".join(numbers), **attributes, name=name)


def record(
    *,
    varname: str | None = None,
    background: bool | None = None,
    timeout_ms: int | None = None,
    name: str | None = None,
) -> Tag:
    """Record the caller; the recording gets the tag's name."""
    return tag("record", varname=varname, background=background, timeout=timeout_ms, name=name)


def stash(varname: str, value: str, *, name: str | None = None) -> Tag:
    """Keep a response with the call; it comes back in the question responses of the call's record."""
    return tag("stash", value, varname=varname, name=name)


def set_var(varname: str, value: str, *, name: str | None = None) -> Tag:
    """Set a variable for the rest of the call; ``value`` may be JavaScript."""
    return tag("setvar", value, varname=varname, name=name)


def get(url: str, *, varname: str | None = None, name: str | None = None) -> Tag:
    """Fetch a URL into a variable."""
    return tag("get", url, varname=varname, name=name)


def post(url: str, *, varname: str | None = None, name: str | None = None) -> Tag:
    """Post to a URL and keep the response in a variable."""
    return tag("post", url, varname=varname, name=name)


def if_(expr: str, *steps: Tag, name: str | None = None) -> Tag:
    """Do the steps if the JavaScript expression is true; an ``else_`` goes last among the steps."""
    return tag("if", *steps, expr=expr, name=name)


def else_(*steps: Tag, name: str | None = None) -> Tag:
    """Do the steps when the condition around is false."""
    return tag("else", *steps, name=name)


def equal(var: str, *steps: Tag, expr: str | None = None, name: str | None = None) -> Tag:
    """Do the steps if the variable equals the expression; the service documents it no further."""
    return tag("equal", *steps, var=var, expr=expr, name=name)


def not_equal(var: str, *steps: Tag, expr: str | None = None, name: str | None = None) -> Tag:
    """Do the steps if the variable differs from the expression; the service documents it no further."""
    return tag("notEqual", *steps, var=var, expr=expr, name=name)


def catch(
    *steps: Tag,
    type: str | None = None,  # noqa: A002, the attribute's own name
    value: str | None = None,
    goto: str | None = None,
    name: str | None = None,
) -> Tag:
    """Go to a tag when something happens during the steps, e.g. ``type="hangup"``."""
    return tag("catch", *steps, type=type, value=value, goto=goto, name=name)


def hangup(*, name: str | None = None) -> Tag:
    """End the call."""
    return tag("hangup", name=name)


def wait(duration: int, *, name: str | None = None) -> Tag:
    """Pause; the service does not document the unit."""
    return tag("wait", str(duration), name=name)


def dnc(
    number: str = "${call.callerid}",
    *,
    logging_enabled: bool | None = None,
    name: str | None = None,
) -> Tag:
    """Put a number, by default the caller's, on the do-not-call list."""
    return tag("dnc", number, loggingEnabled=logging_enabled, name=name)


def dtmf(digits: str, *, name: str | None = None) -> Tag:
    """Send key tones."""
    return tag("dtmf", digits, name=name)


def sms(to: str, message: str, *, name: str | None = None) -> Tag:
    """Send a text message during the call."""
    return tag("sms", message, to=to, name=name)


def analytics(  # noqa: PLR0913, each argument is one attribute of the tag
    *,
    account: str | None = None,
    domain: str | None = None,
    category: str | None = None,
    action: str | None = None,
    label: str | None = None,
    value: str | None = None,
    name: str | None = None,
) -> Tag:
    """Report an event to Google Analytics."""
    attributes = {"account": account, "domain": domain, "category": category, "action": action}
    return tag("analytics", **attributes, label=label, value=value, name=name)


def tag(_tag: str, /, *content: Tag | str, **attributes: str | float | bool | None) -> Tag:
    """Make any tag, for what has no function of its own; attributes that are None are left out."""
    written = tuple(
        (key, str(value).lower() if isinstance(value, bool) else str(value))
        for key, value in attributes.items()
        if value is not None
    )
    return Tag(_tag, written, content)


def _refuse(root: Tag) -> None:
    if result := problems(root):
        raise DialplanError(result)
