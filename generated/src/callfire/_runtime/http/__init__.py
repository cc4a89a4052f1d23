"""The transports: httpx2, httpx and aiohttp."""
