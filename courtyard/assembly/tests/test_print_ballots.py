"""Paper ballots: what stands on them, how large, and that a confidential one names nobody."""

from dataclasses import replace
from uuid import uuid4

import pytest

from courtyard.assembly import codes
from courtyard.assembly.papers import BALLOTS_MAX, BallotPapers, Cost, PaperMotion
from courtyard.assembly.tests.papers import PUMPS, SHED, ballot, ballots, election
from courtyard.web.documents import TooMuchForOneFile, pdf
from courtyard.web.tests.printed import A4, Page, Printed, closed, read, set_here

CUT = "✂沿虚线剪开"
LONG = (
    "关于授权业主委员会在维修资金余额不低于首期归集额百分之三十的前提下"
    "对全部十二栋楼外墙渗漏部位分三年进行修缮并更换屋面防水层的议案"
)


def printed(papers: BallotPapers, language: str = "") -> Printed:
    return set_here("assembly/ballots", papers.to_data(language))


def below_the_cut(page: Page) -> str:
    cut = page.height_of(CUT)
    return closed("".join(run.text for run in page.runs if run.y < cut))


def above_the_cut(page: Page) -> str:
    cut = page.height_of(CUT)
    return closed("".join(run.text for run in page.runs if run.y > cut))


def test_a_named_ballot_says_whose_it_is_what_is_asked_and_where_it_goes() -> None:
    text = printed(ballots()).text

    said = [
        "陶安小区2026年第1次业主大会", "表决票", "第0001号", "P001ABCDEFGH", "王喆、李堃", "12号楼301室",
        "86.4001平方米", "6月16日20:00", "1号楼底层合署办公室", "一共2项", "021-55500101", "这是记名票",
        "第1项用维修资金更换生活水泵和水管", "工程款48.6万元", "425.69元从您家的维修资金里扣。",
        "三分之二以上的业主参加", "第2项把东北角旧车棚改成电动自行车充电棚", "不用出钱", "不交回来会怎样", "业主签名",
    ]  # fmt: skip
    assert [words for words in said if words not in text] == []
    assert (text.count("同意"), text.count("反对"), text.count("弃权")) == (4, 2, 2)  # two of “同意” are in sentences


def test_old_people_read_it_at_arms_length() -> None:
    page = printed(ballots()).pages[0]

    assert page.size_of("用维修资金更换生活水泵和水管") >= 18
    assert page.size_of("水泵用了26年，高楼层水压不够。换3台水泵和全部立管，工程款48.6万元。") >= 14
    assert page.size_of("同意反对弃权") >= 18
    assert page.size_of("王喆、李堃") >= 18
    assert min(run.size for run in page.runs) >= 11


def test_what_happens_to_a_paper_that_does_not_come_back_is_on_its_face() -> None:
    papers = ballots()
    nobody = replace(papers, motions=tuple(replace(motion, follows=False) for motion in papers.motions))
    all_follow = replace(papers, motions=tuple(replace(motion, follows=True) for motion in papers.motions))

    some = "第1项按本小区的规定（议事规则第十二条），算作同意多数人的意见。其余各项算没有参加表决。"
    assert some in printed(papers).text
    assert "到时没有交回来，算没有参加表决。" in printed(nobody).text
    assert "第1、2项按本小区的规定（议事规则第十二条），算作同意多数人的意见。" in printed(all_follow).text


def test_a_confidential_ballot_names_nobody_below_the_cut() -> None:
    page = printed(ballots(confidential=True)).pages[0]

    above, below = above_the_cut(page), below_the_cut(page)
    told = ["第0001号", "P001ABCDEFGH", "王喆、李堃", "12号楼301室", "425.69元", "业主签名"]
    assert [words for words in told if words not in above] == []
    assert [words for words in told if words in below] == []
    assert "S001STUVWXYZ" in below
    assert "1位业主，86.4001平方米" in below
    assert "S001STUVWXYZ" not in above
    assert "您家要出多少不用出钱" in printed(ballots(confidential=True)).text  # where all pay alike, it tells nothing


def test_the_back_of_a_stub_stays_empty_since_it_is_cut_off() -> None:
    four = tuple(replace(PUMPS, number=number) for number in range(1, 4))
    front, back = printed(ballots(confidential=True, motions=four)).pages

    assert closed(above_the_cut(back)) == "这里是存根的背面，请不要填写。"
    assert back.height_of(CUT) == pytest.approx(front.height_of(CUT), abs=0.5)
    assert "请翻到背面，后面还有" in front.text
    assert "第3项" in below_the_cut(back)


