"""The dialplan builder: what it writes, what it refuses, what it reads."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spec.package import ivr


def menu(*steps: ivr.Tag, **options: Any) -> ivr.Tag:
    return ivr.menu(ivr.play("Press 1."), ivr.keypress("1", *steps), **options)


def complaints(*steps: ivr.Tag) -> list[str]:
    with pytest.raises(ivr.DialplanError) as caught:
        ivr.Dialplan(*steps)
    return [str(problem) for problem in caught.value.problems]


def test_a_plan_is_written_in_one_line() -> None:
    plan = ivr.Dialplan(
        menu(ivr.goto("Main"), name="Main", max_digits=1, timeout_ms=3500), ivr.hangup()
    )
    assert str(plan) == (
        '<dialplan name="Root"><menu maxDigits="1" timeout="3500" name="Main">'
        '<play type="tts">Press 1.</play><keypress pressed="1"><goto>Main</goto></keypress></menu>'
        "<hangup/></dialplan>"
    )


def test_indentation_leaves_spoken_text_alone() -> None:
    plan = ivr.Dialplan(ivr.amd(live=[ivr.play(" Hi ")], machine=[ivr.hangup()]))
    assert plan.to_xml(indent=2) == (
        '<dialplan name="Root">\n  <amd>\n    <live>\n      <play type="tts"> Hi </play>\n'
        "    </live>\n    <machine>\n      <hangup/>\n    </machine>\n  </amd>\n</dialplan>"
    )


@pytest.mark.parametrize(
    ("step", "xml"),
    [
        (ivr.play("Hi", voice="male1"), '<play type="tts" voice="male1">Hi</play>'),
        (ivr.play_sound(7), '<play type="callfireid">7</play>'),
        (
            ivr.play_url("http://x/?a&b", cache=True),
            '<play type="url" cache="true">http://x/?a&amp;b</play>',
        ),
        (ivr.goto_xml("Other"), "<gotoXML>Other</gotoXML>"),
        (
            ivr.transfer(
                "12135551122",
                "12135551133",
                caller_id="${call.callerid}",
                caller_id_alpha="Us",
                music_on_hold="blues",
                continue_after=False,
                mode="waterfall",
                timeout_s=25,
                whisper='Say "hi"',
            ),
            (
                '<transfer callerid="${call.callerid}" calleridalpha="Us" musiconhold="blues" '
                'continue-after="false" mode="waterfall" timeout="25" whisper-tts=\'Say "hi"\'>'
                "12135551122,12135551133</transfer>"
            ),
        ),
        (
            ivr.record(varname="v", background=True, timeout_ms=9, name="r"),
            '<record varname="v" background="true" timeout="9" name="r"/>',
        ),
        (ivr.stash("vote", "<yes>"), '<stash varname="vote">&lt;yes&gt;</stash>'),
        (ivr.set_var("n", "${n} + 1"), '<setvar varname="n">${n} + 1</setvar>'),
        (ivr.get("https://x", varname="a"), '<get varname="a">https://x</get>'),
        (ivr.post("https://x"), "<post>https://x</post>"),
        (
            ivr.if_("${n} < 2 && true", ivr.hangup(), ivr.else_(ivr.wait(1))),
            '<if expr="${n} &lt; 2 &amp;&amp; true"><hangup/><else><wait>1</wait></else></if>',
        ),
        (
            ivr.equal("n", ivr.hangup(), expr="2"),
            '<equal var="n" expr="2"><hangup/></equal>',
        ),
        (ivr.not_equal("n", ivr.hangup()), '<notEqual var="n"><hangup/></notEqual>'),
        (
            ivr.catch(ivr.hangup(name="End"), type="hangup", value="x", goto="End"),
            '<catch type="hangup" value="x" goto="End"><hangup name="End"/></catch>',
        ),
        (ivr.dnc(logging_enabled=True), '<dnc loggingEnabled="true">${call.callerid}</dnc>'),
        (ivr.dtmf("12#"), "<dtmf>12#</dtmf>"),
        (ivr.sms("12135551122", "Hi"), '<sms to="12135551122">Hi</sms>'),
        (
            ivr.analytics(account="a", domain="d", category="c", action="x", label="l", value="v"),
            '<analytics account="a" domain="d" category="c" action="x" label="l" value="v"/>',
        ),
        (ivr.tag("text", "Hi", to="1"), '<text to="1">Hi</text>'),
    ],
)
def test_each_tag_is_written_as_the_service_reads_it(step: ivr.Tag, xml: str) -> None:
    assert str(ivr.Dialplan(step)) == f'<dialplan name="Root">{xml}</dialplan>'


@pytest.mark.parametrize(
    ("step", "problem"),
    [
        (ivr.goto("Nowhere"), "goto: no tag is named 'Nowhere'"),
        (ivr.catch(goto="Nowhere"), "catch: no tag is named 'Nowhere'"),
        (ivr.hangup(name="Root"), "dialplan 'Root': 2 tags are named 'Root'"),
        (ivr.menu(ivr.keypress("1")), "menu: needs at least one play"),
        (ivr.menu(ivr.play("Hi"), name="m"), "menu 'm': needs at least one keypress"),
        (
            ivr.menu(ivr.play("Hi"), ivr.keypress("1"), ivr.keypress("1")),
            "menu: has 2 choices for '1'",
        ),
        (ivr.menu(ivr.play("Hi"), ivr.keypress("5-1")), "menu: '5-1' is an empty range"),
        (ivr.menu(ivr.play("Hi"), ivr.keypress("one")), "keypress: pressed cannot be 'one'"),
        (ivr.menu(ivr.play("Hi"), ivr.tag("keypress")), "keypress: needs the attribute pressed"),
        (ivr.keypress("1"), "keypress: belongs into menu"),
        (ivr.else_(), "else: belongs into if or equal or notEqual"),
        (ivr.tag("live"), "live: belongs into amd"),
        (ivr.tag("jump"), "jump: unknown tag"),
        (ivr.tag("hangup", speed="1"), "hangup: unknown attribute speed"),
        (ivr.tag("play", "Hi", type="mp3"), "play: type cannot be 'mp3'"),
        (ivr.tag("play", "Hi", voice="tenor"), "play: voice cannot be 'tenor'"),
        (ivr.tag("transfer", "1", mode="all"), "transfer: mode cannot be 'all'"),
        (ivr.tag("goto", ivr.hangup()), "goto: takes text only, not hangup"),
        (ivr.play("\x07"), "play: holds a character that XML cannot carry"),
        (ivr.play("\ud800"), "play: holds a character that XML cannot carry"),
        (ivr.tag("a b"), "a b: has a name that XML cannot carry"),
    ],
)
def test_unsound_plans_are_refused(step: ivr.Tag, problem: str) -> None:
    assert problem in complaints(step)


def test_all_problems_are_reported() -> None:
    assert complaints(ivr.menu(ivr.keypress("1", ivr.goto("A")))) == [
        "menu: needs at least one play",
        "goto: no tag is named 'A'",
    ]


def test_values_filled_in_during_the_call_pass() -> None:
    assert str(ivr.Dialplan(ivr.goto("${next}"), ivr.tag("menu", *menu().content, timeout="${t}")))


def test_nesting_is_bounded() -> None:
    step = ivr.hangup()
    for _ in range(5000):
        step = ivr.else_(step)
    assert complaints(step) == ["else: more than 100 tags inside each other"]


def test_errors_pickle() -> None:
    with pytest.raises(ivr.DialplanError) as caught:
        ivr.Dialplan(ivr.goto("A"))
    copy = pickle.loads(pickle.dumps(caught.value))
    assert (caught.value.problems, str(caught.value)) == (copy.problems, str(copy))


def test_what_is_read_equals_what_was_built() -> None:
    plan = ivr.Dialplan(menu(ivr.play("a & b"), name="m"), ivr.goto("m"))
    assert ivr.Dialplan.parse(plan.to_xml(indent=4)) == plan
    assert hash(ivr.Dialplan.parse(str(plan))) == hash(plan)


@given(st.text())
def test_any_text_is_written_safely_or_refused(text: str) -> None:
    try:
        plan = ivr.Dialplan(ivr.play(text), ivr.stash(varname=text or "v", value=text))
    except ivr.DialplanError:
        return
    play, stash = ivr.Dialplan.parse(str(plan)).root.children
    assert (text.strip().replace("\r\n", "\n").replace("\r", "\n"), "tts") == (
        play.text.strip(),
        play.get("type"),
    )
    assert (text or "v") == stash.get("varname")


def test_markup_for_the_voice_is_kept_when_read() -> None:
    xml = (
        '<dialplan name="Root"><play type="tts">Wait <vtml_pause time="9"/> here.</play></dialplan>'
    )
    assert ivr.check(xml) == ()
    assert str(ivr.Dialplan.parse(xml)) == xml


@pytest.mark.parametrize(
    ("xml", "problem"),
    [
        ("", "line 1, XML: no element found"),
        ("<dialplan>", "line 1, XML: no element found"),
        ("<dialplan>\n<goto>End</goto></dialplan>", "line 2, goto: no tag is named 'End'"),
        ("<plan/>", "line 1, plan: the outermost tag must be dialplan"),
        (
            '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><dialplan>&e;</dialplan>',
            "line 1, XML: document types and entities are not read",
        ),
        ("<dialplan>" + "<if>" * 200, "line 1, XML: more than 100 tags inside each other"),
        ("<dialplan>\ud800</dialplan>", "line 1, XML: not well-formed (invalid token)"),
    ],
)
def test_foreign_xml_is_checked(xml: str, problem: str) -> None:
    assert problem in [str(result) for result in ivr.check(xml)]


def dialplans(value: object) -> Iterator[str]:
    match value:
        case dict():
            for key, inner in value.items():
                if key.lower() == "dialplanxml":
                    yield inner
                else:
                    yield from dialplans(inner)
        case list():
            for inner in value:
                yield from dialplans(inner)


def test_recorded_dialplans_pass_but_for_a_menu_without_keys(shared: Path) -> None:
    result = {
        (file.name, str(problem))
        for file in (shared / "data" / "payloads").glob("*/*.json")
        for xml in dialplans(json.loads(file.read_bytes()))
        for problem in ivr.check(xml)
    }
    assert {
        (
            "createCallBroadcast.19.samples-php.json",
            "line 1, menu 'order_tickets': needs at least one keypress",
        )
    } == result


def test_the_repr_keeps_texts_private() -> None:
    assert repr(ivr.Dialplan(ivr.play("secret"))) == "<Dialplan 'Root', 1 tags>"


@pytest.mark.parametrize("xml", [None, 5, b"<dialplan/>"])
def test_what_is_no_text_is_no_dialplan(xml: Any) -> None:
    with pytest.raises(TypeError, match="xml must be a str"):
        ivr.check(xml)
