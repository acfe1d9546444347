"""What the columns of a bank's export hold, by the headings that banks give them."""

import re
from collections.abc import Mapping
from enum import StrEnum

from courtyard.core.errors import sentence
from courtyard.core.register.text import squeeze

HEADING_MAX = 80


class Column(StrEnum):
    """What a column holds. AMOUNT is one column for both ways, by its sign or by a column SIGN beside it.

    PAYER and PAYEE are both sides of a payment: the other side is the payer of what came in, the payee of what went.
    """

    DAY = "day"
    IN = "in"
    OUT = "out"
    AMOUNT = "amount"
    SIGN = "sign"
    BALANCE = "balance"
    NAME = "name"
    ACCOUNT = "account"
    PAYER_NAME = "payer_name"
    PAYER_ACCOUNT = "payer_account"
    PAYEE_NAME = "payee_name"
    PAYEE_ACCOUNT = "payee_account"
    OWN_ACCOUNT = "own_account"
    TEXT = "text"
    SERIAL = "serial"
    CURRENCY = "currency"
    STATUS = "status"
    IGNORE = "ignore"


LABELS: Mapping[Column, str] = {
    Column.DAY: sentence("Day of the payment"),
    Column.IN: sentence("Money in"),
    Column.OUT: sentence("Money out"),
    Column.AMOUNT: sentence("Amount, in or out"),
    Column.SIGN: sentence("In or out"),
    Column.BALANCE: sentence("Balance afterwards"),
    Column.NAME: sentence("Name of the other side"),
    Column.ACCOUNT: sentence("Account of the other side"),
    Column.PAYER_NAME: sentence("Name of the payer"),
    Column.PAYER_ACCOUNT: sentence("Account of the payer"),
    Column.PAYEE_NAME: sentence("Name of the payee"),
    Column.PAYEE_ACCOUNT: sentence("Account of the payee"),
    Column.OWN_ACCOUNT: sentence("Our own account"),
    Column.TEXT: sentence("What it is for"),
    Column.SERIAL: sentence("The bank's number of the payment"),
    Column.CURRENCY: sentence("Currency"),
    Column.STATUS: sentence("Whether it was carried out"),
    Column.IGNORE: sentence("Not used"),
}

_HEADINGS: Mapping[Column, str] = {  # the best first: of two days a bank gives, the earlier in this list is taken
    Column.DAY: (
        "交易日期 交易日 记账日期 记账日 入账日期 入账日 日期 发生日期 到账日期 记账时间 入账时间 交易时间 发生时间 "
        "交易日期时间 交易创建时间 付款时间 transactiondate tradedate postingdate bookingdate date"
    ),
    Column.IN: (
        "记账金额收入 贷方发生额收入 贷方发生额 贷方金额 贷方 收入金额 收入 收入+ 存入金额 存入 转入金额 "
        "贷方发生额存入 收方发生额 收方金额 交易金额收入 收入额 存入额 credit creditamount deposit moneyin"
    ),
    Column.OUT: (
        "记账金额支出 借方发生额支取 借方发生额 借方金额 借方 支出金额 支出 支出- 支取金额 支取 转出金额 "
        "借方发生额支出 付方发生额 付方金额 交易金额支出 支出额 支取额 debit debitamount withdrawal moneyout"
    ),
    Column.AMOUNT: (
        "记账金额 收支金额 交易金额 发生额 发生金额 交易发生额 交易额 金额 amount transactionamount tradeamount"
    ),
    Column.SIGN: (
        "收支标志 借贷标志 借贷标识 借贷方向 收支方向 收支类型 收付标志 收支 借贷 借贷别 方向 资金流向 交易方向 "
        "debitcredit drcr crdr creditdebit 交易类型"
    ),
    Column.BALANCE: (
        "余额 账户余额 交易后余额 本次余额 账户结余 结余 当前余额 账面余额 联机余额 交易余额 balance runningbalance"
    ),
    Column.NAME: (
        "对方户名 对方账户名称 对方账户名 对方名称 对方单位名称 对方单位 收付方名称 收付款方名称 交易对方 对方姓名 "
        "对手户名 对手方名称 交易对手名称 交易对手 对方账号名称 对方 counterparty counterpartyname"
    ),
    Column.ACCOUNT: (
        "对方账号 对方账户 对方卡号 收付方账号 收付款方账号 对手账号 交易对手账号 对方账户账号 counterpartyaccount "
        "counterpartyaccountno"
    ),
    Column.PAYER_NAME: "付款人名称 付款人户名 付款人姓名 付款方名称 付款方户名 付款人 付款方 payername payer",
    Column.PAYER_ACCOUNT: "付款人账号 付款方账号 付款账号 payeraccount debitaccountno",
    Column.PAYEE_NAME: "收款人名称 收款人户名 收款人姓名 收款方名称 收款方户名 收款人 收款方 payeename payee",
    Column.PAYEE_ACCOUNT: "收款人账号 收款方账号 收款账号 payeeaccount",
    Column.OWN_ACCOUNT: "本方账号 我方账号 本方账户 查询账号 账号 卡号 accountno accountnumber",
    Column.TEXT: (
        "摘要 用途 附言 交易附言 备注 交易说明 交易摘要 摘要描述 业务摘要 其它摘要 其他摘要 交易备注 备注信息 "
        "个性化信息 商品 商品名称 商品说明 附加信息 交易用途 转账附言 客户附言 留言 商户订单号 商户单号 业务凭证号 "
        "memo description remark remarks reference purpose narrative"
    ),
    Column.SERIAL: (
        "交易流水号 账户明细编号交易流水号 银行流水号 账务流水号 资金流水单号 流水号 交易单号 交易订单号 核心流水号 "
        "主机流水号 交易参考号 业务参考号 业务流水号 明细编号 交易号 transactionid referenceno serialno "
        "凭证号 凭证号码 传票号"
    ),
    Column.CURRENCY: "币种 记账币种 货币 币别 交易币种 交易货币 currency tradecurrency",
    Column.STATUS: "交易状态 当前状态 状态 status",
}
_BY_HEADING = {
    heading: (column, rank) for column, headings in _HEADINGS.items() for rank, heading in enumerate(headings.split())
}
VOUCHERS = frozenset(("凭证号", "凭证号码", "传票号"))
"""Numbers of cheques and slips: the bank's own number of a payment only where each stands there once."""
MAYBE_SIGNS = frozenset(("交易类型",))
"""Says in or out at one bank, and what kind of payment at others."""

