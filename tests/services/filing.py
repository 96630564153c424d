"""A process that files cases as fast as it can and tells each number once it may be told; it waits to be killed."""

import sys
import threading
from datetime import datetime
from pathlib import Path

from app import create_app
from app.extensions import db
from tests.conftest import BANGKOK, office
from tests.factories import open_complaint

NOW = datetime(2026, 11, 2, 9, tzinfo=BANGKOK)


def main(address: str, var: str, name: str) -> None:
    app = create_app(office(address, Path(var)), clock=lambda: NOW)

    def work(worker: int) -> None:
        with app.app_context():
            for number in range(10_000):
                key = f"{name}-{worker}-{number}"
                reference = open_complaint(NOW, key=key, email="wanna@example.org").reference
                db.session.remove()
                sys.stdout.write(f"{key} {reference}\n")
                sys.stdout.flush()

    for worker in range(3):
        threading.Thread(target=work, args=(worker,)).start()


if __name__ == "__main__":
    main(*sys.argv[1:])
