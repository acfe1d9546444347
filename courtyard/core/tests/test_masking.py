"""Masked names and numbers tell those who know the person, and nobody else."""

import pytest

from courtyard.core.masking import masked_email, masked_name, masked_phone, surname


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("桂芳华", "桂＊＊"),
        ("枫远", "枫＊"),
        ("林", "林＊"),
        ("欧阳知秋", "欧阳＊＊"),
        ("欧阳", "欧＊"),
        ("桐江绿荫贸易有限公司", "桐＊＊＊"),
        ("Lin Zhiqiu", "L＊＊＊"),
        ("", ""),
    ],
)
def test_a_name_keeps_its_surname(name: str, masked: str) -> None:
    assert masked_name(name) == masked


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("13900000261", "139＊＊＊＊0261"),
        ("+86 139 0000 0261", "861＊＊＊＊0261"),
        ("021-0000-0001", "021＊＊＊＊0001"),
        ("8812 3456", "＊＊＊＊56"),
        ("", ""),
    ],
)
def test_a_number_keeps_its_ends(number: str, masked: str) -> None:
    assert masked_phone(number) == masked


def test_an_address_keeps_its_first_letter_and_its_house() -> None:
    assert masked_email("gui@example.org") == "g＊＊＊@example.org"


@pytest.mark.parametrize(("name", "family"), [("桂芳华", "桂"), ("司马知春", "司马"), ("Mei Zhichun", "Mei"), ("", "")])
def test_the_surname(name: str, family: str) -> None:
    assert surname(name) == family
