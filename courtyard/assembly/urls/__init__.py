"""Addresses of votes: preparing one, voting in it, its result, and what owners ask for."""

from courtyard.assembly.urls import calling, results, voting

app_name = "assembly"
urlpatterns = [*calling.urlpatterns, *voting.urlpatterns, *results.urlpatterns]
