"""The house rules that no linter knows, as tests. None needs a database."""
