"""Names are split into words, and words joined to names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.ir.names import words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("findCalls", "find_calls"),
        ("postTTSCampaignSound", "post_tts_campaign_sound"),
        ("getCallRecordingMp3ByName", "get_call_recording_mp3_by_name"),
        ("addDNCs", "add_dncs"),
        ("getURLs", "get_urls"),
        ("URL", "url"),
        ("userID", "user_id"),
        ("OAuthSession", "oauth_session"),
        ("HTML5Parser", "html5_parser"),
        ("extraPhone1", "extra_phone1"),
        ("iso3Country", "iso3_country"),
        ("3gpp", "3gpp"),
        ("X-Request-Id", "x_request_id"),
        ("FRENCHCANADIAN1", "frenchcanadian1"),
        ("NO_ANS", "no_ans"),
        ("__init__", "init"),
        ("a.b[c]", "a_b_c"),
        ("Größe", "grosse"),
        ("Ærøskøbing", "aeroskobing"),
        ("naïve café", "naive_cafe"),
        ("ﬁle", "file"),
        ("Ⅳ", "iv"),
        ("名", "u21517"),
        ("+1", "plus_1"),
        ("-1", "minus_1"),
        (">=", "greater_equal"),
        ("*", "star"),
        ("", ""),
        (" ", ""),
        ("\u202e\u200b", "u8238_u8203"),
    ],
)
def test_snake(text, expected):
    assert words.snake(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("call_broadcasts", "CallBroadcasts"),
        ("TextBroadcastStatsDto", "TextBroadcastStatsDto"),
        ("DNCList", "DNCList"),
        ("FOO_BAR", "FooBar"),
        ("URL", "URL"),
        ("v1.Pod", "V1Pod"),
        ("caller ids", "CallerIds"),
    ],
)
def test_pascal(text, expected):
    assert words.pascal(text) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("calls", "call"),
        ("entries", "entry"),
        ("boxes", "box"),
        ("status", "status"),
        ("address", "address"),
        ("s", "s"),
        ("Series", "Sery"),
        ("analysis", "analysis"),
    ],
)
def test_singular(word, expected):
    assert words.singular(word) == expected


@pytest.mark.parametrize(
    ("owner", "part", "expected"),
    [
        ("Call", "state", "CallState"),
        ("Text", "textResult", "TextResult"),
        ("NumberConfig", "configType", "NumberConfigType"),
        ("findPetsByStatus", "status", "FindPetsByStatus"),
        ("", "voice", "Voice"),
    ],
)
def test_compose(owner, part, expected):
    assert words.compose(words.split(owner), words.split(part)) == expected


@given(st.text())
def test_any_text_gives_ascii_words(text):
    assert all(word.isascii() and word.isalnum() for word in words.split(text))
