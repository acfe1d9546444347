from django.urls import path

from courtyard.disclosure.permissions import (
    may_answer,
    may_correct,
    may_publish_any,
    may_question,
    may_refuse_question,
    may_see_questions,
    may_show_question,
    may_take_down,
    may_withdraw_question,
)
from courtyard.disclosure.views import publications, questions, wall
from courtyard.web.access import only, public

WALL = "e/<slug:code>/wall/"
ONE = f"{WALL}<uuid:pk>/"
QUESTIONS = f"{WALL}questions/"
QUESTION = f"{QUESTIONS}<uuid:pk>/"

app_name = "disclosure"
urlpatterns = [
    path(WALL, public(wall.wall), name="wall"),
    path(f"{WALL}wall.pdf", public(wall.wall_pdf), name="wall_pdf"),
    path(f"{WALL}feed/", public(wall.feed), name="feed"),
    path(f"{WALL}earlier/", public(wall.earlier), name="earlier"),
    path(f"{WALL}publish/", only(may_publish_any)(publications.publish), name="publish"),
    path(ONE, public(publications.publication), name="publication"),
    path(f"{ONE}sheet.pdf", public(publications.publication_pdf), name="publication_pdf"),
    path(f"{ONE}snapshot.json", public(publications.publication_json), name="publication_json"),
    path(f"{ONE}rows.csv", public(publications.publication_csv), name="publication_csv"),
    path(f"{ONE}files/<uuid:file>/", public(publications.publication_file), name="publication_file"),
    path(f"{ONE}correct/", only(may_correct)(publications.correct), name="correct"),
    path(f"{ONE}take-down/", only(may_take_down)(publications.take_down), name="take_down"),
    path(f"{ONE}question/", only(may_question)(questions.question), name="question"),
    path(QUESTIONS, only(may_see_questions)(questions.questions), name="questions"),
    path(f"{QUESTION}answer/", only(may_answer)(questions.answer), name="answer"),
    path(f"{QUESTION}withdraw/", only(may_withdraw_question)(questions.withdraw_question), name="withdraw_question"),
    path(f"{QUESTION}show/", only(may_show_question)(questions.show_question), name="show_question"),
    path(f"{QUESTION}refuse/", only(may_refuse_question)(questions.refuse_question), name="refuse_question"),
]
