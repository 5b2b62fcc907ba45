"""What the tests of several rooms share: the registry that ships, loaded once."""

from pathlib import Path

import pytest

import registry

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def shipped() -> registry.Registry:
    """The registry of aliases.yaml."""
    return registry.load(ROOT / "aliases.yaml")
