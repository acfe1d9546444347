"""Who is compared with whom, and where one stands."""

from hypothesis import given, settings
from hypothesis import strategies as st

from courtyard.core.quality import Comparison, Peer, Traits, alike, place_of, spread

BY = Comparison(3, (1979, 1999, 2009), (300, 800), ("size", "age", "district"))
OWN = Traits("after_sale_public", False, 1990, 400, "临川区")


def peer(**other: object) -> Peer:
    given_ = {"kind": OWN.kind, "lifts": OWN.lifts, "built": OWN.built, "homes": OWN.homes, "district": OWN.district}
    return Peer(Traits(**{**given_, **other}), 185, 800)  # type: ignore[arg-type]


def test_alike_is_the_same_kind_lifts_age_size_and_district() -> None:
    same = [peer(), peer(built=1980), peer(homes=301)]
    others = [peer(kind="commodity"), peer(lifts=True), peer(built=2000), peer(homes=900), peer(district="东区")]
    group = alike(OWN, [*others, *same], BY)

    assert (group.peers, group.given_up, group.enough) == (tuple(same), (), True)


def test_too_few_are_looked_for_further_away_and_it_is_said() -> None:
    near = [peer(), peer()]
    larger, older = peer(homes=900), peer(built=1970)

    assert alike(OWN, [*near, larger, older], BY).peers == (*near, larger)
    assert alike(OWN, [*near, larger, older], BY).given_up == ("size",)
    assert alike(OWN, [near[0], larger, older], BY).given_up == ("size", "age")


def test_too_few_of_the_same_kind_are_not_enough_however_far_one_looks() -> None:
    group = alike(OWN, [peer(), peer(district="东区"), *[peer(kind="mixed")] * 9], BY)

    assert (len(group.peers), group.enough) == (2, False)


def test_an_unknown_age_is_compared_with_unknown_ages() -> None:
    own = Traits(OWN.kind, OWN.lifts, None, OWN.homes, OWN.district)
    unknown = [peer(built=None)] * 3

    assert alike(own, [*unknown, peer()], BY).peers == tuple(unknown)


def test_quantiles_are_somebodys_figures() -> None:
    found = spread([140, 150, 200, 210, 300])

    assert found is not None
    assert (found.count, found.least, found.lower, found.middle, found.upper, found.most) == (
        5,
        140,
        150,
        200,
        210,
        300,
    )
    assert spread([]) is None


@settings(derandomize=True, deadline=None)
@given(st.lists(st.integers(0, 1000), min_size=1, max_size=60))
def test_a_spread_is_in_order_and_of_the_list(values: list[int]) -> None:
    found = spread(values)

    assert found is not None
    quantiles = [found.least, found.lower, found.middle, found.upper, found.most]
    assert quantiles == sorted(quantiles)
    assert set(quantiles) <= set(values)
    assert 2 * sum(value <= found.middle for value in values) >= len(values)
    assert 2 * sum(value >= found.middle for value in values) >= len(values)


def test_equal_figures_share_a_place() -> None:
    assert [place_of(own, [900, 800, 800, 700]) for own in (950, 900, 800, 100)] == [1, 1, 2, 5]
