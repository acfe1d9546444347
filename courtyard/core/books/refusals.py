"""What books refuse, by name. Each says what is wrong and what would be right.

Accounts and limits are handed over as they are, so that each reader has them in their own words.
"""

from courtyard.core.errors import BadInput, Refusal, sentence


class NoPosting(BadInput):
    says = sentence("An entry needs at least one posting.")


class TooManyPostings(BadInput):
    """More postings in one entry than `most`."""

    says = sentence("An entry has at most {most} postings. Please divide it.")


class BadAmount(BadInput):
    """Not a whole number of fen more than 0, or over the limit."""

    says = sentence("An amount must be more than 0 and at most {most_yuan} yuan, in whole fen.")
    field = "fen"


class SameOnBothSides(BadInput):
    says = sentence("“{account}” cannot be debited and credited by the same posting.")


class UnknownAccount(BadInput):
    """The chart has no such account."""

    says = sentence("The books have no account “{account}”.")


class NotInThisMode(BadInput):
    """The chart has it, but not for the way in which the company is paid."""

    says = sentence("“{account}” is not used in the operating mode of this estate.")


class NeedsPlace(BadInput):
    """The account is kept by building, entrance or home, and none, or one of another kind, was named."""

    says = sentence("“{account}” is kept one by one. Say which it is.")


class TakesNoPlace(BadInput):
    says = sentence("“{account}” is kept for the whole estate. It has none for a single home or building.")


class TwoFunds(BadInput):
    says = sentence(
        "“{debit}” and “{credit}” belong to different funds. Money goes from one fund to another only through the "
        "accounts made for it."
    )


class HalfTransfer(BadInput):
    """One fund hands over what the other does not get."""

    says = sentence("What goes through “{account}” has to come out at “{mirror}”: the same amount, in the same entry.")


class BeforeBooks(BadInput):
    says = sentence("The books begin on {begins}. Nothing can be booked before that day.")
    field = "day"


class PeriodClosed(Refusal):
    says = sentence("The books are closed from {first} to {last}. Book it on a later day.")


class NoSource(BadInput):
    says = sentence("Say where this comes from: the bill, the bank line, the voucher.")
    field = "source"


class NoReason(BadInput):
    says = sentence("Say why.")
    field = "reason"


class BadEntryId(BadInput):
    says = sentence("The number of an entry is 1 to {most} letters, digits, dots, slashes or hyphens.")


class AlreadyReversed(Refusal):
    says = sentence("Entry {entry} has been reversed already.")


class IsReversal(Refusal):
    says = sentence("Entry {entry} is itself a reversal. Book anew what is right.")


class BeforeWhatItReverses(BadInput):
    says = sentence("A reversal cannot be booked before the entry it reverses, {day}.")
    field = "day"


class NothingToShareBy(BadInput):
    """Nobody to share among, or nothing but zeroes to share by."""

    says = sentence("There is nothing to share this by: every part is zero.")


class NegativeWeight(BadInput):
    says = sentence("“{key}” has a part below zero, so nothing can be shared by it.")


class NegativeSum(BadInput):
    says = sentence("An amount to be shared or paid cannot be below zero.")


class BadSchedule(BadInput):
    """Prices that cannot be meant together."""

    says = sentence("The price from {first} is below zero, ends before it begins, or overlaps another one.")


class NoPrice(BadInput):
    """A day that has to be charged, and no price for it."""

    says = sentence("There is no price for {day}. Set one before billing.")


class NotWholeMonths(BadInput):
    says = sentence("A bill is for whole months: from the first day of one to the last day of one.")


class BadDiscount(BadInput):
    says = sentence("A discount is an amount or a share, not below zero and not above 100%.")


class UnknownBill(BadInput):
    says = sentence("There is no open bill {bill}.")


class OverDraw(Refusal):
    """More than may be drawn now, by the rule named."""

    says = sentence("At most {most_yuan} yuan can be drawn now: “{rule}”, {article}.")


class OverSum(Refusal):
    """More than is left of what the works cost."""

    says = sentence("Only {most_yuan} yuan of the sum of these works is left to be drawn.")


class BadDraw(BadInput):
    says = sentence("What is drawn has to be more than 0, and no sum of the works may be below it.")
