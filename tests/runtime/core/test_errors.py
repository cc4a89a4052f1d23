"""Errors: one tree, texts that can be logged, and copies that lose nothing."""

import builtins
import copy
import pickle

import pytest
from runtime.core import errors
from runtime.core.errors import (
    APIError,
    BulkStoppedError,
    ClientError,
    DecodeError,
    DownloadError,
    HeldError,
    OutcomeUnknownError,
    TransportError,
    WaitFailedError,
    WaitTimeoutError,
    error_class,
)
from runtime.core.masking import masked_text, masked_url
from runtime.core.summaries import RequestSummary, ResponseSummary

REQUEST = RequestSummary("GET", "http://h/x?a=1", {"Authorization": "Basic x", "X": "y"}, b"body")
RESPONSE = ResponseSummary(400, {"Set-Cookie": "a", "Content-Type": "b"}, b"{}")


def tree(kind):
    return [kind, *(each for child in kind.__subclasses__() for each in tree(child))]


def made(kind):
    context = {"request": REQUEST, "response": RESPONSE}
    if issubclass(kind, APIError):
        return kind("text", status=400, message="m", retry_after=1.0, **context)
    if issubclass(kind, TransportError):
        return kind("text", unsent=True, final=True, **context)
    if issubclass(kind, OutcomeUnknownError):
        return kind("text", operation="send", reason="lost", **context)
    if issubclass(kind, DecodeError):
        return kind("text", path="$.a", **context)
    if issubclass(kind, DownloadError):
        return kind("text", **context)
    if issubclass(kind, WaitFailedError | WaitTimeoutError):
        return kind("text", response={"a": 1})
    if issubclass(kind, HeldError):
        return kind("sendRows", {None: "why", 3: "why not"})
    if issubclass(kind, BulkStoppedError):
        return kind({"a": 1}, ValueError("why"))
    if issubclass(kind, errors.BulkFailedError):
        return kind("text", result={"a": 1})
    return kind("text")


@pytest.mark.parametrize(
    "kind", [kind for kind in tree(ClientError) if "runtime" in kind.__module__]
)
@pytest.mark.parametrize(
    "copied", [lambda each: pickle.loads(pickle.dumps(each)), copy.copy, copy.deepcopy]
)
def test_copies_lose_nothing(kind, copied):
    error = made(kind)
    error.add_note("note")
    error.__cause__ = made(errors.ServerError)
    twin = copied(error)
    assert kind is type(twin)
    assert (str(error), error.args) == (str(twin), twin.args)
    assert repr(error.__cause__) == repr(twin.__cause__)
    assert {**vars(error), "cause": None} == {**vars(twin), "cause": None}
    assert twin.__notes__ == ["note"]


def test_a_cause_that_may_not_pickle_is_left_out():
    error = made(TransportError)
    error.__cause__ = ValueError(lambda: None)
    assert pickle.loads(pickle.dumps(error)).__cause__ is None


def test_all_errors_are_public_and_named_so():
    names = {
        kind.__name__ for kind in tree(ClientError) if kind.__module__ == "runtime.core.errors"
    }
    assert names <= set(errors.__all__)
    assert all(name.endswith("Error") for name in names)


def test_the_builtin_kinds():
    assert issubclass(errors.TimeoutError, builtins.TimeoutError)
    assert issubclass(errors.TimeoutError, TransportError)
    assert issubclass(TransportError, ConnectionError)
    assert issubclass(WaitTimeoutError, builtins.TimeoutError)
    assert not issubclass(OutcomeUnknownError, TransportError | APIError)


def test_statuses():
    result = {
        status: error_class(status).__name__ for status in (400, 401, 403, 404, 409, 429, 503)
    }
    expected = {
        400: "BadRequestError",
        401: "AuthenticationError",
        403: "PermissionDeniedError",
        404: "NotFoundError",
        409: "ConflictError",
        429: "RateLimitError",
        503: "ServerError",
    }
    assert result == expected
    assert APIError is error_class(418) is error_class(302)


def test_texts_are_safe():
    error = APIError("400: bad number +1 (213) 555-1122", status=400, message="12135551122")
    assert str(error) == "400: bad number ***22"
    assert error.message == "12135551122"
    assert "5551122" not in repr(error)


def test_summaries_keep_no_credentials():
    assert REQUEST.headers == {"x": "y"}
    assert RESPONSE.headers == {"content-type": "b"}
    assert RESPONSE.json() == {}
    assert repr(REQUEST) == "<RequestSummary GET http://h/x?a=1, 4 bytes>"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("12135551122", "***22"),
        ("call +12135551122 now", "call ***22 now"),
        ("213.555.1122, 213-555-1199", "***22, ***99"),
        ("code 67076 costs 123456", "code 67076 costs 123456"),
        ("", ""),
    ],
)
def test_masked_texts(text, masked):
    assert masked_text(text) == masked


@pytest.mark.parametrize(
    ("url", "masked"),
    [
        ("https://u:p@h:1/dncs/12135551122", "https://h:1/dncs/***22"),
        ("https://h/a?limit=5&q=Jane&n=%2B12135551122&x", "https://h/a?limit=5&q=***&n=***&x"),
        ("https://h/a#frag", "https://h/a"),
    ],
)
def test_masked_urls(url, masked):
    assert masked_url(url) == masked
