"""Serves the fake's description to an assistant with FastMCP and calls its tools: fastmcp_server.py ADDRESS."""

import asyncio
import json
import sys

import httpx2
from fastmcp import Client, FastMCP

address = sys.argv[1]


async def walk():
    """Make tools of all operations, and send a text with one."""
    async with httpx2.AsyncClient(base_url=address, auth=("login", "password")) as http:
        document = (await http.get(f"{address}/openapi.json")).json()
        server = FastMCP.from_openapi(document, client=http)
        async with Client(server) as client:
            tools = await client.list_tools()
            body = [{"phoneNumber": "12135551122", "message": "Hi"}]
            sent = await client.call_tool("sendTexts", {"body": body})
            result = await client.call_tool("findTexts", {"toNumber": "12135551122"})
            return {
                "tools": len(tools),
                "sent": [each["state"] for each in items(sent)],
                "result": [each["message"] for each in items(result)],
            }


def items(result):
    """What a tool returned; FastMCP wraps what is not plainly an object."""
    content = result.structured_content
    return content.get("result", content)["items"]


print(json.dumps(asyncio.run(walk())))
