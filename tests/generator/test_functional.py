"""A few lines of description, generated, imported and called: what goes out, what comes back."""

import asyncio
import json
from datetime import UTC, date, datetime

import httpx2
import pytest

SPEC = """
info: {title: Widgets, version: '1'}
host: api.example.com
basePath: /v1
securityDefinitions: {basic: {type: basic}}
security: [{basic: []}]
consumes: [application/json]
produces: [application/json]
x-client: {class-name: Api, verify: findWidgets}
paths:
  /widgets:
    get:
      operationId: findWidgets
      x-paging: {limit: limit, offset: offset, items: items, total: totalCount}
      parameters:
        - {name: states, in: query, type: string, x-csv: {enum: ['NEW', 'OLD']}}
        - {name: since, in: query, type: integer, x-unix-ms: true}
        - {name: id, in: query, type: array, collectionFormat: multi, items: {type: integer}}
        - {name: limit, in: query, type: integer}
        - {name: offset, in: query, type: integer}
      responses: {200: {description: a page, schema: {$ref: '#/definitions/WidgetPage'}}}
    post:
      operationId: addWidgets
      x-effect: create
      parameters:
        - {name: body, in: body, x-name: widgets, schema: {type: array, items: {$ref: '#/definitions/Widget'}}}
      responses: {200: {description: the widgets, schema: {$ref: '#/definitions/WidgetList'}}}
  /widgets/{id}:
    get:
      operationId: getWidget
      parameters: [{name: id, in: path, required: true, type: integer}]
      responses: {200: {description: a widget, schema: {$ref: '#/definitions/Widget'}}}
    put:
      operationId: updateWidget
      parameters:
        - {name: id, in: path, required: true, type: integer}
        - {name: X-Why, in: header, type: string}
        - {name: body, in: body, schema: {$ref: '#/definitions/Widget'}}
  /letters:
    post:
      operationId: sendLetters
      x-effect: contact
      x-chunk: 2
      parameters:
        - {name: body, in: body, x-name: letters, schema: {type: array, items: {$ref: '#/definitions/Widget'}}}
        - {name: why, in: query, type: string}
      responses: {200: {description: the letters, schema: {$ref: '#/definitions/WidgetList'}}}
  /letters/{id}:
    get:
      operationId: getLetter
      x-wait: {field: state, pending: ['NEW']}
      parameters: [{name: id, in: path, required: true, type: integer}]
      responses: {200: {description: a letter, schema: {$ref: '#/definitions/Widget'}}}
  /widgets/{id}.mp3:
    get:
      operationId: loadWidget
      produces: [audio/mpeg]
      parameters: [{name: id, in: path, required: true, type: integer}]
      responses: {200: {description: the sound, schema: {type: file}}}
  /files:
    post:
      operationId: upload
      tags: [files]
      consumes: [multipart/form-data]
      parameters:
        - {name: file, in: formData, type: file, required: true}
        - {name: name, in: formData, type: string}
      responses: {200: {description: whether it is new, schema: {type: boolean}}}
definitions:
  Widget:
    properties:
      id: {type: integer}
      state: {type: string, enum: ['NEW', 'OLD']}
      made: {type: integer, x-unix-ms: true}
      day: {$ref: '#/definitions/Day'}
      parent: {$ref: '#/definitions/Widget'}
      date: {type: string}
  WidgetList: {properties: {items: {type: array, items: {$ref: '#/definitions/Widget'}}}}
  WidgetPage:
    properties: {items: {type: array, items: {$ref: '#/definitions/Widget'}}, totalCount: {type: integer}}
  Day: {x-calendar: date, properties: {year: {type: integer}, month: {type: integer}, day: {type: integer}}}
"""
MOMENT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


class Server:
    """Responds in turn and remembers what was asked."""

    def __init__(self, *responses):
        self.responses = [*responses]
        self.asked = []

    def handle(self, request):
        self.asked.append(request)
        response = self.responses.pop(0)
        if isinstance(response, bytes):
            return httpx2.Response(200, content=response, headers={"content-type": "audio/mpeg"})
        return httpx2.Response(200, json=response)

    @property
    def only(self):
        (request,) = self.asked
        return request


@pytest.fixture(params=["sync", "async"])
def call(request, load):
    """Calls a method of either client, and gives back the server and the response."""
    package = load(SPEC)

    def sync(server, use):
        with package.Api(
            "me", "secret", http_client=httpx2.Client(transport=httpx2.MockTransport(server.handle))
        ) as client:
            return use(client)

    async def asynchronous(server, use):
        native = httpx2.AsyncClient(transport=httpx2.MockTransport(server.handle))
        async with package.AsyncApi("me", "secret", http_client=native) as client:
            response = use(client)
            return await response if hasattr(response, "__await__") else response

    def made(use, *responses):
        server = Server(*responses)
        if request.param == "sync":
            return server, sync(server, use)
        return server, asyncio.run(asynchronous(server, use))

    made.package = package
    return made


def test_paths_and_responses(call):
    server, item = call(
        lambda client: client.widgets.get(7), {"id": 7, "state": "NEW", "made": 1000}
    )

    assert (
        server.only.method,
        str(server.only.url),
    ) == ("GET", "https://api.example.com/v1/widgets/7")
    assert server.only.headers["authorization"].startswith("Basic ")
    assert (
        call.package.Widget(
            id=7, state=call.package.WidgetState.NEW, made=datetime.fromtimestamp(1, UTC)
        )
        == item
    )


