from courtyard.committee.urls import business, coverage, formation, life, papers

app_name = "committee"
urlpatterns = [
    *business.urlpatterns,
    *coverage.urlpatterns,
    *formation.urlpatterns,
    *life.urlpatterns,
    *papers.urlpatterns,
]
