"""Samples to code, agreement, badges and shares, against numbers worked out by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from mediakit import (
    assess,
    codes_from_table,
    draw_coding_sample,
    estimate_shares,
    measure_agreement,
    read_codes,
    score_frames,
    share_mentioning,
)
from mediakit.errors import ArticlesNotFound, UnknownValue
from mediakit.framing import Lexicon
from mediakit.uncertainty import articles_to_code, auc_interval, nominal_alpha, powered_shares

ICE = Lexicon("ice", "Ice", "", {"ice": ("ice",)})


@pytest.fixture
def hundred(make_articles):
    """Sixty articles of the Gull and forty of the Hill; every other one has the word."""
    rows = []
    for number in range(100):
        text = ["It snowed.", "Ice came."][number % 2]
        rows.append({"outlet": "Gull" if number < 60 else "Hill", "title": "x", "text": text})
    return make_articles(rows)


def coded(articles, values, label="ice", **more):
    ids = articles["article_id"].astype(str)
    return codes_from_table(pd.DataFrame({"article_id": ids, label: values, **more}))


def test_alpha_is_that_of_the_published_example():
    x = np.nan
    found = nominal_alpha(
        [
            [1, 2, 3, 3, 2, 1, 4, 1, 2, x, x, x],
            [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, x, 3],
            [x, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, x],
            [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, x],
        ]
    )
    assert found.alpha == pytest.approx(0.743, abs=5e-4)  # Krippendorff 2011
    assert np.isnan(found.low)  # on fewer than 30 articles


def test_agreement_says_why_alpha_is_0(make_articles):
    articles = make_articles({"text": "x"} for _ in range(20))
    ids = [*articles["article_id"], *articles["article_id"]]
    table = pd.DataFrame({"article_id": ids, "coder": ["A"] * 20 + ["B"] * 20})
    codes = codes_from_table(table.assign(ice=[0] * 19 + [1] + [0] * 20, snow=0, rain=[1, 0] * 20))
    found = measure_agreement(codes)
    rows = found.table().set_index("label")
    assert rows.loc["ice", ["n_twice", "n_yes", "n_no", "n_apart"]].tolist() == [20, 0, 19, 1]
    assert rows.loc["ice", "agreement"] == 0.95
    assert rows.loc["ice", "alpha"] == pytest.approx(0)
    assert "that much would come about by chance" in found.answer()
    assert np.isnan(rows.loc["snow", "alpha"])
    assert "all codes are equal, so alpha, which needs both, is undefined" in found.answer()
    assert rows.loc["rain", ["alpha", "kappa"]].tolist() == [1, 1]
    assert "on too few articles for a range" in found.answer()


def test_the_area_under_the_curve_by_hand():
    # pairs of one that has it and one that has not: .9, .8 > both; .35 > .2 alone of .3 and .2? no: > both
    found = auc_interval([1, 1, 0, 0, 1, 0], [0.9, 0.8, 0.3, 0.4, 0.35, 0.2])
    assert found.area == pytest.approx(8 / 9)
    assert found.low < 8 / 9 < found.high
    assert np.isnan(auc_interval([1, 1], [0, 1]).area)


def test_powered_shares_by_hand():
    # Two groups of 20, ten of each coded; the score is the code plus nothing, so all variance goes.
    y = np.tile([1.0, 0.0], 20)
    codes = np.where(np.arange(40) % 4 < 2, y, np.nan)
    groups = np.repeat([0, 1], 20)
    exact = powered_shares(codes, y, groups, 2, np.ones(40))
    assert exact.share.tolist() == [0.5, 0.5]
    assert exact.weight == pytest.approx(1)
    assert exact.variance_left == 1 / 20  # of 20 coded articles, never less
    # A score that is no use: the share of the coded ones.
    none = powered_shares(codes, np.zeros(40), groups, 2, np.ones(40))
    assert none.weight == 0
    assert none.variance_left == 1
    assert none.share.tolist() == none.coded_share.tolist() == [0.5, 0.5]
    # Wilson with t(.975, 17) = 2.1098 and n = 10 / (1 - 10 / 20) = 20 by hand: half .2022
    assert none.low[0] == pytest.approx(0.5 - 0.2133, abs=0.002)


def test_a_group_with_few_coded_articles_has_no_range_and_one_with_few_positives_that_of_hand_coding():
    codes = np.full(60, np.nan)
    codes[:4] = [1, 0, 1, 0]
    codes[20:40] = [1] * 2 + [0] * 18
    codes[40:] = np.tile([1.0, 0.0], 10)
    groups = np.repeat([0, 1, 2], 20)
    scores = np.random.default_rng(0).standard_normal(60)
    found = powered_shares(codes, scores, groups, 4, np.ones(60))
    assert np.isnan(found.share[[0, 3]]).all()
    assert found.share[1] == 0.1
    assert found.low[2] == found.high[2] == 0.5  # every article was coded


def test_how_many_to_code():
    assert articles_to_code(0.3, 0.1, 0.7) == 57  # .7 x .3 x .7 x (1.96 / .1)^2 = 56.5


def test_a_sample_is_drawn_from_each_part_once_a_text(hundred):
    marked = hundred.assign(reprint_group=["r"] * 10 + hundred["article_id"].tolist()[10:])
    sample = draw_coding_sample(marked, ["ice"], n=20)
    table = sample.table()
    assert len(table) == 20
    assert table["part"].value_counts().to_dict() == {"1": 11, "2": 9}
    sizes = table.drop_duplicates("part").set_index("part")[["n_part", "n_drawn"]]
    assert sizes.loc["1"].tolist() == [51, 11]
    assert sizes.loc["2"].tolist() == [40, 9]
    again = draw_coding_sample(marked.sample(frac=1, random_state=3), ["ice"], n=20)
    pd.testing.assert_frame_equal(again.table(), table)
    small = draw_coding_sample(hundred.iloc[56:], ["ice"], n=10).table()["part"].value_counts()
    assert small["1"] == 4  # as many as there are, for lack of five


def test_files_are_written_filled_in_and_read(hundred, tmp_path):
    sample = draw_coding_sample(hundred, {"ice": "It freezes.", "snow": "It snows."}, n=40)
    *paths, book = sample.write(tmp_path)
    assert [path.name for path in paths] == ["coding-A.csv", "coding-B.csv"]
    assert "**ice**: It freezes." in book.read_text(encoding="utf-8")
    with pytest.raises(UnknownValue, match="is there already, and may hold codes"):
        sample.write(tmp_path)
    for path, yes in zip(paths, ("1", "x"), strict=True):
        table = pd.read_csv(path, dtype=str, keep_default_na=False)
        has = table["text"].str.contains("Ice")
        filled = table.assign(ice=has.map({True: yes, False: "0"}), snow="")
        filled.to_csv(path, index=False)
    codes = read_codes(tmp_path)
    assert (codes.labels, codes.coders, len(codes)) == (("ice", "snow"), ("A", "B"), 40)
    assert set(codes.agreed("ice")) == {0, 1}
    assert codes.agreed("ice").sum() == measure_agreement(codes).table()["n_yes"][0]
    assert codes.sample["n_drawn"].sum() == sum(n * n for n in (24, 16))
    rows = estimate_shares(score_frames(hundred, ICE), codes, by="outlet").table()
    assert rows["share"].tolist() == pytest.approx([0.5, 0.5])  # the word tells it all


def test_a_file_with_what_is_neither_yes_nor_no_is_refused(hundred, tmp_path):
    path = tmp_path / "coding-A.csv"
    path.write_text("article_id,ice\na,1\nb,perhaps\n")
    with pytest.raises(UnknownValue) as error:
        read_codes(path)
    assert str(error.value) == (
        "In 'coding-A.csv', row 3, the column 'ice' holds 'perhaps': write 1 for yes, 0 for no."
    )
    path.write_text("article_id,ice\na,1\na,0\n")
    with pytest.raises(UnknownValue, match="A coded the article a twice"):
        read_codes(path)
    with pytest.raises(ArticlesNotFound):
        read_codes(tmp_path / "none.csv")


def test_a_badge_stands_in_every_later_answer_table_and_chart(hundred):
    scores = score_frames(hundred, ICE)
    has = hundred["text"].str.contains("Ice").astype(int)
    good = assess(scores, coded(hundred, has))
    assert good.table()[["badge", "auc", "n_coded", "n_yes"]].to_numpy().tolist() == [
        ["usable", 1, 100, 50]
    ]
    assert good.answer() == "The scores of “ice” agree well enough with the coders to be used."
    checked = scores.with_assessment(good)
    words = "The scores of the ice frame agree well enough with the coders to be used."
    assert words in checked.answer()
    assert words in checked.describe()
    assert words in checked.plot().source
    bad = assess(scores, coded(hundred, 1 - has))
    assert bad.table()["badge"].tolist() == ["do not use"]
    never = scores.with_assessment(bad)
    assert never.answer() == (
        "There is no frame whose numbers may be used. The scores of the ice frame do not agree with "
        "the coders: do not use them."
    )
    assert never.table()["badge"].tolist() == ["do not use"]
    few = assess(scores, coded(hundred.head(8), has.head(8)))
    assert few.table()["badge"].tolist() == ["not known yet"]
    assert "code about 92 more articles" in few.answer()
    assert few.plot().data is not None


def test_scores_make_ranges_narrower_and_differences_are_newcombes(hundred):
    generator = np.random.default_rng(1)
    has = hundred["text"].str.contains("Ice").astype(float)
    said = has.where(generator.random(100) < 0.9, 1 - has)
    drawn = generator.random(100) < 0.5
    codes = coded(hundred[drawn], said[drawn])
    found = estimate_shares(score_frames(hundred, ICE), codes, by="outlet")
    rows = found.table().set_index("outlet")
    assert (rows["low"] < rows["share"]).all()
    assert "count as about" in found.answer()
    apart = found.differences("ice", "Gull", "Hill").iloc[0]
    one, other = rows.loc["Gull"], rows.loc["Hill"]
    assert apart["difference"] == pytest.approx(one["share"] - other["share"], abs=1e-6)
    low = apart["difference"] - np.hypot(one["share"] - one["low"], other["high"] - other["share"])
    assert apart["low"] == pytest.approx(low, abs=1e-6)
    assert (found.needed(0.05)["n_needed"] <= [60, 40]).all()
    with pytest.raises(UnknownValue, match="There is no outlet 'Dove'"):
        found.differences("ice", "Gull", "Dove")
    assert found.plot().data["outlet"].tolist() == ["Gull", "Hill"]


def test_what_a_query_misses_and_wrongly_takes_is_corrected(hundred):
    matches = share_mentioning(hundred, "ice", by="outlet")
    truly = hundred["text"].str.contains("Ice").astype(float)
    truly.iloc[:4] = 1
    found = estimate_shares(matches, coded(hundred, truly, label="truly"), by="outlet").table()
    assert found["share"].tolist() == pytest.approx([32 / 60, 0.5])
    codes = codes_from_table(pd.DataFrame({"article_id": ["a01"], "x": [1], "y": [0]}))
    with pytest.raises(UnknownValue, match="held against codes of one"):
        estimate_shares(matches, codes)


def test_codes_that_do_not_fit_are_refused(hundred):
    scores = score_frames(hundred, ICE)
    with pytest.raises(UnknownValue, match=r"No label of the codes \(snow\) has scores \(ice\)"):
        assess(scores, coded(hundred, 1, label="snow"))
    stranger = codes_from_table(pd.DataFrame({"article_id": ["zz"], "ice": [1]}))
    assert assess(scores, stranger).table()[["badge", "n_coded", "n_more"]].to_numpy().tolist() == [
        ["not known yet", 0, 100]
    ]
    shares = estimate_shares(scores, stranger, by="outlet")
    assert shares.table()["share"].isna().all()
    assert shares.answer() == (
        "No share of “ice” can be told: every group has fewer than 5 coded articles."
    )
    assert "n_twice" in measure_agreement(stranger.of(hundred)).table()
    with pytest.raises(UnknownValue, match="Codes are what read_codes gives"):
        assess(scores, pd.DataFrame())
    with pytest.raises(UnknownValue, match="codes are 1 and 0"):
        coded(hundred, 2)
    with pytest.raises(UnknownValue, match="needs a list of labels"):
        draw_coding_sample(hundred, [])


def test_articles_drawn_more_thinly_stand_for_more(hundred):
    scores = score_frames(hundred.assign(text="x"), ICE)  # no use
    rows = pd.concat([hundred.iloc[:10], hundred.iloc[60:90]])
    values = [1.0] * 10 + [0.0] * 30
    codes = coded(rows, values)
    sample = pd.DataFrame({"article_id": rows["article_id"].astype(str), "part": "x"})
    sample = sample.assign(n_part=[60] * 10 + [40] * 30, n_drawn=[10] * 10 + [30] * 30)
    weighed = type(codes)(codes.table, sample, codes.labels, codes.coders)
    assert estimate_shares(scores, codes).table()["share"].item() == 0.25
    assert estimate_shares(scores, weighed).table()["share"].item() == pytest.approx(0.6)


def test_codes_of_a_copy_count_for_its_text_in_its_own_outlet_alone(make_articles):
    texts = ["one", "one", "two", "three", "four", "five"]
    rows = [{"outlet": "Gull", "title": "x", "text": text} for text in texts]
    rows += [{"outlet": "Hill", "title": "x", "text": text} for text in texts]
    groups = [f"r{text}" for text in texts] * 2
    articles = make_articles(rows).assign(reprint_group=groups)
    drawn = articles.iloc[[1, 2, 3, 4, 5]]  # the copy of the first, and the others
    codes = coded(drawn, [1, 0, 0, 0, 0])
    found = estimate_shares(score_frames(articles, ICE), codes, by="outlet").table()
    assert found["n_coded"].tolist() == [5, 0]
    assert found["share"].iloc[0] == 0.2
    assert np.isnan(found["share"].iloc[1])  # nobody drew from it


def test_differences_between_periods(hundred):
    dated = hundred.assign(date=pd.to_datetime(["2031-03-03"] * 50 + ["2031-04-07"] * 50))
    has = [1.0] * 30 + [0.0] * 20 + [1.0] * 10 + [0.0] * 40
    found = estimate_shares(score_frames(dated, ICE), coded(dated, has), freq="M")
    row = found.differences("ice", "2031-03-01", "2031-04-01").iloc[0]
    assert row["difference"] == pytest.approx(0.4)
    assert row[["low", "high"]].tolist() == pytest.approx([0.4, 0.4])  # all were coded
    both = estimate_shares(score_frames(dated, ICE), coded(dated, has), by="outlet", freq="M")
    with pytest.raises(UnknownValue, match="or between two periods"):
        both.differences("ice", "Gull", "Hill")


def test_undated_articles_have_no_share_by_month_for_want_of_dates(hundred):
    found = estimate_shares(score_frames(hundred, ICE), coded(hundred, 1.0), freq="M")
    assert found.answer() == "None of the 100 articles has a known date."


def test_agreement_leads_to_the_articles_on_which_coders_differ(hundred):
    ids = hundred["article_id"].astype(str)
    both = pd.DataFrame({"article_id": [*ids, *ids], "coder": ["A"] * 100 + ["B"] * 100})
    said = [0] * 100 + [0] * 40 + [1] + [0] * 59
    titled = hundred.assign(title=[f"No. {number}" for number in range(100)])
    found = measure_agreement(codes_from_table(both.assign(ice=said)), titled)
    assert found.examples("ice").table()["sentence"].tolist() == ["No. 40"]
    assert measure_agreement(codes_from_table(both.assign(ice=said))).examples().table()[
        "article_id"
    ].tolist() == [ids[40]]


@pytest.mark.parametrize("given", [None, 3, {1: 2}])
def test_what_is_neither_table_nor_path_is_named(given):
    with pytest.raises(
        TypeError, match=r"^Codes are made from a table \(a pandas DataFrame\); got"
    ):
        codes_from_table(given)
    with pytest.raises(
        TypeError, match=r"^Codes are read from a path, a folder or a list of paths"
    ):
        read_codes(given)
