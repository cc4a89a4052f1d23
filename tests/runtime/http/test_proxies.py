"""The environment's proxies, read as httpx2 reads them."""

import pytest
from runtime.http.proxies import environment_proxy

CASES = [
    ("http://10.1.2.3/x", "10.0.0.0/8", None),
    ("http://10.1.2.3/x", "10.1.2.3", None),
    ("http://10.1.2.3/x", "11.0.0.0/8", "http://p:1"),
    ("http://[::1]:8/x", "::1", None),
    ("http://[fe80::1]/x", "fe80::/10", None),
    ("http://api.example.com/x", "example.com", None),
    ("http://api.example.com/x", ".example.com", None),
    ("http://api.example.com/x", "*.example.com", None),
    ("http://API.example.com/x", "other, api.Example.com", None),
    ("http://notexample.com/x", "example.com", "http://p:1"),
    ("http://api.example.com/x", "*", None),
    ("http://api.example.com/x", "", "http://p:1"),
    ("http://api.example.com/x", "10.0.0.0/8,/,bad/99", "http://p:1"),
    ("https://api.example.com/x", "", "http://all:2"),
]


@pytest.mark.parametrize(("url", "excluded", "expected"), CASES)
def test_which_proxy_is_used(monkeypatch, url, excluded, expected):
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("http_proxy", "p:1")
    monkeypatch.setenv("all_proxy", "http://all:2")
    monkeypatch.setenv("no_proxy", excluded)

    assert environment_proxy(url) == expected
