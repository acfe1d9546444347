"""What residents ask for, and what a desk does with it."""

from courtyard.cases.models.case import (
    ANSWER_WITHIN,
    CALLER_MAX,
    CIRCLE_OF,
    PHOTOS_MAX,
    REOPEN_WITHIN,
    SUBJECT_MAX,
    THREE,
    WHERE_MAX,
    WORDS_MAX,
    Case,
    Circle,
    Party,
    Place,
    Serial,
    first_words,
)
from courtyard.cases.models.clocks import Clock
from courtyard.cases.models.desk import (
    FILTERS_MAX,
    QUERY_MAX,
    TEMPLATES_MAX,
    ContractPromise,
    ReplyTemplate,
    SavedFilter,
)
from courtyard.cases.models.incidents import (
    INCIDENT_BUILDINGS_MAX,
    INCIDENT_WORDS_MAX,
    Incident,
    IncidentBuilding,
)
from courtyard.cases.models.pauses import PAUSES_MAX, Pause
from courtyard.cases.models.photos import CasePhoto, LooseFile
from courtyard.cases.models.voices import Follow, IncidentFollow

__all__ = [
    "ANSWER_WITHIN",
    "CALLER_MAX",
    "CIRCLE_OF",
    "FILTERS_MAX",
    "INCIDENT_BUILDINGS_MAX",
    "INCIDENT_WORDS_MAX",
    "PAUSES_MAX",
    "PHOTOS_MAX",
    "QUERY_MAX",
    "REOPEN_WITHIN",
    "SUBJECT_MAX",
    "TEMPLATES_MAX",
    "THREE",
    "WHERE_MAX",
    "WORDS_MAX",
    "Case",
    "CasePhoto",
    "Circle",
    "Clock",
    "ContractPromise",
    "Follow",
    "Incident",
    "IncidentBuilding",
    "IncidentFollow",
    "LooseFile",
    "Party",
    "Pause",
    "Place",
    "ReplyTemplate",
    "SavedFilter",
    "Serial",
    "first_words",
]
