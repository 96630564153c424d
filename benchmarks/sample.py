"""How long the sample office takes to make: ``python -m benchmarks.sample [CASES]``."""

import os
import sys
import tempfile
import time
from datetime import UTC, datetime

from app import create_app
from app.sample import CASES, make
from app.services import schema
from config import Config


def main(cases: int = CASES) -> None:
    """Make it once, in a place that is thrown away."""
    with tempfile.TemporaryDirectory() as place:
        app = create_app(Config.from_env({"VAR_DIR": place}))
        with app.app_context():
            schema.upgrade()
            begun, used = time.perf_counter(), time.process_time()
            make(datetime.now(UTC), cases)
            waited, used = time.perf_counter() - begun, time.process_time() - used
    print(f"{cases} cases in {waited:.1f} s, {used:.1f} s of them CPU; load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
