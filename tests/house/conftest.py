"""House tests walk the tree; what each counted is told at the end of the run."""

from collections.abc import Callable

import pytest

COUNTED: list[str] = []


@pytest.fixture
def counted(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Take a line saying what a house test counted, told after the run."""
    return lambda line: COUNTED.append(f"{request.node.name}: {line}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if COUNTED:
        terminalreporter.section("house tests counted", sep="-")
        for line in COUNTED:
            terminalreporter.write_line(line)
