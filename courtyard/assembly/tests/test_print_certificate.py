"""The result as it is posted: every figure beside its line, what was added apart, and how to check and object."""

from dataclasses import replace

import pytest

from courtyard.assembly.papers import Certificate
from courtyard.assembly.tests.papers import HASHES, carried, certificate, deemed, elected, missed
from courtyard.web.tests.printed import A4, Printed, closed, set_here

LONG = "关于授权业主委员会在维修资金余额不低于首期归集额百分之三十的前提下对全部十二栋楼外墙渗漏部位进行修缮的议案"


def printed(paper: Certificate, language: str = "") -> Printed:
    return set_here("assembly/certificate", paper.to_data(language))


def missing(paper: Printed, said: list[str]) -> list[str]:
    return [words for words in said if closed(words) not in paper.text]


def test_the_facts_stand_at_the_head() -> None:
    paper = printed(certificate(carried()))

    assert (
        missing(
            paper,
            [
                "陶安小区2026年第1次业主大会表决结果公告",
                "陶安业〔2026〕3号",
                "表决时间 2026年6月1日09:00到6月16日20:00",
                "公示时间 2026年6月18日到6月24日",
                "全体业主 1,196位业主，专有部分面积98,640.00平方米",
                "手机703位业主、60,012.30平方米；纸质票139位业主、11,191.20平方米",
                "表决票 记名",
                "公示期满，收到的异议都答复以后",
            ],
        )
        == []
    )


def test_a_motion_that_is_carried_shows_both_bars_their_lines_all_piles_and_the_article() -> None:
    paper = printed(certificate(carried()))

    assert (
        missing(
            paper,
            [
                "参加表决的人够不够",
                "参加的面积 72.19% 71,203.50平方米",
                "要到2/3，65,760.00平方米",
                "参加的人数 70.40% 842位业主",
                "参加表决的业主，面积占72.19%，人数占70.40%，都到了三分之二。",
                "第1项 用维修资金更换生活水泵和水管 通过",
                "同意的面积 82.74% 58,911.20平方米",
                "要过1/2，至少35,601.76平方米",
                "同意的人数 81.83% 689位业主",
                "要过1/2，至少422位业主",
                "参加表决的业主里，同意的面积占82.74%，人数占81.83%，都超过一半。",
                "依据民法典第二百七十八条第二款。",
                "同意反对弃权无效票没有参加",
                "人数 689 98 55 0 354",
                "面积（平方米） 58,911.20 8,102.60 4,189.70 0.00 27,436.50",
            ],
        )
        == []
    )


def test_a_motion_that_is_missed_says_by_how_much() -> None:
    paper = printed(certificate(missed()))

    assert (
        missing(
            paper,
            [
                "没有通过",
                "同意的面积占76.10%，到了四分之三；同意的人数占73.87%，还差10位业主才到四分之三。都到了才算通过。",
                "依据民法典第二百七十八条第一款第八项。",
            ],
        )
        == []
    )


def test_votes_that_follow_the_majority_stand_apart_with_the_strict_result_beside() -> None:
    paper = printed(certificate(carried(), deemed()))

    assert (
        missing(
            paper,
            [
                "第3项 修改议事规则 通过",
                "参加的面积 78.88%",
                "同意反对弃权无效票随多数没有参加",
                "人数 417 278 8 0 284 209",
                "没有交回来的票 284位业主、23,100.00平方米，票已送达并有凭证",
                "按本小区的规定（议事规则第十二条）算作同意多数人的意见",
                "只算交回来的票 没有通过",
                "参加的面积 55.46%",
                "同意的人数 59.32%",
            ],
        )
        == []
    )
    assert "参加表决的人够不够" not in paper.text  # since not all have the same turnout, each item says its own


def test_too_few_taking_part_is_the_reason_whatever_the_answers() -> None:
    strict_only = replace(deemed(), deemed=None)

    paper = printed(certificate(strict_only))

    assert missing(paper, ["参加表决的人够不够 不够", "参加表决的人不够，所以没有通过，不论同意的有多少。"]) == []


