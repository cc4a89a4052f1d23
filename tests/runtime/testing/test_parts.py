"""The parts of the fake: the notation of fields, errors of values, forms, paths."""

import pytest
from runtime.core.operation import Effect, Operation, PagedOperation, Paging, Param
from runtime.core.options import Settings
from runtime.models.shapes import Items, ModelShape
from runtime.testing.failures import Failure, Failures
from runtime.testing.fields import select, selection
from runtime.testing.requests import Arrival, Refusal, read
from runtime.testing.routing import Router
from runtime.testing.rules import Check, Contract, Route
from runtime.testing.schema_check import problems_of
from runtime.testing.store import Store, Stored, field_value
from sample_models import Call, CallPage

# ---- fields ----


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("id", {"id": {}}),
        ("id, name", {"id": {}, "name": {}}),
        ("items(id,name)", {"items": {"id": {}, "name": {}}}),
        ("items(id),limit", {"items": {"id": {}}, "limit": {}}),
        ("region/city,id", {"region": {"city": {}}, "id": {}}),
        ("items(number,region/city)", {"items": {"number": {}, "region": {"city": {}}}}),
        ("a(b(c),d)", {"a": {"b": {"c": {}}, "d": {}}}),
    ],
)
def test_the_notation_of_fields_is_read(text, tree):
    assert selection(text) == tree


@pytest.mark.parametrize("text", ["", ",", "a,", "a(", "a(b", "a)", "(a)", "a/", "a()", "a b"])
def test_what_is_no_notation_is_refused(text):
    with pytest.raises(ValueError, match="fields"):
        selection(text)


def test_only_what_is_named_is_kept():
    value = {"items": [{"id": 1, "name": "a"}, {"name": "b"}], "limit": 5}
    assert select(value, selection("items(id),more")) == {"items": [{"id": 1}, {}]}


# ---- errors ----


@pytest.mark.parametrize(
    ("value", "reported"),
    [
        ({"id": 1, "state": None}, ["state must not be null"]),
        ({"id": "1"}, ["id must be a whole number, not text"]),
        ({"id": True}, ["id must be a whole number, not a boolean"]),
        ({"state": "DREAMING"}, ["state must be one of READY, DONE, not 'DREAMING'"]),
        ({"state": "secret text"}, ["state must be one of READY, DONE, not text"]),
        (
            {"created": "2026"},
            ["created must be milliseconds between the years 1 and 9999, not text"],
        ),
        ({"created": 253_402_300_800_000}, ["created must be milliseconds between"]),
        ({"fromNumber": 12135551122}, ["fromNumber must be text, not a number"]),
        ({"formNumber": "1"}, ["the body has no field 'formNumber'; did you mean 'fromNumber'?"]),
        ({"labels": "one"}, ["labels must be a list, not text"]),
        ({"labels": ["one", 2]}, ["labels[1] must be text, not a number"]),
        ({"labels": [None]}, ["labels[0] must not be null"]),
        ({"attempts": [{"cost": "x"}]}, ["attempts[0].cost must be a number, not text"]),
        ({"attributes": {"a": 1}}, []),
        ({"extra": {"a": [1, {}]}}, []),
        ({"start": {"year": "x"}}, ["start.year must be a whole number, not text"]),
        ([], ["the body must be an object, not a list"]),
    ],
)
def test_what_does_not_fit_is_reported_with_its_place(value, reported):
    result = [*problems_of(ModelShape(Call), value, "", {})]
    assert len(reported) == len(result)
    assert all(each.startswith(start) for each, start in zip(result, reported, strict=True))


def test_what_is_missing_is_reported():
    result = [*problems_of(Items(ModelShape(Call)), [{"id": 1}, {}], "", {"Call": ("id",)})]
    assert result == ["[1].id is missing"]


# ---- paths ----

PATHS = {
    "/calls": "find",
    "/calls/{id}": "get",
    "/calls/broadcasts": "broadcasts",
    "/calls/{id}/records/{name}": "record",
    "/calls/{id}/records/{name}.mp3": "music",
    "/calls/records/{id}.mp3": "own_music",
    "/files/{id}.{ending}": "file",
    "/files/{id}": "about",
}


@pytest.fixture(scope="module")
def router():
    operations = {
        id_: Operation(id_, "GET", path, effect=Effect.READ, returns=Call)
        for path, id_ in PATHS.items()
    }
    settings = Settings("calls", "1", "https://x.example", "X")
    return Router(Contract(settings, tuple(map(Route, operations)), operations.__getitem__))


@pytest.mark.parametrize(
    ("path", "id_", "values"),
    [
        ("/calls", "find", {}),
        ("/calls/5", "get", {"id": "5"}),
        ("/calls/broadcasts", "broadcasts", {}),
        ("/calls/5/records/a.b.mp3", "music", {"id": "5", "name": "a.b"}),
        ("/calls/5/records/a", "record", {"id": "5", "name": "a"}),
        ("/calls/records/5.mp3", "own_music", {"id": "5"}),
        ("/files/5.png", "file", {"id": "5", "ending": "png"}),
        ("/files/5", "about", {"id": "5"}),
        ("/calls/a%20b%2Fc", "get", {"id": "a b/c"}),
    ],
)
def test_the_most_particular_path_is_meant(router, path, id_, values):
    target, result = router.match("GET", path)
    assert (target.route.id, result) == (id_, values)


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/call", 404), ("PUT", "/calls", 405)]
)
def test_what_is_not_there_is_refused(router, method, path, status):
    with pytest.raises(Refusal) as refused:
        router.match(method, path)
    assert refused.value.status == status


