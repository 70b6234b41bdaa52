"""Trouble has a code that is known, and facts."""

import pytest

from reader.core.errors import BROKEN, REFUSED, Broken, Refused, Trouble


@pytest.mark.parametrize("kind", [Refused, Broken])
def test_an_unknown_code_is_our_own_bug(kind: type[Trouble]) -> None:
    with pytest.raises(ValueError, match="no_such_code"):
        kind("no_such_code")


def test_no_code_is_of_both_kinds() -> None:
    assert not REFUSED & BROKEN


def test_trouble_carries_its_facts() -> None:
    trouble = Broken("write_failed", path="/a", reason="full")
    assert (trouble.code, trouble.facts) == ("write_failed", {"path": "/a", "reason": "full"})


def test_what_the_user_can_mend_is_2_and_what_is_broken_is_3() -> None:
    assert (Refused.exit_code, Broken.exit_code) == (2, 3)
