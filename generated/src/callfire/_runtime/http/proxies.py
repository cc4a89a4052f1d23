"""Finds the proxy that the environment names for an address; for libraries that do not read NO_PROXY as httpx2 does."""

import ipaddress
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

__all__ = ["environment_proxy"]


def environment_proxy(url: str) -> str | None:
    """Return the proxy for an address, None when it is reached directly."""
    parts = urlsplit(url)
    proxies = getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    host = parts.hostname or ""
    if not proxy or proxy_bypass(parts.netloc):
        return None
    if any(_covers(entry.strip(), host) for entry in proxies.get("no", "").split(",")):
        return None
    return proxy if "://" in proxy else f"http://{proxy}"


def _covers(entry: str, host: str) -> bool:
    """Return whether an entry of NO_PROXY is the host, a network that it is in, or a domain above it."""
    if entry == "*":
        return True
    try:
        address = ipaddress.ip_address(host)
        return address in ipaddress.ip_network(entry.strip("[]"), strict=False)
    except ValueError:
        domain = entry.lower().removeprefix("*").removeprefix(".")
        return bool(domain) and f".{host.lower()}".endswith(f".{domain}")