# ---- requests ----

UPLOAD = Operation(
    "upload",
    "POST",
    "/files",
    effect=Effect.CREATE,
    form_style="multipart",
    form={"file": Param("file")},
)
ROUTE = Route(
    "upload",
    (
        Check("file", "form", "file", required=True),
        Check("name", "form"),
        Check("big", "form", "boolean"),
    ),
)


def test_forms_are_read_byte_by_byte():
    content = b"\r\n--x\r\n\x00\xff\r\n"
    raw = (
        b'--B\r\nContent-Disposition: form-data; name="name"\r\n\r\nSch\xc3\xb6n\r\n'
        b'--B\r\nContent-Disposition: form-data; name="big"\r\n\r\ntrue\r\n'
        b'--B\r\nContent-Disposition: form-data; name="file"; filename="a.wav"\r\n'
        b"Content-Type: audio/x-wav\r\n\r\n" + content + b"\r\n--B--\r\n"
    )
    headers = {"content-type": "multipart/form-data; boundary=B"}
    sent, messages = read(ROUTE, UPLOAD, Arrival("POST", "/files", "", headers, raw), {}, {})
    assert messages == []
    assert sent.form == {"name": "Schön", "big": True}
    file = sent.files["file"]
    assert (file.filename, file.content_type, file.content) == ("a.wav", "audio/x-wav", content)


@pytest.mark.parametrize(
    ("raw", "reported"),
    [
        (b"--B--\r\n", ["form parameter 'file' is missing"]),
        (
            b'--B\r\nContent-Disposition: form-data; name="fiel"; filename="a"\r\n\r\nx\r\n--B--',
            ["there is no file 'fiel' in this form", "form parameter 'file' is missing"],
        ),
        (
            b'--B\r\nContent-Disposition: form-data; name="file"\r\n\r\nx\r\n--B--',
            ["form parameter 'file' must be a file"],
        ),
    ],
)
def test_forms_that_do_not_fit_are_refused(raw, reported):
    headers = {"content-type": "multipart/form-data; boundary=B"}
    assert read(ROUTE, UPLOAD, Arrival("POST", "/files", "", headers, raw), {}, {})[1] == reported


FIND = PagedOperation(
    "find",
    "GET",
    "/calls",
    effect=Effect.READ,
    returns=CallPage,
    paging=Paging("limit", "offset", "items", "total_count"),
)
FILTERS = Route(
    "find",
    (
        Check("id", "query", "integer", many=True),
        Check("states", "query", many=True, join=",", values=("READY", "DONE")),
        Check("cost", "query", "number"),
        Check("inbound", "query", "boolean", required=True),
    ),
)


@pytest.mark.parametrize(
    ("query", "values", "reported"),
    [
        ("inbound=true&id=1&id=2", {"inbound": True, "id": [1, 2]}, []),
        ("inbound=false&states=READY,DONE", {"inbound": False, "states": ["READY", "DONE"]}, []),
        ("inbound=true&cost=1.5", {"inbound": True, "cost": 1.5}, []),
        ("", {}, ["query parameter 'inbound' is missing"]),
        ("inbound=yes", {"inbound": "yes"}, ["query parameter 'inbound' must be true or false"]),
        (
            "inbound=true&inbound=true",
            {"inbound": True},
            ["query parameter 'inbound' comes 2 times"],
        ),
    ],
)
def test_parameters_are_read_by_their_types(query, values, reported):
    sent, result = read(FILTERS, FIND, Arrival("GET", "/calls", query), {}, {})
    assert (sent.query, result) == (values, reported)


# ---- state and failures ----


def test_fields_are_reached_through_objects():
    assert field_value({"a": {"b": 1}}, "a.b") == 1
    assert field_value({"a": 1}, "a.b") is None


def test_secrets_are_masked_once_they_were_shown():
    item = Stored({"password": "fedcba98"}, later={"state": "DONE"}, secret=("password",))
    Store().shown(item)
    assert item.values == {"password": "****ba98", "state": "DONE"}


def test_the_newest_of_several_is_reported():
    store = Store()
    for name in ("old", "new"):
        store.add("/calls", Stored({"id": 1, "name": name}))
    result = store.find("/calls", "id", "1")
    assert result
    assert result.values["name"] == "new"


def test_failures_come_in_their_order_and_as_often_as_reported():
    failures = Failures()
    failures.add(Failure("find", times=1, skip=1, lost="before"))
    failures.add(Failure("*", times=None, seconds=1.0))
    result = [failures.next(id_) for id_ in ("find", "get", "find", "find")]
    assert [{"delay"}, {"delay"}, {"outcome", "delay"}, {"delay"}] == [{*each} for each in result]
