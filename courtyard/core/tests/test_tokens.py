"""Words of any text, without a dictionary: what an index keeps never loses what somebody looks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtyard.core.tokens import (
    PIECES_MAX,
    QUERY_MAX,
    TOKENS_MAX,
    Wanted,
    fold,
    holds,
    marked,
    pieces,
    query_tokens,
    tokens,
)

WORDS = st.text(alphabet="楼道电梯坏了９号 ，。-_aBéﬁ١3٣19 liftＬ", max_size=30)


def finds(text: str, query: str) -> bool:
    """As both databases do it: every token there, or one that begins so."""
    kept = tokens(text)
    return all(any(t.startswith(w.token) if w.prefix else t == w.token for t in kept) for w in query_tokens(query))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("", []),
        ("，。 — !", []),
        ("电梯坏了", ["电梯", "梯坏", "坏了", "了"]),
        ("9号楼", ["9", "号楼", "楼"]),
        ("楼", ["楼"]),
        ("The LIFT, ２号", ["the", "lift", "2", "号"]),
        ("Café ﬁre", ["cafe", "fire"]),
        ("snake_case", ["snake", "case"]),
        ("2606-0137", ["2606", "0137"]),
        ("𠮷野家", ["𠮷野", "野家", "家"]),
    ],
)
def test_words_of_a_text(text: str, kept: list[str]) -> None:
    assert tokens(text) == kept


@pytest.mark.parametrize(
    ("text", "folded"),
    [("９ 号 楼", "9号 楼"), ("Lift no. 3", "lift no 3"), (" 9号楼，楼道 ", "9号楼 楼道"), ("A3  B", "a3 b")],
)
def test_what_does_not_matter_is_folded_away(text: str, folded: str) -> None:
    assert fold(text).text == folded


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", []),
        ("楼", [Wanted("楼", prefix=True)]),
        ("电梯坏", [Wanted("电梯"), Wanted("梯坏")]),
        ("9号 Lif", [Wanted("9"), Wanted("号", prefix=True), Wanted("lif", prefix=True)]),
        ("a 30", [Wanted("a"), Wanted("30")]),
        ("% _ ' \" :* & | !", []),
    ],
)
def test_what_is_looked_for(query: str, wanted: list[Wanted]) -> None:
    assert query_tokens(query) == wanted


@pytest.mark.parametrize(
    ("text", "query", "held"),
    [
        ("9号楼楼道堆了旧家具", "楼道", True),
        ("9号楼楼道堆了旧家具", "家具 9号楼", True),
        ("9号楼楼道堆了旧家具", "道家", False),
        ("19号楼", "9号楼", False),
        ("3号楼401室", "40", False),
        ("9 号楼", "９号楼", True),
        ("The lifts are out", "lift", True),
        ("The lifts are out", "ift", False),
        ("plan a", "p", False),
        ("楼道，堆了", "楼道堆", False),
        ("anything", "", False),
    ],
)
def test_a_text_holds_every_phrase_or_not(text: str, query: str, held: bool) -> None:
    assert holds(text, pieces(query)) is held


@given(WORDS, WORDS)
def test_the_index_never_loses_what_the_text_holds(text: str, query: str) -> None:
    if holds(text, pieces(query)):
        assert finds(text, query)


@given(WORDS, st.data())
def test_every_character_of_a_chinese_text_is_found(text: str, data: st.DataObject) -> None:
    chinese = [c for c in text if "一" <= c <= "鿿"]
    if chinese:
        one = data.draw(st.sampled_from(chinese))
        assert holds(text, pieces(one))
        assert finds(text, one)


@given(st.text(max_size=200))
def test_any_text_can_be_folded_and_keeps_its_words(text: str) -> None:
    folded = fold(text)

    assert len(folded.text) == len(folded.places)
    assert tokens(folded.text) == tokens(text)


@given(st.text(max_size=200))
def test_no_token_holds_a_mark_or_a_space(text: str) -> None:
    """An index parts them by spaces, and keeps the underscore for itself."""
    assert [token for token in tokens(text) if token.split() != [token] or set(token) & set("_-.,'\"*:&|!()")] == []


def test_there_are_limits() -> None:
    long = "".join(chr(0x4E00 + n) for n in range(5_000))

    assert len(tokens(long)) == TOKENS_MAX
    assert len(pieces(" ".join(str(n) for n in range(50)))) == PIECES_MAX
    assert len(query_tokens(long)) < QUERY_MAX


@pytest.mark.parametrize(
    ("text", "query", "parts"),
    [
        ("９号楼的电梯", "9号楼", [("９号楼", True), ("的电梯", False)]),
        ("9 号楼 Lift", "9号楼 li", [("9 号楼", True), (" ", False), ("Li", True), ("ft", False)]),
        ("电梯电梯", "电梯 梯电", [("电梯", True), ("电梯", True)]),
        ("nothing", "电梯", [("nothing", False)]),
        ("", "电梯", []),
    ],
)
def test_what_was_looked_for_is_marked(text: str, query: str, parts: list[tuple[str, bool]]) -> None:
    assert marked(text, pieces(query)) == parts


@given(WORDS, WORDS)
def test_marking_leaves_the_text_as_it_was(text: str, query: str) -> None:
    assert "".join(part for part, _ in marked(text, pieces(query))) == text
