"""Public docstrings have the sections that a reader needs; their examples run with the rest of the tests."""

from __future__ import annotations

import inspect

import pytest
from numpydoc.validate import validate

import mediakit as mk

# Summary and its form, parameters named and described, returns, an example. Not: dots after every type.
CHECKS = {
    "GL03",
    "GL08",
    "SS01",
    "SS02",
    "SS03",
    "PR01",
    "PR02",
    "PR03",
    "PR04",
    "PR07",
    "RT01",
    "RT03",
    "EX01",
}


@pytest.mark.parametrize("name", mk.__all__)
def test_public_docstrings_are_complete(name):
    found = validate(f"mediakit.{name}")["errors"]
    checks = CHECKS if inspect.isfunction(getattr(mk, name)) else CHECKS - {"PR01", "EX01"}
    assert [error for error in found if error[0] in checks] == []
