"""Starts the server on the official SDK: over standard input and output, or over HTTP on this machine."""

import json
import os
from pathlib import Path
from typing import Any

import anyio
import mcp_types as types
from mcp import MCPError
from mcp.server.lowlevel.server import Server
from mcp.server.stdio import stdio_server

from ..actions.verdicts import describe
from ..cli.session import Session
from .calls import Calls, Failure
from .ledger import Ledger
from .tools import Surface

__all__ = ["make_server", "serve", "state_path"]

_LOOPBACK = "127.0.0.1"
_INSTRUCTIONS = (
    "{title}. Find an action, describe it, then run it. What acts takes two steps: prepare_action returns a preview and "
    "a token, confirm_action carries it out once. When an outcome is unknown, look before you prepare again."
)


def state_path(session: Session, given: str | None) -> Path:
    """Return the file of tokens."""
    if given:
        return Path(given)
    program = session.program
    if os.name == "nt":
        folder = Path(os.environ.get("LOCALAPPDATA", "~"))
    else:
        folder = Path(os.environ.get("XDG_STATE_HOME") or "~/.local/state")
    return folder.expanduser() / program.name / "mcp.sqlite3"


def serve(session: Session, surface: Surface, args: Any) -> int:
    """Serve until the client goes.

    Args:
        session: The run of the command line.
        surface: The tools.
        args: The arguments of the command.
    """
    client = session.client(args)
    with client:
        scope = client._account.decode()  # noqa: SLF001 - the runtime is one
        ledger = Ledger(state_path(session, args.state), scope)
        program = session.program
        calls = Calls(surface, program.runner(), client, ledger, program.name, program.preview)
        server = make_server(calls, program.title, program.version)
        if args.http is not None:
            _http(server, args.http)
        else:
            anyio.run(_stdio, server)
    return 0


async def _stdio(server: Server[Any]) -> None:
    async with stdio_server() as (reads, writes):
        await server.run(reads, writes, server.create_initialization_options())


def _http(server: Server[Any], port: int) -> None:
    import uvicorn

    app = server.streamable_http_app(host=_LOOPBACK)
    uvicorn.run(app, host=_LOOPBACK, port=port, log_level="warning")


def make_server(calls: Calls, title: str, version: str) -> Server[Any]:
    """Return the server of some tools."""
    tools = [types.Tool.model_validate(each) for each in calls.surface.listed()]

    async def list_tools(_: Any, __: Any) -> types.ListToolsResult:
        return types.ListToolsResult(tools=tools)

    async def call_tool(_: Any, params: types.CallToolRequestParams) -> types.CallToolResult:
        try:
            response = await calls.call(params.name, params.arguments or {})
        except Failure as failure:
            return _result(failure.response, failed=True)
        return _result(response, failed=False)

    async def list_resources(_: Any, __: Any) -> types.ListResourcesResult:
        return types.ListResourcesResult(resources=[])

    async def read_resource(
        _: Any, params: types.ReadResourceRequestParams
    ) -> types.ReadResourceResult:
        uri = str(params.uri)
        try:
            kind, content = await calls.read(uri)
        except Exception as error:  # noqa: BLE001 - whatever it is, the assistant has to know
            # The SDK would pass on other errors without their text.
            raise MCPError(types.INVALID_PARAMS, str(error), describe(error)) from None
        blob = types.BlobResourceContents(uri=uri, mime_type=kind, blob=content)
        return types.ReadResourceResult(contents=[blob])

    return Server(
        calls.prog,
        version=version,
        title=title,
        instructions=_INSTRUCTIONS.format(title=title),
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        on_list_resources=list_resources,
        on_read_resource=read_resource,
    )


def _result(response: Any, *, failed: bool) -> types.CallToolResult:
    text = json.dumps(response, ensure_ascii=False, separators=(",", ":"), default=str)
    content: list[Any] = [types.TextContent(type="text", text=text)]
    if isinstance(response, dict) and isinstance(uri := response.get("uri"), str) and not failed:
        name = uri.partition("://")[2].partition("/")[0]
        content.append(
            types.ResourceLink(
                type="resource_link", name=name, uri=uri, mime_type=response.get("contentType")
            )
        )
    structured = None if failed else json.loads(json.dumps(response, default=str))
    return types.CallToolResult(content=content, structured_content=structured, is_error=failed)
