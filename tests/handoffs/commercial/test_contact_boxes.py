"""The boxes for phone and e-mail hold a way to reach the doctor, and no message."""

import pytest

from handoffs.commercial.rules import email_is_plain


@pytest.mark.parametrize(
    "name",
    [
        "decile9",
        "40scripts",
        "trx40",
        "highprescriber",
        "topwriter",
        "he.prescribes.a.lot",
        "please.call.monday",
    ],
)
def test_an_address_is_no_message_though_its_words_are_run_together(name):
    assert not email_is_plain(f"{name}@clinic.example")


@pytest.mark.parametrize(
    "address",
    ["e.marchetti@albany-med.example", "jane.doe2@clinic.example", "office1200@clinic.example", "dr.k40@n40.example",
     "prescott@clinic.example", "k.descripto@scriptorium.example", ""],
)  # fmt: skip
def test_an_ordinary_address_passes(address):
    assert email_is_plain(address)
