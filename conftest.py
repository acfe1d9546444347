"""What every test run needs, the guards' too."""

import pytest

from tools.messages import apps, compile_changed


def pytest_configure(config: pytest.Config) -> None:
    """Tests read Chinese pages: the words in the po files are the words on the page, whoever runs pytest, and how."""
    if not hasattr(config, "workerinput"):
        compile_changed(apps())
