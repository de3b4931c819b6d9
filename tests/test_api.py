"""What `import mediakit` gives, and what it costs."""

from __future__ import annotations

import ast
import inspect
import re
import subprocess
import sys

import pytest
from sklearn.base import BaseEstimator

import mediakit as mk

HEAVY = ("matplotlib", "numba", "numpy", "pandas", "pyarrow", "scipy", "sklearn")


def run(code):
    """Return what a fresh Python prints."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_importing_mediakit_imports_nothing_heavy():
    assert (
        run(f"import sys, mediakit; print([name for name in {HEAVY} if name in sys.modules])")
        == "[]"
    )


def test_reading_and_counting_import_no_scikit_learn_and_open_no_window():
    code = "import sys, mediakit as mk; mk.count_articles; mk.read_articles; print('sklearn' in sys.modules, 'matplotlib.pyplot' in sys.modules)"
    assert run(code) == "False False"


@pytest.mark.parametrize("name", mk.__all__)
def test_every_public_name_is_a_function_that_says_what_it_does(name):
    thing = getattr(mk, name)
    assert inspect.isfunction(thing) or issubclass(thing, BaseEstimator)
    assert thing.__name__ == name
    assert thing.__doc__


def test_public_names_are_sorted_listed_and_known_to_type_checkers():
    assert mk.__all__ == sorted(set(mk.__all__))
    assert set(mk.__all__) <= set(dir(mk))
    (block,) = (node for node in ast.parse(inspect.getsource(mk)).body if isinstance(node, ast.If))
    typed = {alias.name for node in block.body for alias in node.names}
    assert typed == set(mk.__all__)


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError) as error:
        mk.read_article  # noqa: B018
    assert str(error.value) == "module 'mediakit' has no attribute 'read_article'"
    assert not hasattr(mk, "_nothing")


def test_a_star_import_gives_the_public_names():
    space: dict[str, object] = {}
    exec("from mediakit import *", space)
    assert set(space) - {"__builtins__"} == set(mk.__all__)


def test_help_lists_the_public_names_by_what_they_are_for_and_no_others():
    groups = re.findall(r"^([A-Z][^:\n]*):\n((?:    .*\n)+)", mk.__doc__, re.MULTILINE)
    assert len(groups) > 5
    listed = [name for _, names in groups for name in re.findall(r"\w+", names)]
    assert sorted(listed) == sorted(set(listed)) == mk.__all__


def test_the_version_is_that_of_the_distribution():
    from importlib.metadata import version

    assert mk.__version__ == version("mediakit-news")
