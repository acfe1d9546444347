from courtyard.money.urls import bank, books, fees, modes, revenue, spending, top_ups

app_name = "money"
urlpatterns = [
    *bank.urlpatterns,
    *books.urlpatterns,
    *fees.urlpatterns,
    *modes.urlpatterns,
    *revenue.urlpatterns,
    *spending.urlpatterns,
    *top_ups.urlpatterns,
]
