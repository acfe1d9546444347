"""How each database finds entries by words: FTS5 beside the table, or a column of lexemes under a GIN index.

Both keep our own words as they are: neither parts, folds nor drops any of them.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django.db import connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from courtyard.core.tokens import Wanted

SQLITE = (
    """CREATE VIRTUAL TABLE search_words USING fts5(
        title, body, marks, content='search_entry', content_rowid='id', tokenize="ascii tokenchars '_'", prefix='1 2 3'
    )""",
    """CREATE TRIGGER search_entry_added AFTER INSERT ON search_entry BEGIN
        INSERT INTO search_words (rowid, title, body, marks) VALUES (NEW.id, NEW.title, NEW.body, NEW.marks);
    END""",
    """CREATE TRIGGER search_entry_removed AFTER DELETE ON search_entry BEGIN
        INSERT INTO search_words (search_words, rowid, title, body, marks)
        VALUES ('delete', OLD.id, OLD.title, OLD.body, OLD.marks);
    END""",
    """CREATE TRIGGER search_entry_changed AFTER UPDATE ON search_entry BEGIN
        INSERT INTO search_words (search_words, rowid, title, body, marks)
        VALUES ('delete', OLD.id, OLD.title, OLD.body, OLD.marks);
        INSERT INTO search_words (rowid, title, body, marks) VALUES (NEW.id, NEW.title, NEW.body, NEW.marks);
    END""",
)
SQLITE_AWAY = (
    "DROP TRIGGER search_entry_changed",
    "DROP TRIGGER search_entry_removed",
    "DROP TRIGGER search_entry_added",
    "DROP TABLE search_words",
)
POSTGRESQL = (
    """ALTER TABLE search_entry ADD COLUMN words tsvector GENERATED ALWAYS AS (
        array_to_tsvector(array_remove(string_to_array(title || ' ' || body || ' ' || marks, ' '), ''))
    ) STORED""",
    "CREATE INDEX search_entry_words ON search_entry USING gin (words) WITH (fastupdate = off)",
)
POSTGRESQL_AWAY = ("ALTER TABLE search_entry DROP COLUMN words",)


def build(apps: Any, schema_editor: Any) -> None:
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement, params=None)


def remove(apps: Any, schema_editor: Any) -> None:
    for statement in POSTGRESQL_AWAY if schema_editor.connection.vendor == "postgresql" else SQLITE_AWAY:
        schema_editor.execute(statement, params=None)


def matching(kind: str, marks: Collection[str], wanted: Sequence[Wanted]) -> RawSQL:
    """Entries of this kind under any of the marks that hold all that is wanted, anywhere."""
    where = sorted(marks)
    if connection.vendor == "postgresql":
        text = f"{_all_of(wanted)} & '{kind}' & ({' | '.join(_lexeme(mark) for mark in where)})"
        return _said("search_entry.words @@ %s::tsquery", text)
    text = f"{{title body}} : ({_phrases(wanted)}) AND marks : {_quoted(kind)}"
    return _found(f"{text} AND marks : ({' OR '.join(map(_quoted, where))})")


def in_title(wanted: Sequence[Wanted]) -> RawSQL:
    """Whether the thing is called so."""
    if connection.vendor == "postgresql":
        return _said("array_to_tsvector(string_to_array(search_entry.title, ' ')) @@ %s::tsquery", _all_of(wanted))
    return _found(f"title : ({_phrases(wanted)})")


def _said(sql: str, text: str) -> RawSQL:
    return RawSQL(sql, [text], output_field=BooleanField())  # noqa: S611 -- our own constant


def _found(text: str) -> RawSQL:
    sql = "search_entry.id IN (SELECT rowid FROM search_words WHERE search_words MATCH %s)"
    return RawSQL(sql, [text], output_field=BooleanField())  # noqa: S611 -- our own constant


def _all_of(wanted: Sequence[Wanted]) -> str:
    return " & ".join(_lexemes(wanted))


def _lexemes(wanted: Sequence[Wanted]) -> Iterator[str]:
    return (_lexeme(one.token) + (":*" if one.prefix else "") for one in wanted)


def _lexeme(token: str) -> str:
    return "'{}'".format(token.replace("\\", "\\\\").replace("'", "''"))


def _phrases(wanted: Sequence[Wanted]) -> str:
    return " AND ".join(_quoted(one.token) + (" *" if one.prefix else "") for one in wanted)


def _quoted(token: str) -> str:
    return '"{}"'.format(token.replace('"', '""'))
