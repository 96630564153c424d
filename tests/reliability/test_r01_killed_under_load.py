"""R1: killed by the system at random moments under load: who saw a number has a case, once, with its letter."""

from tests.reliability import kill_loop


def test_r01_whoever_was_told_a_number_has_one_case_with_its_letter_and_photo(app, server):
    load = kill_loop.kill_again_and_again(server, kills=6)
    found = kill_loop.look(load)
    assert found.whole, found
    assert found.told >= 14
    assert load.again > 0, "nobody was interrupted: nothing was tried"
