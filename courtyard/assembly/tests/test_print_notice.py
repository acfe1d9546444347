"""The notice for the board: what is voted on, when, how, and who may vote."""

from datetime import date
from typing import Any

import pytest

from courtyard.assembly.papers import AssemblyNotice, NoticeMotion
from courtyard.assembly.tests.papers import HASHES, NOTICED, notice
from courtyard.web.tests.printed import A4, Printed, closed, set_here


def printed(paper: AssemblyNotice, language: str = "") -> Printed:
    return set_here("assembly/notice", paper.to_data(language))


def missing(paper: Printed, said: list[str]) -> list[str]:
    return [words for words in said if closed(words) not in paper.text]


def test_it_says_who_calls_when_and_for_what() -> None:
    paper = printed(notice())

    assert (
        missing(
            paper,
            [
                "陶安小区2026年第1次业主大会",
                "表决公告",
                "陶安业〔2026〕2号",
                "召集人 陶安小区业主委员会",
                "表决时间 2026年6月1日09:00到6月16日20:00",
                "谁来投 1,196位业主，专有部分面积98,640.00平方米",
                "这次一共表决2项",
                "2026年5月16日，盖章",
            ],
        )
        == []
    )


def test_each_item_says_what_it_decides_what_it_costs_and_who_bears_it() -> None:
    paper = printed(notice())

    assert (
        missing(
            paper,
            [
                "第1项 用维修资金更换生活水泵和水管",
                "这项决定什么 水泵用了26年",
                "要出多少钱 每平方米4.93元。",
                "谁得益，谁承担 全体业主得益",
                "怎样算通过 参加的人里超过一半同意。 依据民法典第二百七十八条第一款第五项。",
                "可以看的材料 施工方案；三家报价",
                "第2项 选举业主委员会（选5人）",
                "候选人 林知秋、梅若兰",
            ],
        )
        == []
    )


def test_it_says_how_to_vote_and_where_to_get_help() -> None:
    paper = printed(notice())

    assert (
        missing(
            paper,
            [
                "手机 扫码，一项一项选。",
                "纸质票 投进票箱。",
                "6月16日20:00以前可以改，以最后一次为准。",
                "没有投票的，算没有参加表决。",
                "请到1号楼底层合署办公室，或打电话021-55500101。",
                "https://courtyard.example/taoan/votes/2026-1/",
            ],
        )
        == []
    )


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({}, "记名，计票的人看得到谁投了什么"),
        ({"confidential": True}, "不记名，谁也看不出谁投了什么"),
        ({"may_change": False}, "只能投一次，投了不能改。"),
        (
            {"following": (1,), "clause": "议事规则第十二条"},
            "第1项按本小区的规定（议事规则第十二条），算作同意多数人的意见",
        ),
        ({"following": (1,), "clause": "议事规则第十二条"}, "其余各项，没有投票的算没有参加表决。"),
        ({"challenges_until": date(2026, 5, 30)}, "5月30日以前到1号楼底层合署办公室提出来，更正都有记录。"),
        ({"challenges_until": None}, "从现在起名册不再改动"),
        ({"lawful_elsewhere": "依法以市投票系统的计票为准。"}, "依法以市投票系统的计票为准。"),
    ],
)
def test_it_says_the_rules_of_this_vote(changed: dict[str, Any], says: str) -> None:
    assert missing(printed(notice(**changed)), [says]) == []


def test_the_roll_is_named_by_its_code() -> None:
    assert missing(printed(notice()), ["名册张贴在各楼门厅。", HASHES["roll"]]) == []


def test_a_long_text_goes_on_to_the_next_page() -> None:
    long = NoticeMotion(1, NOTICED.title, "\n".join(f"第{n}段：" + "换水泵和水管。" * 12 for n in range(1, 22)))
    paper = printed(notice(motions=(long,) * 3))

    last = len(paper.pages)
    assert paper.text.count("换水泵和水管。") == 12 * 21 * 3
    assert [f"第{n}页，共{last}页" in page.text for n, page in enumerate(paper.pages, start=1)] == [True] * last
    assert {(page.width, page.height) for page in paper.pages} == {A4}
    assert [run for page in paper.pages for run in page.runs if not (40 <= run.x <= 555 and 20 <= run.y <= 820)] == []


def test_it_says_the_same_in_english() -> None:
    paper = printed(notice(), "en")

    assert (
        missing(
            paper,
            [
                "Notice of the vote",
                "Called by",
                "What this decides",
                "What it costs",
                "Who gains, who bears it",
                "How to vote",
                "Whoever does not vote has not taken part.",
                "Scan to read and vote",
            ],
        )
        == []
    )
