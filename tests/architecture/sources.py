"""The project's own files, read once for the tests of the house rules."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APP = sorted((ROOT / "app").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
TOP = sorted(ROOT.glob("*.py"))
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*.*") if path.is_file())
PAGES = [path for path in TEMPLATES if path.suffix == ".html"]


def name(path: Path) -> str:
    """A file's name inside the project."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    """What Python makes of a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def calls(path: Path, function: str) -> Iterator[ast.Call]:
    """Calls of a function or method by its last name."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and last_name(node.func) == function:
            yield node


def last_name(node: ast.AST) -> str:
    """``commit`` of ``db.session.commit``."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def root_name(node: ast.AST) -> str:
    """``db`` of ``db.session.commit``."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""
