"""Errors say what was expected, what arrived and what to try."""

from __future__ import annotations

import pytest

from mediakit import errors


@pytest.mark.parametrize(
    ("error", "builtin"),
    [
        (errors.ColumnMissing, KeyError),
        (errors.UnknownValue, ValueError),
        (errors.BadQuery, ValueError),
        (errors.ArticlesNotFound, FileNotFoundError),
        (errors.FolderNotWritable, OSError),
        (errors.UnreadableSource, ValueError),
        (errors.UnspacedScript, ValueError),
        (errors.MissingExtra, ImportError),
        (errors.NotebookFailed, RuntimeError),
    ],
)
def test_an_error_is_caught_as_mediakits_own_and_as_a_builtin(error, builtin):
    assert issubclass(error, errors.MediakitError)
    assert issubclass(error, builtin)


def test_the_read_warning_is_a_user_warning():
    assert issubclass(errors.ReadWarning, UserWarning)


def test_every_class_of_the_module_is_public():
    classes = {
        name
        for name, thing in vars(errors).items()
        if isinstance(thing, type) and thing.__module__ == errors.__name__
    }
    assert classes | {"a_kind_of", "nearest", "suggest"} == set(errors.__all__)


def test_a_missing_column_is_told_without_key_errors_quotation_marks():
    assert str(errors.ColumnMissing("There is no column 'x'.")) == "There is no column 'x'."


def test_a_missing_library_is_named_with_its_extra_and_never_the_strangers_package():
    message = str(errors.MissingExtra("fastwarc", "warc"))
    assert message == (
        "fastwarc is needed for this, but is not installed. Install mediakit with its "
        "extra `warc`: pip install 'mediakit-news[warc]'"
    )


@pytest.mark.parametrize(
    ("given", "valid", "where", "message"),
    [
        ("outlt", ["outlet", "date"], "", "There is no column 'outlt'. Did you mean 'outlet'?"),
        ("dat", ["data", "date"], "", "There is no column 'dat'. Did you mean 'date' or 'data'?"),
        (
            "zzz",
            ["b", "a"],
            "the table",
            "There is no column 'zzz' in the table. Choose from 'a', 'b'.",
        ),
        ("zzz", [], "", "There is no column 'zzz', and no other column to choose from."),
        (
            "zzz",
            "jihgfedcba",
            "",
            "There is no column 'zzz'. Choose from 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h' and 2 more.",
        ),
    ],
    ids=["one is near", "two are near", "none is near", "there are none", "there are many"],
)
def test_an_unknown_name_is_answered_with_the_nearest_valid_ones(given, valid, where, message):
    assert errors.nearest("column", given, valid, where=where) == message


def test_near_names_do_not_depend_on_the_order_they_come_in():
    valid = ["Post A", "Post B", "Post C", "Post D"]
    assert errors.nearest("outlet", "Post", valid) == errors.nearest("outlet", "Post", valid[::-1])
