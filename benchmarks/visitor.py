"""A resident without a screen: keeps cookies and the connection, fills in what the page asks."""

import http.client
import re
import time
from contextlib import suppress
from html import unescape
from urllib.parse import urlencode

_FORM = "application/x-www-form-urlencoded"
_FIELD = re.compile(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"')


class Visitor:
    """One browser at one address on this machine."""

    def __init__(self, port: int) -> None:
        self._server = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
        self._cookies: dict[str, str] = {}
        self.path = "/"
        self.page = ""

    def wait(self) -> None:
        """Until somebody listens."""
        for _ in range(600):
            with suppress(ConnectionRefusedError):
                self.get("/")
                return
            self._server.close()
            time.sleep(0.1)
        raise TimeoutError

    def get(self, path: str) -> str:
        """Look at a page."""
        return self.ask("GET", path)

    def send(self, **answers: str) -> str:
        """Fill in the form on the page and send it."""
        hidden = {name: value for name, value in _FIELD.findall(self.page) if name in {"csrf_token", "draft"}}
        return self.ask("POST", self.path, urlencode({**hidden, **answers}))

    def carried(self) -> dict[str, str]:
        """Every field with a value on the page."""
        return {name: unescape(value) for name, value in _FIELD.findall(self.page)}

    def post(self, path: str, **answers: str) -> str:
        """Send these answers to an address."""
        return self.ask("POST", path, urlencode(answers))

    def ask(self, method: str, path: str, body: str | bytes = "", kind: str = _FORM) -> str:
        """Ask, and follow where the answer leads."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if body:
            headers["Content-Type"] = kind
        self.path = path
        self._server.request(method, path, body or None, headers)
        answer = self._server.getresponse()
        self.page = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self._cookies[name] = value
        if answer.status == 303:
            return self.ask("GET", answer.headers["Location"])
        return self.page
