"""Residents' forms in a real browser on a bad line (50 kB/s, 0.4 s, a slow phone): ``python -m benchmarks.slow_line``.

Prints a table: until something is seen, until the form is there, until all is drawn; what came over the line; and how
long a photograph of twelve megapixels takes from pressing the button to the check page. Needs Chromium.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.submission import PREPARE, ROOT, free_port, server
from tests import photos

LINE = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
SLOWER = 4  # than this computer: a telephone of five years ago
FORMS = ("/complaints/new", "/water/new", "/corruption/")
SEEN = """() => {
  const page = performance.getEntriesByType('navigation')[0];
  const [paint] = performance.getEntriesByName('first-contentful-paint');
  return [paint.startTime, page.domContentLoadedEventEnd, page.loadEventEnd];
}"""


@contextmanager
def phone(browser: Browser, address: str) -> Iterator[tuple[Page, list[float]]]:
    """A phone that was never here, on its line; what came over it, byte by byte."""
    context = browser.new_context(base_url=address, viewport={"width": 360, "height": 740}, timezone_id="Asia/Bangkok")
    context.set_default_timeout(300_000)
    page, came = context.new_page(), []
    line = context.new_cdp_session(page)
    line.on("Network.loadingFinished", lambda it: came.append(it["encodedDataLength"]))
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", LINE)
    line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    yield page, came
    context.close()


def visit(page: Page, came: list[float], path: str) -> str:
    """One visit, in seconds and bytes."""
    came.clear()
    page.goto(path, wait_until="load")
    page.evaluate("document.fonts.ready")
    seen, form, drawn = (moment / 1000 for moment in page.evaluate(SEEN))
    return f"{seen:.1f} s | {form:.1f} s | {drawn:.1f} s | {sum(came):,.0f}"


def photograph(page: Page, file: Path) -> float:
    """Seconds from the button to the check page."""
    page.goto("/complaints/new")
    page.check("input[value=lamp]")
    page.fill("#story", "ไฟดับ")
    page.select_option("#village", "1")
    page.fill("#place", "หน้าวัด")
    page.get_by_text("เก็บไว้ในเครื่องนี้เครื่องเดียว").wait_for()
    page.set_input_files("input[type=file]", file)
    page.wait_for_function("() => localStorage['khamrong-drafts']?.includes('\"photos\":1')")
    begun = time.perf_counter()
    page.get_by_role("button", name="ไปตรวจคำตอบ", exact=True).click()
    page.wait_for_url("**/check**")
    return time.perf_counter() - begun


def look(browser: Browser, address: str, file: Path) -> None:
    """Print the table; the office has served its fonts before."""
    warm = browser.new_page(base_url=address)
    warm.goto("/", wait_until="networkidle")
    warm.close()
    print("| page | visit | first paint | form | all drawn | bytes |\n|---|---|--:|--:|--:|--:|")
    for path in FORMS:
        with phone(browser, address) as (page, came):
            print(f"| `{path}` | first | {visit(page, came, path)} |")
            print(f"| `{path}` | again | {visit(page, came, path)} |")
    with phone(browser, address) as (page, _):
        seconds = photograph(page, file)
    size = file.stat().st_size
    whole = size / LINE["uploadThroughput"]
    print(f"\nA photograph of {size:,} bytes: {seconds:.0f} s, made small on the phone; {whole:.0f} s as it was.")


def main() -> None:
    """Serve a sample office and look at it over the line."""
    with tempfile.TemporaryDirectory() as place:
        env = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "SECRET_KEY"}}
        env |= {"VAR_DIR": place, "PYTHONUTF8": "1"}
        subprocess.run([sys.executable, "-c", PREPARE], cwd=ROOT, env=env, check=True)
        file, port = Path(place) / "photo.jpg", free_port()
        file.write_bytes(photos.grainy())
        serve = ("-m", "flask", "--app", "wsgi", "serve", "--port", str(port), "--no-worker")
        found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        with server(*serve, env=env, port=port), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=found, args=arguments)
            look(browser, f"http://127.0.0.1:{port}", file)
            browser.close()


if __name__ == "__main__":
    main()
