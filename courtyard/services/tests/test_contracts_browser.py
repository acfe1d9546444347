"""Contracts in a browser: drafted, given a paper, signed and filed on a phone; every page readable on every screen."""

import os
from pathlib import Path
from typing import Any

import pytest

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.services.actions.annexes import add_annex
from courtyard.services.actions.contract_ending import end_contract
from courtyard.services.actions.contracts import add_extra
from courtyard.services.actions.takeover import give_thing, miss_thing, receive_thing
from courtyard.services.models import Contract, TakeoverItem
from courtyard.services.tests import build
from courtyard.services.tests.contracting import BEGINS, DAY, ENDS, PDF, TODAY, company, decided, draft, paper, sign
from courtyard.services.tests.test_contract_ending import OVER, running
from courtyard.services.tests.test_contracts import extra
from courtyard.trail.tests.clock import Clock
from courtyard.web.tests.browser import Visit, faults, overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHOTS = os.environ.get("COURTYARD_SHOTS", "")
LOOKS: list[dict[str, Any]] = [
    {"width": 390, "language": "zh-hans", "large": True}, {"width": 390, "language": "en", "large": True},
    {"width": 390, "language": "zh-hans"}, {"width": 1280, "language": "en"},
]  # fmt: skip


def look(visit: Visit, name: str, path: str, person: Any) -> list[str]:
    """Open a page in every way, and gather what is wrong with it."""
    found = []
    for number, given in enumerate(LOOKS):
        page = visit(path, as_=person, **given)
        found += [f"{name} {given}: {fault}" for fault in faults(page)]
        found += [f"{name} {given}: too wide"] if overflow(page) else []
        if SHOTS:
            page.screenshot(path=Path(SHOTS) / f"{name}-{number}.png", full_page=True)
        page.context.close()
    return found


def test_a_contract_is_drafted_signed_and_filed_on_a_phone(
    visit: Visit, court: Court, clock: Clock, tmp_path: Path
) -> None:
    build.catalogue(court)
    company(court)
    decided(court)
    scan = tmp_path / "合同.pdf"
    scan.write_bytes(PDF)
    page = visit("/e/plum/contracts/", as_=court.yan)

    page.get_by_role("link", name="起草合同").click()
    page.get_by_label("是哪家物业？").select_option(label="青禾物业")
    page.get_by_label("业主选聘的合同").check()
    page.get_by_label("从哪天开始？").fill(str(BEGINS))
    page.get_by_label("最后一天").fill(str(ENDS))
    page.get_by_label("住宅").fill("1.855")
    page.get_by_label("酬金制").check()
    page.get_by_label("提取比例是百分之几？").fill("8")
    for field in ("综合管理", "清洁卫生", "秩序维护", "绿化养护", "设施设备"):
        page.get_by_label(field).select_option(label="2级")
    page.get_by_role("button", name="保存草稿").click()
    page.get_by_text("“1.855”").first.wait_for()
    page.get_by_label("住宅").fill("1.85")
    page.get_by_role("button", name="保存草稿").click()
    page.get_by_role("link", name="添加材料").click()
    page.get_by_label("签好的合同").check()
    page.get_by_label("叫什么名字？").fill("合同扫描件")
    page.get_by_label("文件", exact=True).set_input_files(scan)
    page.get_by_role("button", name="添加这份材料").click()
    page.get_by_role("link", name="双方已签字").click()
    page.get_by_label("以业主的哪个决定为依据？").select_option(index=1)
    page.get_by_role("button", name="登记签订").click()
    page.get_by_role("link", name="已经备案").click()
    page.get_by_role("button", name="登记备案").click()
    page.get_by_role("heading", name="要记住的日子").wait_for()

    one = Contract.objects.get()
    assert (one.state, one.filed_on, one.annexes.get().name) == ("signed", TODAY, "合同扫描件")
    reader = visit(f"/e/plum/contracts/{one.pk}/")
    for words in ("1.85", "酬金制", "如果没有人决定", "合同扫描件", "选聘青禾物业"):
        assert reader.get_by_text(words).first.is_visible(), words
    assert overflow(reader) == 0


def test_pages_of_contracts_are_readable_on_every_screen(visit: Visit, court: Court, clock: Clock) -> None:
    one = draft(court, starts_on=TODAY - 100 * DAY, ends_on=OVER, prices={"dwelling": 185, "shop": 320, "parking": 60})
    add_extra(one.pk, extra(), by=court.yan, at=MONDAY_9AM)
    one = sign(court, one)
    add_annex(one.pk, paper(court), by=court.yan, at=MONDAY_9AM)
    next_one = draft(court, company(court, "朗月物业"), starts_on=OVER + DAY)
    add_extra(next_one.pk, extra(), by=court.yan, at=MONDAY_9AM)
    decided(court, "选聘朗月物业")
    here, then = f"/e/plum/contracts/{one.pk}/", f"/e/plum/contracts/{next_one.pk}/"
    pages = [
        ("estate", "/e/plum/", None), ("register", "/e/plum/contracts/", court.yan), ("contract", here, None),
        ("contract-committee", here, court.yan), ("draft", then, court.yan), ("change", f"{then}change/", court.yan),
        ("extra", f"{then}extras/add/", court.yan), ("sign", f"{then}sign/", court.yan),
        ("drop", f"{then}drop/", court.yan), ("annex", f"{here}annexes/add/", court.yan),
        ("file", f"{here}file/", court.zhu), ("plan", f"{here}plan/", court.yan), ("leave", f"{here}leave/", court.zhu),
        ("dismiss", f"{here}dismiss/", court.yan), ("end", f"{here}end/", court.jie),
        ("decisions", "/e/plum/decisions/", None),
    ]  # fmt: skip

    wrong = [fault for name, path, person in pages for fault in look(visit, name, path, person)]

    assert wrong == []


def test_the_handover_is_readable_on_every_screen(visit: Visit, court: Court, clock: Clock) -> None:
    one = running(court)
    end_contract(one.pk, on=TODAY, reason="企业退出", by=court.jie, at=MONDAY_9AM)
    first, second, third = TakeoverItem.objects.order_by("position")[:3]
    for thing in (first, second):
        give_thing(thing.pk, by=court.zhu, at=MONDAY_9AM)
    receive_thing(first.pk, by=court.yan, at=MONDAY_9AM)
    miss_thing(third.pk, reason="水箱清洗记录只有去年的", by=court.yan, at=MONDAY_9AM)
    here = f"/e/plum/contracts/{one.pk}/takeover/"
    pages = [
        ("takeover-gives", here, court.zhu), ("takeover-takes", here, court.yan), ("list", f"{here}list/", court.zhu),
        ("strike", f"{here}{third.pk}/strike/", court.yan), ("miss", f"{here}{second.pk}/miss/", court.yan),
        ("ended", f"/e/plum/contracts/{one.pk}/", None),
    ]  # fmt: skip

    wrong = [fault for name, path, person in pages for fault in look(visit, name, path, person)]

    assert wrong == []