def test_an_election_says_who_is_elected_who_is_an_alternate_and_who_is_not() -> None:
    paper = printed(certificate(elected()))

    assert (
        missing(
            paper,
            [
                "选举业主委员会 应选3人，选出3人",
                "每位候选人的票数：要过1/2，至少35,601.76平方米；要过1/2，至少422位业主。",
                "候选人1 700 83.14% 59,500.00 83.56% 当选",
                "候选人4 560 66.51% 47,600.00 66.85% 候补",
                "候选人6 430 51.07% 36,550.00 51.33% 票数够，名额已满",
                "候选人7 390 46.32% 33,150.00 46.56% 票数不够",
                "选举产生之日起三十日内办理备案",
            ],
        )
        == []
    )


@pytest.mark.parametrize(
    ("result", "says"),
    [
        (elected(votes=(700, 600, 600), seats=2), "有候选人票数相同，名额还没有定下来。"),
        (replace(elected(votes=(700, 600, 600), seats=2), tie="两位由抽签决定。"), "两位由抽签决定。"),
        (elected(votes=(700, 600, 300), seats=3), "名额没有选满，空缺的可以另行补选。"),
        (elected(votes=(700, 300, 300), seats=3), "选出的人没有超过应选人数的一半，要重新选举。"),
    ],
)
def test_an_election_says_what_follows(result: object, says: str) -> None:
    assert missing(printed(certificate(result)), [says]) == []  # type: ignore[arg-type]


def test_anybody_can_check_it_and_object() -> None:
    paper = printed(certificate(carried()))

    assert (
        missing(
            paper,
            [
                *HASHES.values(),
                "名册",
                "议案",
                "规则",
                "票箱",
                "https://courtyard.example/taoan/votes/2026-1/",
                "谁都可以重新算一遍",
                "不代替单位公章",
                "6月24日以前可以来查票：1号楼底层合署办公室",
                "《民法典》第二百八十条",
                "计票人",
                "陶安小区业主委员会",
                "业主代表3人",
                "2026年6月18日，盖章",
            ],
        )
        == []
    )


def test_which_count_is_the_lawful_one_is_said_where_a_city_has_its_own_system() -> None:
    paper = printed(certificate(carried(), lawful_elsewhere="依法以市投票系统的计票为准，这里的结果供核对。"))

    assert missing(paper, ["依法以市投票系统的计票为准"]) == []


def test_a_rule_that_nobody_has_read_is_not_printed_as_law() -> None:
    unread = replace(elected(), certain=False)

    assert missing(printed(certificate(unread)), ["依据民法典第二百七十八条。（条文待核）"]) == []


def test_fifteen_items_and_twenty_five_candidates_stay_whole() -> None:
    motions = [replace(carried(number), title=LONG) for number in range(1, 15)]
    paper = printed(certificate(*motions, elected(15, votes=range(800, 300, -20), seats=9)))

    last = len(paper.pages)
    assert paper.text.count(closed(LONG)) == 14
    assert [n for n in range(1, 26) if f"候选人{n}{820 - 20 * n}" not in paper.text] == []
    assert [f"第{n}页，共{last}页" in page.text for n, page in enumerate(paper.pages, start=1)] == [True] * last
    assert {(page.width, page.height) for page in paper.pages} == {A4}
    assert [page.text.count("项关于") for page in paper.pages] == [page.text.count("没有参加") for page in paper.pages]


def test_it_says_the_same_in_english() -> None:
    paper = printed(certificate(carried(), missed(), deemed(), elected()), "en")

    assert paper.language == "en-GB"
    assert (
        missing(
            paper,
            [
                "Result of the vote",
                "Voting 1 June 2026, 09:00 to 16 June, 20:00",
                "Item 1",
                "Carried",
                "Not carried",
                "In favour by area 82.74%",
                "more than 1/2: 422 owners",
                "Did not take part",
                "Counting only what came back",
                "3 of 3 seats filled",
                "elected",
                "alternate",
                "How to check it",
                "How to object",
                "Civil Code art 280",
                "Page 1 of",
            ],
        )
        == []
    )
