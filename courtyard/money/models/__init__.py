"""An estate's books, never pooled with another's."""

from courtyard.money.models.bank import (
    BankAccount,
    BankLine,
    ColumnMap,
    LineMatch,
    Reconciliation,
    Statement,
)
from courtyard.money.models.bills import (
    Bill,
    BillRun,
)
from courtyard.money.models.book import (
    Account,
    AccountMonth,
    Book,
    Closing,
    Entry,
    EntryMonth,
    MoveMonth,
    Posting,
)
from courtyard.money.models.budget import (
    Budget,
    BudgetRow,
    Expense,
    YearAudit,
    YearClosing,
)
from courtyard.money.models.collectors import Collector
from courtyard.money.models.fees import (
    Discount,
    FeePrice,
    FeeSchedule,
)
from courtyard.money.models.fund import (
    FirstDeposit,
    OpeningList,
)
from courtyard.money.models.gateway import (
    GatewayMessage,
    GatewayRefusal,
    PayOrder,
)
from courtyard.money.models.payments import (
    Payment,
    Refund,
    Reminder,
    Reminding,
    Settlement,
)
from courtyard.money.models.revenue import (
    QuarterMove,
    RevenueCost,
    RevenueDue,
    RevenuePlan,
    RevenuePlanRow,
    RevenueProject,
    RevenueReceipt,
)
from courtyard.money.models.spending import (
    Draw,
    Quote,
    Spending,
)
from courtyard.money.models.top_up import (
    TopUpNotice,
    TopUpPayment,
)
from courtyard.money.models.vouchers import (
    Voucher,
)

__all__ = [
    "Account",
    "AccountMonth",
    "BankAccount",
    "BankLine",
    "Bill",
    "BillRun",
    "Book",
    "Budget",
    "BudgetRow",
    "Closing",
    "Collector",
    "ColumnMap",
    "Discount",
    "Draw",
    "Entry",
    "EntryMonth",
    "Expense",
    "FeePrice",
    "FeeSchedule",
    "FirstDeposit",
    "GatewayMessage",
    "GatewayRefusal",
    "LineMatch",
    "MoveMonth",
    "OpeningList",
    "PayOrder",
    "Payment",
    "Posting",
    "QuarterMove",
    "Quote",
    "Reconciliation",
    "Refund",
    "Reminder",
    "Reminding",
    "RevenueCost",
    "RevenueDue",
    "RevenuePlan",
    "RevenuePlanRow",
    "RevenueProject",
    "RevenueReceipt",
    "Settlement",
    "Spending",
    "Statement",
    "TopUpNotice",
    "TopUpPayment",
    "Voucher",
    "YearAudit",
    "YearClosing",
]
