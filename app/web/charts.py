"""Lines drawn in a box of 1000 by 100; the numbers themselves stand in a table beside the drawing."""

from collections.abc import Sequence

WIDTH, HEIGHT = 1000, 100


def line(values: Sequence[int], most: int) -> str:
    """The corners of a line from edge to edge, as SVG wants them; ``most`` is the height of the box, at least 1."""
    step = WIDTH / max(len(values) - 1, 1)
    return " ".join(f"{n * step:.1f},{HEIGHT - value * HEIGHT / most:.1f}" for n, value in enumerate(values))
