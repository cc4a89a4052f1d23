"""The documentation site as people read it: in Chromium, on a telephone and on a desk, in light and in dark."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading

import pytest

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: make browser"),
    pytest.mark.slow,
]
PAGES = (
    "",
    "quickstart/",
    "sending-safely/",
    "cookbook/appointment-reminders/",
    "operations/sendTexts/",
    "operations/createCallBroadcast/",
    "models/texts/",
    "reference/client-options/",
    "actions/",
    "changelog/",
)
SEARCHES = {
    "sendTexts": "operations/sendTexts/",
    "texts.send": "operations/sendTexts/",
    "findCalls": "operations/findCalls/",
    "find calls": "operations/findCalls/",
    "send a text": "quickstart/",
    "retry": "errors/",
    "timeout": "errors/",
    "idempotent": "errors/",
    "webhook signature": "webhooks/",
    "rate limit": "bulk/",
    "journal": "bulk/",
    "dry run": "bulk/",
    "pagination": "paging/",
    "phone number": "values/",
    "proxy": "proxies/",
    "certificates": "proxies/",
    "logging": "logging/",
    "async": "quickstart/",
    "upload": "files/",
    "download": "files/",
    "pandas": "cookbook/calls-report/",
    "do not contact": "cookbook/do-not-contact-sync/",
    "exit codes": "command-line/",
    "broadcast": "broadcasts/",
    "OutcomeUnknownError": "reference/errors/",
    "TextRecipient": "models/texts/",
    "BulkOptions": "reference/bulk-runs/",
}
"""What people look for, and the page that has to come first."""
RESULTS = """() => {
    const links = [], look = root => {
        root.querySelectorAll('a[href*="?h="]').forEach(each => links.push(each.href))
        root.querySelectorAll('*').forEach(each => each.shadowRoot && look(each.shadowRoot))
    }
    look(document)
    return links
}"""
CONTRAST = """() => {
    const parts = text => (text.match(/[\\d.]+/g) || []).map(Number)
    const light = text => {
        const [r, g, b] = parts(text).slice(0, 3).map(each => {
            const share = each / 255
            return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
        })
        return 0.2126 * r + 0.7152 * g + 0.0722 * b
    }
    const behind = each => {
        for (; each; each = each.parentElement) {
            const color = getComputedStyle(each).backgroundColor, alpha = parts(color)[3]
            if (alpha === undefined || alpha > 0.9) return color
        }
        return getComputedStyle(document.body).backgroundColor
    }
    const low = []
    for (const each of document.querySelectorAll('article p, article li, article a, article h1, article h2, article td')) {
        if (!each.innerText.trim()) continue
        const color = getComputedStyle(each).color
        const [one, other] = [light(color), light(behind(each))].sort((a, b) => b - a)
        const ratio = (one + 0.05) / (other + 0.05)
        if (ratio < 4.5) low.push(`${each.tagName} ${each.innerText.slice(0, 40)}: ${ratio.toFixed(2)}`)
    }
    return low
}"""
WIDER = """() => document.documentElement.scrollWidth > window.innerWidth"""


@pytest.fixture(scope="module")
def address(site):
    """The built site on a port of this machine."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *words):
            pass

    handler = functools.partial(Quiet, directory=site)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def browser():
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_pages_fit_and_can_be_read(address, browser, width, scheme):
    wrong = []
    with browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme
    ) as context:
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        for path in PAGES:
            page.goto(address + path)
            if page.evaluate(WIDER):
                wrong.append(f"{path} is wider than the screen")
            wrong += [f"{path}: {each}" for each in page.evaluate(CONTRAST)]
        mode = page.evaluate("getComputedStyle(document.body).backgroundColor")

    assert wrong == []
    assert (mode == "rgb(255, 255, 255)") == (scheme == "light")


def test_tabs_show_each_language(address, browser):
    with browser.new_context(viewport={"width": 390, "height": 900}) as context:
        page = context.new_page()
        page.goto(f"{address}operations/sendTexts/")
        for label, word in (
            ("Async", "await "),
            ("curl", "curl -X POST"),
            ("Command line", "callfire texts send"),
        ):
            page.get_by_text(label, exact=True).first.click()
            shown = page.locator(".tabbed-block:visible").first.inner_text()
            assert word in shown


def test_search_finds_the_right_page_first(address, browser):
    wrong = []
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        page = context.new_page()
        page.goto(f"{address}quickstart/")
        page.click(".md-search__button")
        for words, expected in SEARCHES.items():
            page.keyboard.press("Control+a")
            page.keyboard.type(words)
            first = first_result(page, words, address)
            if first != expected:
                wrong.append(f"{words!r} finds {first!r} before {expected!r}")

    assert wrong == []


def first_result(page, words, address):
    """The page of the first result for these words, once it is there and stays."""
    mark = f"?h={words.replace(' ', '+')}"
    before = None
    for _ in range(50):
        page.wait_for_timeout(100)
        links = page.evaluate(RESULTS)
        first = links[0] if links and mark in links[0] else None
        if first and first == before:
            return first.removeprefix(address).partition("?")[0]
        before = first
    return None
