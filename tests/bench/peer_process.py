"""Runs one peer or floor in the Python environment of the bench, which has packages that the project's has not.

The only argument is JSON: the name of the peer, its work, the address of the server, the folder with the generated
packages, and how many calls are in flight. Each line of standard input asks for so many calls; the response is a line
of JSON: the seconds of all of them together, and of each.
"""

from __future__ import annotations

import asyncio
import base64
import inspect
import json
import sys
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from time import perf_counter
from typing import Any

Act = Callable[[], object]
_HEADERS = {"Authorization": f"Basic {base64.b64encode(b'a:b').decode()}"}


def urllib3(work: str, address: str, _folder: Path) -> Act:
    """A floor: urllib3 and untyped msgspec."""
    import msgspec
    import urllib3

    pool, decode = urllib3.PoolManager(headers=_HEADERS), msgspec.json.Decoder(dict).decode
    url = address + ("/calls" if work == "page" else "/calls/1")
    return lambda: decode(pool.request("GET", url).data)


def orjson(work: str, _address: str, folder: Path) -> Act:
    """A floor: orjson without types."""
    import orjson

    page, rows = _page(folder), _recipients(folder)
    return (lambda: orjson.loads(page)) if work == "decode" else (lambda: orjson.dumps(rows))


def openapi_generator(work: str, address: str, folder: Path) -> Act:
    """The package that openapi-generator makes: pydantic's models over urllib3."""
    sys.path.insert(0, str(folder / "openapi-generator"))
    import openapi_generator_client as package

    given = package.Configuration(host=address or "http://a", username="a", password="b")
    client = package.ApiClient(given)
    calls = package.CallsApi(client)
    if work == "decode":
        page = _page(folder).decode()
        return lambda: package.CallPage.from_json(page)
    if work == "encode":
        rows = [package.TextRecipient.from_dict(row) for row in _recipients(folder)]
        return lambda: json.dumps(client.sanitize_for_serialization(rows)).encode()
    return calls.find_calls if work == "page" else lambda: calls.get_call(1)


def datamodel_code_generator(work: str, _address: str, folder: Path) -> Act:
    """The models of pydantic that datamodel-code-generator makes."""
    sys.path.insert(0, str(folder))
    import pydantic_models as models
    from pydantic import TypeAdapter

    page = _page(folder)
    if work == "decode":
        return lambda: models.CallPage.model_validate_json(page)
    adapter = TypeAdapter(list[models.TextRecipient])
    rows = adapter.validate_python(_recipients(folder))
    return lambda: adapter.dump_json(rows, by_alias=True, exclude_unset=True)


def datamodel_code_generator_msgspec(work: str, _address: str, folder: Path) -> Act:
    """The structs of msgspec that datamodel-code-generator makes: typed, and checked when they are read only."""
    sys.path.insert(0, str(folder))
    import msgspec
    import msgspec_models as models

    page = _page(folder)
    decode, encode = msgspec.json.Decoder(models.CallPage).decode, msgspec.json.Encoder().encode
    rows = msgspec.convert(_recipients(folder), list[models.TextRecipient])
    return (lambda: decode(page)) if work == "decode" else (lambda: encode(rows))


def bravado(work: str, address: str, folder: Path) -> Act:
    """bravado, which makes its client from the description when it starts."""
    from bravado.client import SwaggerClient
    from bravado.requests_client import RequestsClient
    from bravado_core.marshal import marshal_schema_object
    from bravado_core.unmarshal import unmarshal_schema_object

    description = json.loads((folder / "swagger.json").read_bytes())
    host = address.removeprefix("http://") or "a"
    description |= {"host": host, "basePath": "/", "schemes": ["http"]}
    http = RequestsClient()
    http.set_basic_auth("127.0.0.1", "a", "b")
    client = SwaggerClient.from_spec(description, http_client=http)
    spec, calls = client.swagger_spec, client.calls
    if work == "decode":
        kind, page = spec.definitions["CallPage"]._model_spec, _page(folder)
        return lambda: unmarshal_schema_object(spec, kind, json.loads(page))
    if work == "encode":
        recipient = spec.definitions["TextRecipient"]
        rows = [recipient(**row) for row in _recipients(folder)]
        kind = {"type": "array", "items": recipient._model_spec}
        return lambda: json.dumps(marshal_schema_object(spec, kind, rows)).encode()
    if work == "page":
        return lambda: calls.findCalls().response().result
    return lambda: calls.getCall(id=1).response().result


def fastmcp(work: str, address: str, folder: Path) -> Callable[[], Awaitable[object]]:
    """Calls of a tool of the server that FastMCP makes from the description, in the same process."""
    import httpx2
    from fastmcp import FastMCP

    description = json.loads((folder / "openapi3.json").read_bytes())
    http = httpx2.AsyncClient(base_url=address, headers=_HEADERS)
    server = FastMCP.from_openapi(openapi_spec=description, client=http)
    name, given = ("findCalls", {}) if work == "page" else ("getCall", {"id": 1})
    return lambda: server.call_tool(name, given)


PEERS: Mapping[str, Callable[[str, str, Path], Callable[[], Any]]] = {
    "urllib3 + msgspec untyped": urllib3,
    "orjson": orjson,
    "openapi-generator": openapi_generator,
    "datamodel-code-generator, pydantic": datamodel_code_generator,
    "datamodel-code-generator, msgspec": datamodel_code_generator_msgspec,
    "bravado": bravado,
    "FastMCP": fastmcp,
}


def _page(folder: Path) -> bytes:
    return (folder / "page.json").read_bytes()


def _recipients(folder: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((folder / "recipients.json").read_bytes())
    return rows


async def _measure(act: Callable[[], Any], count: int, in_flight: int) -> tuple[float, list[float]]:
    remaining, singles = iter(range(count)), []

    async def work() -> None:
        for _ in remaining:
            started = perf_counter()
            result = act()
            if inspect.isawaitable(result):
                await result
            singles.append(perf_counter() - started)

    started = perf_counter()
    await asyncio.gather(*(work() for _ in range(in_flight)))
    return perf_counter() - started, singles


def main() -> None:
    """Do what standard input asks for, until it ends."""
    asked = json.loads(sys.argv[1])
    act = PEERS[asked["name"]](asked["work"], asked["address"], Path(asked["folder"]))
    loop = asyncio.new_event_loop()
    for line in sys.stdin:
        whole = loop.run_until_complete(_measure(act, int(line), asked["in_flight"]))
        sys.stdout.write(f"{json.dumps(whole)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
