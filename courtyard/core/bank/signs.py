"""The words by which a bank says which way the money went. A credit at the bank is money in for its customer."""

from enum import Enum

from courtyard.core.bank.cells import plain
from courtyard.core.register.text import squeeze


class Way(Enum):
    IN = 1
    OUT = -1
    NEITHER = 0
    """Alipay and WeChat list what moves no money of the account: 不计收支."""


_WORDS = {
    Way.IN: "收 收入 贷 贷方 贷记 来账 转入 存入 入账 进账 收款 收方 c cr credit in + 贷收入 贷(收入) 已收入",
    Way.OUT: "支 支出 借 借方 借记 往账 转出 支取 出账 付 付款 付方 d dr debit out - 借支出 借(支出) 已支出",
    Way.NEITHER: "不计收支 中性交易 / 其他",
}
_BY_WORD = {word: way for way, words in _WORDS.items() for word in words.split()}


def way(written: str) -> Way | None:
    """Which way a word says; None where it says nothing of it."""
    return _BY_WORD.get(squeeze(plain(written)).lower() or "")
