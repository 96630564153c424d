"""A key on paper: what one program writes the other reads, and a misread letter is found in its line."""

import ast
import base64
import importlib.util
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl import bindings as sodium

from app.domain import sealed_paper
from app.domain.sealed_paper import PRIVATE, PUBLIC, Misread

pytestmark = pytest.mark.sealed
SCRIPT = Path(__file__).parents[2] / "docs" / "offline_key.py"
KEYS = st.binary(min_size=32, max_size=32)
KEY = bytes(range(32))


@pytest.fixture(scope="module")
def offline():
    spec = importlib.util.spec_from_file_location("offline_key", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


VECTORS = [  # RFC 7748, section 5.2
    (
        "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
        "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c",
        "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552",
    ),
    (
        "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
        "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493",
        "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957",
    ),
    (
        "0900000000000000000000000000000000000000000000000000000000000000",
        "0900000000000000000000000000000000000000000000000000000000000000",
        "422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079",
    ),
]


@pytest.mark.parametrize(("scalar", "point", "result"), VECTORS)
def test_the_curve_is_that_of_the_standard(offline, scalar, point, result):
    assert offline.x25519(bytes.fromhex(scalar), bytes.fromhex(point)).hex() == result


@given(KEYS)
@settings(max_examples=25, deadline=None)
def test_the_curve_is_that_of_the_server(offline, private):
    assert offline.public_of(private) == sodium.crypto_scalarmult_base(private)


@given(KEYS, st.sampled_from([PUBLIC, PRIVATE]))
@settings(deadline=None)
def test_what_the_table_writes_the_office_reads(offline, key, half):
    lines = offline.spell(key, half.encode())
    assert lines == list(sealed_paper.spell(key, half))
    assert sealed_paper.read("\n".join(lines), half) == key
    assert b"".join(offline.read(line, number, half.encode()) for number, line in enumerate(lines)) == key


@pytest.mark.parametrize(
    "typed",
    [
        "\n".join(f"  {number})  {line}" for number, line in enumerate(sealed_paper.spell(KEY, PRIVATE), 1)),
        " ".join(sealed_paper.spell(KEY, PRIVATE)).lower(),
        "".join(sealed_paper.spell(KEY, PRIVATE)).replace("0", "o").replace("1", "l").replace(" ", ""),
        "\n\n".join(sealed_paper.spell(KEY, PRIVATE)).translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")),
        base64.b64encode(KEY).decode(),
        f" {base64.b64encode(KEY).decode()}\n",
    ],
)
def test_people_type_it_in_many_ways(typed):
    assert sealed_paper.read(typed, PRIVATE) == KEY


def test_every_wrong_letter_is_found_in_its_line(offline):
    lines = sealed_paper.spell(KEY, PRIVATE)
    for number, line in enumerate(lines):
        for at, letter in ((at, letter) for at in range(len(line)) for letter in offline.LETTERS if line[at] != " "):
            wrong = line[:at] + letter + line[at + 1 :]
            if wrong != line:
                with pytest.raises(Misread) as found:
                    sealed_paper.read("\n".join([*lines[:number], wrong, *lines[number + 1 :]]), PRIVATE)
                assert found.value.line == number + 1
                assert offline.read(wrong, number, b"private") is None


def test_lines_in_another_order_are_found(offline):
    one, two, three, four = sealed_paper.spell(KEY, PRIVATE)
    with pytest.raises(Misread) as found:
        sealed_paper.read(f"{one}\n{three}\n{two}\n{four}", PRIVATE)
    assert found.value.line == 2


@pytest.mark.parametrize("half", [PUBLIC, PRIVATE])
def test_the_other_half_is_told_from_the_one_that_is_wanted(half):
    other = PRIVATE if half == PUBLIC else PUBLIC
    with pytest.raises(Misread) as found:
        sealed_paper.read("\n".join(sealed_paper.spell(KEY, other)), half)
    assert found.value.wrong_half


@pytest.mark.parametrize("typed", ["", "ไม่ใช่กุญแจ", "A" * 63, base64.b64encode(KEY[:31]).decode(), "AAAA\n" * 4])
def test_what_is_no_key_is_refused(typed):
    with pytest.raises(Misread):
        sealed_paper.read(typed, PUBLIC)


def test_the_table_asks_again_until_a_line_is_right(offline, capsys):
    lines = list(sealed_paper.spell(KEY, PRIVATE))
    typed = iter(["", lines[0], lines[1][:-1] + "0", *lines[1:]])
    offline.check(lambda _asked: next(typed))
    said = capsys.readouterr().out
    assert "line 2" in said
    assert "line 1" not in said
    assert offline.fingerprint(sodium.crypto_scalarmult_base(KEY)) in said


def test_the_sheets_hold_one_pair_and_fit_on_paper(offline):
    words = offline.sheet(KEY)
    public, private = words.split("cut here")
    assert all(line in private for line in sealed_paper.spell(KEY, PRIVATE))
    assert all(line in public for line in sealed_paper.spell(sodium.crypto_scalarmult_base(KEY), PUBLIC))
    assert not any(line in public for line in sealed_paper.spell(KEY, PRIVATE))
    assert max(map(len, words.splitlines())) <= 90


def test_it_is_short_and_needs_nothing_but_python():
    text = SCRIPT.read_text(encoding="utf-8")
    tree = ast.parse(text, feature_version=(3, 8))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported <= set(sys.stdlib_module_names) | {"__future__"}
    assert len(text.splitlines()) <= 150
