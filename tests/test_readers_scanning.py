"""A folder read a table after the other: the same articles, and a plain refusal of all that mediakit did not write."""

from __future__ import annotations

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from mediakit import (
    count_articles,
    find_phrases,
    keyword_in_context,
    load_demo_articles,
    mentioning,
    read_articles,
    scan_articles,
    share_mentioning,
    write_articles,
)
from mediakit.errors import ArticlesNotFound, UnknownValue, UnreadableSource

REMEDY = 'Convert other archives first: write_articles(read_articles("a.csv"), "folder/a.parquet").'


@pytest.fixture(scope="module")
def demo():
    return load_demo_articles()


@pytest.fixture
def folder(demo, tmp_path):
    """The 101 demo articles in two files, 60 and 41."""
    write_articles(demo.iloc[:60], tmp_path / "a.parquet")
    (tmp_path / "later").mkdir()
    write_articles(demo.iloc[60:], tmp_path / "later" / "b.pq")
    return tmp_path


@pytest.mark.parametrize(
    ("n_rows", "sizes"),
    [
        (25, [25, 25, 10, 25, 16]),
        (60, [60, 41]),
        (59, [59, 1, 41]),
        (10_000, [60, 41]),
        (50, [50, 10, 41]),
    ],
)
def test_files_are_read_in_order_in_tables_of_so_many_rows_at_most(folder, demo, n_rows, sizes):
    chunks = scan_articles(folder, n_rows=n_rows)
    assert [len(table) for table in chunks] == sizes
    assert len(chunks) == len(sizes)
    assert_frame_equal(pd.concat(chunks, ignore_index=True), demo)
    assert_frame_equal(pd.concat(chunks, ignore_index=True), demo)  # and again


def test_each_table_has_the_types_of_the_articles_table_and_rows_numbered_from_nought(folder, demo):
    for table in scan_articles(folder, n_rows=7):
        assert table.dtypes.equals(demo.dtypes)
        assert table.index.tolist() == list(range(len(table)))


def test_the_tables_are_what_read_articles_gives(folder):
    whole = read_articles(folder, on_error="ignore")
    assert_frame_equal(pd.concat(scan_articles(folder, n_rows=20), ignore_index=True), whole)


def test_articles_of_ones_own_come_back_with_all_their_columns(articles, tmp_path):
    table = articles.assign(mood=[1.5, None] * 6, reprint_group=articles["article_id"]).set_index(
        pd.Index(range(7, 19))
    )
    path = write_articles(table, tmp_path / "own.parquet")
    back = pd.concat(scan_articles(path, n_rows=5), ignore_index=True)
    assert_frame_equal(back, read_articles(path, on_error="ignore"))
    assert_frame_equal(back[table.columns], table.reset_index(drop=True), check_dtype=False)


@pytest.mark.parametrize("as_source", [lambda f: f, str, lambda f: str(f / "**" / "*.p*"), lambda f: [f / "a.parquet", f / "later"]], ids=["Path", "str", "glob", "list"])  # fmt: skip
def test_a_source_is_named_as_it_is_for_read_articles(folder, as_source):
    assert [path.name for path in scan_articles(as_source(folder)).paths] == ["a.parquet", "b.pq"]


def test_what_is_no_article_by_its_name_is_passed_over(folder):
    (folder / "README.md").write_text("About these files.")
    (folder / ".DS_Store").write_bytes(b"x")
    assert len(scan_articles(folder).paths) == 2


