"""A real browser for the page: Chromium, from the system or as Playwright installs it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from reconcile.models import Report
from reconcile.report.html import render_html

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}
PATIENCE = 90_000  # milliseconds: a busy machine is slow, not wrong


def wait_until(page: Any, condition: str) -> None:
    """Until the JavaScript expression holds. Playwright's own way needs `eval` in the page, which its policy denies."""
    for _ in range(PATIENCE // 50):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never came true: {condition}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, or a skip that says what is missing."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with api.sync_playwright() as playwright:
        own = playwright.chromium.executable_path
        names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
        path = own if Path(own).exists() else next(filter(None, map(shutil.which, names)), None)
        if path is None:
            pytest.skip("no Chromium is installed")
        root = hasattr(os, "geteuid") and os.geteuid() == 0  # Chromium's sandbox refuses to run as root
        flags = ["--no-sandbox"] if root else []
        started = playwright.chromium.launch(executable_path=path, args=flags, timeout=PATIENCE)
        yield started
        started.close()


@pytest.fixture
def show(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Opens a report from a file, and fails the test if the page complains or asks for anything else."""
    contexts: list[Any] = []
    complaints: list[str] = []

    def open_page(report: Report, anchor: str = "", **options: Any) -> Any:
        file = tmp_path / "report.html"
        file.write_text(render_html(report), encoding="utf-8", newline="")
        context = browser.new_context(**{"viewport": DESKTOP} | options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda message: complaints.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        address = file.as_uri()

        def note(request: Any) -> None:
            if request.url.split("#")[0] != address and not request.url.startswith("data:"):
                complaints.append(f"request: {request.url}")

        context.on("request", note)
        page.goto(address + anchor)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
