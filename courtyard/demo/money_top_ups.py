"""Topping up the fund, in the demo: after the new lift a fifth is left to one house, and its owners are told.

They voted on it before, and too few agreed; so the notice is open.
"""

from datetime import datetime
from functools import partial

from courtyard.demo.money_plan import Money, day_of
from courtyard.money.actions.top_up_payments import PaidIn, receive_top_up
from courtyard.money.actions.top_ups import Telling, notice_top_up
from courtyard.money.queries.top_ups import homes_in, standing_of
from courtyard.places.models import Building

HOUSE, TOLD_BEFORE, PAID_BEFORE = "16号楼", 3, 1
WORDS = (
    "换电梯以后，本楼的维修资金只剩首期交存的两成左右。上次表决每平方米补20元，没有通过。请大家看看自己家的余额，"
    "下月起开楼组会商量：一次补齐，还是分两年补。"
)


def tell_owners(money: Money) -> None:
    if money.code == "taoan":
        money.year.stage(money.year.day(-TOLD_BEFORE, 15), partial(_tell, money))
        money.year.stage(money.year.day(-PAID_BEFORE, 16), partial(_receive, money))


def _tell(money: Money, at: datetime) -> None:
    house = Building.objects.get(estate=money.estate_id, name=HOUSE)
    notice_top_up(
        Telling(estate_id=money.estate_id, day=day_of(at), words=WORDS, building=house.pk), by=money.ye, at=at
    )


def _receive(money: Money, at: datetime) -> None:
    """One home does not wait, and pays what brings it to half."""
    lacks = homes_in(money.book, day_of(at)).lacking(standing_of(money.estate_id))
    home, fen = next(iter(lacks.items()))
    told = PaidIn(estate_id=money.estate_id, home_id=home, fen=fen, day=day_of(at), receipt="沪维0000216")
    receive_top_up(told, by=money.ye, at=at)