def test_a_whole_pile_is_cut_at_one_height() -> None:
    homes = tuple(f"{number}号楼{number}01室" for number in range(1, 40))
    many = ballots(ballots=(ballot(1), ballot(2, homes=homes, names=("陶安房地产开发有限公司",))), confidential=True)

    fronts = printed(many).pages[::2]

    assert "等，一共39个，见名册" in fronts[1].text
    assert fronts[0].height_of(CUT) == fronts[1].height_of(CUT)


def test_a_confidential_ballot_of_many_items_gets_sheets_of_its_own() -> None:
    many = tuple(replace(PUMPS, number=number) for number in range(1, 9))
    pages = printed(ballots(confidential=True, motions=many)).pages

    stub, back, *ballot_pages = pages
    assert "存根" in stub.text
    assert back.text == ""
    assert [
        words for page in ballot_pages for words in ("王喆", "第0001号", "P001ABCDEFGH") if words in page.text
    ] == []
    assert ["S001STUVWXYZ" in page.text for page in ballot_pages] == [True] * len(ballot_pages)


def test_each_paper_begins_on_a_sheet_of_its_own() -> None:
    two_sided, one_sided = printed(ballots(3, motions=(SHED,))), printed(ballots(3, motions=(SHED,), two_sided=False))

    assert [index for index, page in enumerate(two_sided.pages) if "业主签名" in page.text] == [0, 2, 4]
    assert [index for index, page in enumerate(one_sided.pages) if "业主签名" in page.text] == [0, 1, 2]


def test_fifteen_items_with_long_titles_are_all_there_and_each_page_says_which_it_is() -> None:
    many = tuple(replace(PUMPS, number=number, title=LONG, decides=PUMPS.decides * 9) for number in range(1, 16))
    paper = printed(ballots(motions=many))

    last = len(paper.pages)
    assert paper.text.count(closed(LONG)) == 15
    assert paper.text.count("全文见公告。") == 15
    assert [f"第{n}页，共{last}页" in page.text for n, page in enumerate(paper.pages, start=1)] == [True] * last
    assert ["P001ABCDEFGH" in page.text for page in paper.pages] == [True] * last
    assert {(page.width, page.height) for page in paper.pages} == {A4}
    assert [run for page in paper.pages for run in page.runs if not (40 <= run.x <= 555 and 20 <= run.y <= 820)] == []


def test_an_election_lists_its_candidates_on_one_page_and_says_how_many_to_choose() -> None:
    pages = printed(ballots(motions=(PUMPS, election(2, many=25)))).pages

    page = next(page for page in pages if "最多选5人。选多了，这一项无效。" in page.text)
    assert [n for n in range(1, 26) if f"{n}候选人{n}{n}号楼" not in page.text] == []
    assert "一个都不选（弃权）" in page.text


def test_a_home_pays_its_own_cost_and_votes_on_its_own_items() -> None:
    one, other = ballot(1), ballot(2, costs={1: Cost("512.30元")}, motions=(1,))
    first, second = (printed(ballots(ballots=(each,))).text for each in (one, other))

    assert ("425.69元" in first, "512.30元" in first, "第2项" in first) == (True, False, True)
    assert ("425.69元" in second, "512.30元" in second, "第2项" in second) == (False, True, False)
    assert "一共1项" in second
    assert "其余各项" not in second


def test_words_of_residents_are_printed_as_they_are() -> None:
    words = r"#set *a* $x$ [b] \ `c` <d> @e // f"
    papers = ballots(
        motions=(PaperMotion(1, words, words, words, Cost(words, words)),),
        ballots=(ballot(1, names=(words,), costs={}),),
    )

    assert printed(papers).text.count(closed(words)) == 6


@pytest.mark.parametrize("confidential", [False, True])
def test_it_is_the_same_in_english(confidential: bool) -> None:
    text = printed(ballots(confidential=confidential), "en").text

    said = ["Ballot", "No.0001", "Item1", "For", "Against", "Abstain", "Howtofillitin", "Owner’ssignature"]
    assert [words for words in said if words not in text] == []


def test_a_long_code_is_whole_beside_its_square_and_short_at_the_foot() -> None:
    code = codes.slip_code(uuid4(), codes.new_slip(), 864_000)

    page = printed(ballots(confidential=True, ballots=(ballot(1, slip_code=code),))).pages[0]

    assert code in page.text
    assert f"…{code[-8:]}" in page.text


def test_more_than_a_printing_holds_is_refused() -> None:
    with pytest.raises(TooMuchForOneFile):
        ballots(BALLOTS_MAX + 1).to_data()


def test_the_file_is_made_in_a_process_of_its_own() -> None:
    made = read(pdf("assembly/ballots", ballots(2).to_data()))

    assert (made.title, len(made.pages), set(made.fonts.values())) == ("陶安小区2026年第1次业主大会表决票", 3, {True})