@pytest.mark.parametrize(
    "table",
    [pd.DataFrame({"article_id": ["a"], "text": ["Snow."]}), pd.DataFrame({"x": [1]})],
    ids=["articles", "numbers"],
)
def test_a_parquet_file_that_mediakit_did_not_write_is_refused_by_name(folder, table):
    path = folder / "other.parquet"
    table.to_parquet(path)
    with pytest.raises(UnreadableSource) as error:
        scan_articles(folder)
    assert str(error.value) == f"{path}: not written by write_articles. {REMEDY}"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cut.parquet", None),
        ("empty.parquet", b""),
        ("text.parquet", b"Snow fell."),
        ("articles.csv", b"article_id,text\na,Snow\n"),
    ],
)
def test_a_file_that_is_no_parquet_is_refused_by_name(folder, name, content):
    whole = (folder / "a.parquet").read_bytes()
    (folder / name).write_bytes(whole[: len(whole) // 2] if content is None else content)
    with pytest.raises(UnreadableSource) as error:
        scan_articles(folder)
    assert str(error.value).startswith(f"{folder / name}: not readable as Parquet: ")
    assert str(error.value).endswith(REMEDY)
    assert "\n" not in str(error.value)


def test_a_file_that_is_damaged_inside_is_refused_by_name_when_it_is_read(folder):
    path = folder / "a.parquet"
    content = path.read_bytes()
    path.write_bytes(content[:4] + b"\xff" * (len(content) // 2) + content[4 + len(content) // 2 :])
    chunks = scan_articles(folder)  # its end is whole, which is all that is looked at here
    with pytest.raises(UnreadableSource) as error:
        list(chunks)
    assert str(error.value).startswith(f"{path}: ")


def test_a_folder_without_files_is_refused_by_name(tmp_path):
    (tmp_path / "README.md").write_text("Nothing yet.")
    with pytest.raises(UnreadableSource) as error:
        scan_articles(tmp_path)
    assert str(error.value) == f"There is no Parquet file in '{tmp_path}'. {REMEDY}"


def test_a_folder_that_is_not_there_is_refused_by_name(tmp_path):
    with pytest.raises(ArticlesNotFound) as error:
        scan_articles(tmp_path / "nowhere")
    assert str(error.value).startswith(f"There is no file or folder '{tmp_path / 'nowhere'}'")


@pytest.mark.parametrize("n_rows", [0, -1, 2.5, "25", True, None])
def test_a_size_of_tables_that_is_no_whole_number_from_1_is_refused_at_once(folder, n_rows):
    with pytest.raises(UnknownValue) as error:
        scan_articles(folder, n_rows=n_rows)
    assert str(error.value) == f"n_rows must be a whole number, 1 or more; got {n_rows!r}."


@pytest.mark.parametrize("source", [None, 5])
def test_a_source_that_is_no_path_is_refused(source):
    for read in (scan_articles, read_articles, lambda source: scan_articles([source])):
        with pytest.raises(UnknownValue) as error:
            read(source)
        assert (
            str(error.value)
            == f"Expected the path of a file or folder, or a list of them; got {source!r}."
        )


def test_a_file_that_was_taken_away_since_is_named(folder):
    chunks = scan_articles(folder)
    (folder / "a.parquet").unlink()
    with pytest.raises(ArticlesNotFound) as error:
        list(chunks)
    assert (
        str(error.value)
        == f"The file '{folder / 'a.parquet'}' is gone; it was there when scan_articles ran."
    )


@pytest.mark.parametrize(
    "ask",
    [
        find_phrases,
        count_articles,
        lambda t: share_mentioning(t, "ferry"),
        lambda t: keyword_in_context(t, "ferry"),
        lambda t: mentioning(t, "ferry"),
    ],
    ids=["find_phrases", "count_articles", "share_mentioning", "keyword_in_context", "mentioning"],
)
def test_a_function_that_takes_no_chunks_shows_the_loop_over_them(folder, ask):
    with pytest.raises(TypeError) as error:
        ask(scan_articles(folder))
    assert str(error.value) == (
        "Expected a table of articles (a pandas DataFrame); got an ArticleChunks. Only count_terms and weigh_terms take "
        "what scan_articles returns. Ask its tables one by one: "
        'pd.concat([mk.mentioning(part, "ferry") for part in chunks]).'
    )


def test_the_loop_over_chunks_gives_what_the_whole_table_gives(folder, demo):
    parts = pd.concat(
        [mentioning(part, "ferry") for part in scan_articles(folder, n_rows=25)], ignore_index=True
    )
    assert_frame_equal(parts, mentioning(demo, "ferry"))


def test_a_file_without_articles_has_no_tables(demo, tmp_path):
    write_articles(demo.head(0), tmp_path / "a.parquet")
    chunks = scan_articles(tmp_path)
    assert (len(chunks), list(chunks)) == (0, [])