def test_queries(call):
    server, page = call(
        lambda client: client.widgets.find(
            states=["NEW", "OTHER"], since=MOMENT, id=[1, 2], limit=2
        ),
        {"items": [{"id": 1}]},
    )

    assert server.only.url.params.multi_items() == [
        ("states", "NEW,OTHER"),
        ("since", "1767323045000"),
        ("id", "1"),
        ("id", "2"),
        ("limit", "2"),
    ]
    assert [item.id for item in page.items] == [1]


def test_object_bodies_are_spread(call):
    server, nothing = call(
        lambda client: client.widgets.update(
            7, x_why="so", state="OLD", made=MOMENT, day=date(2026, 2, 3), parent={"id": 1}
        ),
        None,
    )

    assert nothing is None
    assert server.only.headers["x-why"] == "so"
    assert json.loads(server.only.content) == {
        "state": "OLD",
        "made": 1767323045000,
        "day": {"year": 2026, "month": 2, "day": 3},
        "parent": {"id": 1},
    }


def test_lists_are_positional(call):
    item = call.package.Widget(made=MOMENT)
    server, items = call(
        lambda client: client.widgets.add([item, {"state": "NEW"}]),
        {"items": [{"id": 1}, {"id": 2}]},
    )

    assert json.loads(server.only.content) == [{"made": 1767323045000}, {"state": "NEW"}]
    assert [each.id for each in items] == [1, 2]
    assert len(items) == 2


def test_misspelt_names_fail_before_anything_is_sent(call):
    server = Server({})

    with pytest.raises(TypeError):
        call(lambda client: client.widgets.update(7, stat="NEW"))
    with pytest.raises(TypeError):
        call(lambda client: client.widgets.add([{"stat": "NEW"}]))
    assert server.asked == []


def test_downloads(call, tmp_path):
    server, sound = call(lambda client: client.widgets.load(7), b"sound")
    call(lambda client: client.widgets.load(7, tmp_path / "x.mp3"), b"sound")

    assert sound == b"sound"
    assert server.only.url.path == "/v1/widgets/7.mp3"
    assert (tmp_path / "x.mp3").read_bytes() == b"sound"


def test_uploads_and_booleans(call):
    server, new = call(lambda client: client.files.upload(b"bytes", name="x"), True)

    assert new is True
    body = server.only.read()
    assert server.only.headers["content-type"].startswith("multipart/form-data")
    assert b'name="name"' in body
    assert b"bytes" in body


def test_verification(call):
    server, response = call(lambda client: client.verify_credentials(), {"totalCount": 3})

    assert server.only.url.path == "/v1/widgets"
    assert response.total_count == 3


def test_bulk_sends_in_chunks(call):
    rows = [{"id": number} for number in range(3)]
    server, result = call(
        lambda client: client.widgets.send_letters_bulk(rows, why="so", concurrency=1),
        {"items": rows[:2]},
        {"items": rows[2:]},
    )

    assert [json.loads(request.content) for request in server.asked] == [rows[:2], rows[2:]]
    assert {request.url.params["why"] for request in server.asked} == {"so"}
    assert len(result.outcomes) == 3


def test_waiting_looks_until_it_is_settled(call):
    server, letter = call(
        lambda client: client.widgets.wait(7, interval=0.001),
        {"id": 7, "state": "NEW"},
        {"id": 7, "state": "OLD"},
    )

    assert len(server.asked) == 2
    assert letter.state == "OLD"


NOTES = """
swagger: '2.0'
info: {title: Notes, version: '1'}
host: api.example.com
produces: [application/json]
consumes: [application/json]
x-client: {class-name: Api}
paths:
  /notes:
    get:
      operationId: findNotes
      tags: [notes]
      x-paging: {limit: limit, offset: offset, items: items, largest: 50}
      parameters:
        - {name: limit, in: query, type: integer}
        - {name: offset, in: query, type: integer}
        - {name: from, in: query, type: integer, x-unix-ms: true}
        - {name: until, in: query, type: integer, x-unix-ms: true}
        - {name: to, in: query, type: string, x-phone: true}
      responses: {200: {description: a page, schema: {$ref: '#/definitions/Notes'}}}
    post:
      operationId: addNotes
      tags: [notes]
      x-effect: create
      x-reconcile: {find: findNotes, begin: from, end: until, number: phone, lookup-number: to}
      parameters:
        - {name: body, in: body, schema: {type: array, items: {$ref: '#/definitions/NewNote'}}}
      responses: {200: {description: the notes, schema: {$ref: '#/definitions/Notes'}}}
definitions:
  NewNote: {properties: {phone: {type: string, x-phone: true}}}
  Note: {properties: {id: {type: integer}, to: {type: string}}}
  Notes: {properties: {items: {type: array, items: {$ref: '#/definitions/Note'}}}}
"""


def test_reconcile_needs_no_bulk_method_and_speaks_the_names_of_its_api(load):
    """The search, its period and its page size are facts of the description; no name of another API is in them."""
    package = load(NOTES)
    server = Server({"items": [{"id": 5, "to": "12135550001"}]}, {"items": []})

    def lose(request):
        if request.method == "POST":
            raise httpx2.ReadError("lost")
        return server.handle(request)

    transport = httpx2.MockTransport(lose)
    rows = [{"phone": f"213-555-{number:04}"} for number in range(1, 6)]
    with package.Api(http_client=httpx2.Client(transport=transport)) as client:
        with pytest.raises(package.OutcomeUnknownError) as caught:
            client.notes.add(rows)
        settled = client.notes.reconcile(caught.value, delay=0)

    assert [outcome.status for outcome in settled] == ["sent"] + ["unsent"] * 4
    assert settled.outcomes[0].id == 5
    query = dict(server.asked[0].url.params)
    assert query["limit"] == "50"
    assert 0 < int(query["until"]) - int(query["from"]) < 11 * 60_000
