from django.urls import path, register_converter

from courtyard.money.months import MonthConverter
from courtyard.money.permissions.books import may_close_month, may_reverse_entry
from courtyard.money.views import books, ledger
from courtyard.web.access import only, public

register_converter(MonthConverter, "month")
LEDGER = "e/<slug:code>/money/"
ENTRY = f"{LEDGER}entries/<uuid:pk>/"

urlpatterns = [
    path(LEDGER, public(ledger.ledger), name="ledger"),
    path(f"{LEDGER}<month:month>/", public(ledger.ledger), name="ledger_of_month"),
    path(f"{LEDGER}<month:month>/entries/", public(ledger.entries), name="entries"),
    path(f"{LEDGER}<month:month>/close/", only(may_close_month)(books.close_month), name="close_month"),
    path(f"{LEDGER}file/<str:form>/", public(ledger.books_file), name="books_file"),
    path(ENTRY, public(ledger.entry), name="entry"),
    path(f"{ENTRY}reverse/", only(may_reverse_entry)(books.reverse_entry), name="reverse_entry"),
]