_LIKELY: tuple[tuple[Column, re.Pattern[str]], ...] = (
    (Column.IGNORE, re.compile(r"起息|到期|起始|截止|导出|打印|手续费|可用余额|冻结|行号|行名|开户|笔数|税")),
    (Column.OUT, re.compile(r"借方.*额|支出.*额|支取.*额|付方.*额")),
    (Column.IN, re.compile(r"贷方.*额|收入.*额|存入.*额|收方.*额")),
    (Column.BALANCE, re.compile(r"余额|结余")),
    (Column.NAME, re.compile(r"对[方手].*(?:户名|名称|姓名)")),
    (Column.ACCOUNT, re.compile(r"对[方手].*(?:账号|卡号)")),
    (Column.SERIAL, re.compile(r"流水.?号")),
    (Column.DAY, re.compile(r"(?:交易|记账|入账|发生).*(?:日期|时间)")),
    (Column.TEXT, re.compile(r"摘要|附言|用途|备注")),
)
_LATER = 1_000  # a likely heading comes after every sure one
_ENGLISH_BESIDE = re.compile(r"\[[^\[\]]*\]|【[^】]*】")
_UNITS = re.compile(r"\((?P<sign>[+-]?)(?:人民币|单位)?[:]?(?:元|cny|rmb|yuan|人民币)?\)")
_MARKS = re.compile(r"[\s()/\\_:*#`'\"“”.·,、]+|-(?=.)")


def heading(written: str) -> str:
    """The heading without units, marks, spaces and the English that stands beside: 交易金额[ Trade Amount ] → 交易金额.

    What brackets say of the direction stays: 记账金额(收入) → 记账金额收入, 支出（-元） → 支出-.
    """
    if len(written) > HEADING_MAX:
        return ""
    text = squeeze(written).lower().replace("帐", "账").lstrip("#`")
    chinese = _ENGLISH_BESIDE.sub("", text) or text.strip("[]")
    return _MARKS.sub("", _UNITS.sub(lambda found: found["sign"], chinese))


def column_of(written: str) -> tuple[Column, int] | None:
    """What a heading means and its rank among those of the same meaning; None when it is no heading we know."""
    text = heading(written)
    if not text:
        return None
    bare = text.rstrip("+-")
    if sure := _BY_HEADING.get(text) or _BY_HEADING.get(bare):
        return sure
    if any(mark.isdigit() for mark in text):
        return None
    likely = next((place for place, (_column, pattern) in enumerate(_LIKELY) if pattern.search(text)), None)
    return None if likely is None else (_LIKELY[likely][0], _LATER + likely)
