"""The product's own server as a process, on the clock of a test and with secrets that cost next to nothing to stretch.

With ``dies`` it is killed by the system between writing a report and answering it.
"""

import os
import signal
import sys
from datetime import datetime, timedelta
from pathlib import Path

from flask import request

from app import create_app
from tests.conftest import MONDAY, office


def main(address: str, var: str, port: str, *words: str) -> None:
    app = create_app(office(address, Path(var)), clock=lambda: NOW)
    if "dies" in words:

        @app.after_request
        def die(answer):
            if request.path == "/corruption/send":
                os.kill(os.getpid(), signal.SIGKILL)
            return answer

    with app.app_context():
        app.cli.main(args=["serve", "--port", port, "--no-worker"], standalone_mode=False)


NOW: datetime = MONDAY + timedelta(minutes=1)

if __name__ == "__main__":
    main(*sys.argv[1:])
