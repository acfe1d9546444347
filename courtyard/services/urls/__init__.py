from courtyard.services.urls import companies, contracts, inspections, quality, ratings, standards, works

app_name = "services"
urlpatterns = [
    *companies.urlpatterns,
    *contracts.urlpatterns,
    *standards.urlpatterns,
    *inspections.urlpatterns,
    *works.urlpatterns,
    *ratings.urlpatterns,
    *quality.urlpatterns,
]
