"""Charts, by what they contain: marks, labels, data and alt text."""

from __future__ import annotations

import csv
import html as html_escapes
import io
import re
from base64 import b64decode
from itertools import pairwise
from urllib.parse import unquote
from xml.etree import ElementTree

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib.cbook import is_math_text
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image

from mediakit import style
from mediakit.charts import dot_chart, line_chart, note_chart, two_sided_chart
from mediakit.charts.days import date_axis
from mediakit.charts.on_page import _address_of
from mediakit.errors import UnknownValue, a_kind_of
from mediakit.exporting import as_csv
from mediakit.wording import day_name, in_period

SHARES = pd.DataFrame(
    {
        "outlet": ["Gull", "Hill", "Marsh"],
        "share": [0.8, 0.5, 1 / 3],
        "low": [0.38, 0.15, 0.06],
        "high": [0.96, 0.85, 0.79],
    }
)
WEEKS = pd.DataFrame(
    {"date": pd.to_datetime(["2031-03-03", "2031-03-10", "2031-03-17"]), "share": [0.2, np.nan, 0.4], "low": [0.1, np.nan, 0.3], "high": [0.3, np.nan, 0.5]}
)  # fmt: skip
TERMS = pd.DataFrame(
    {
        "term": ["ferry", "snow", "loaf"],
        "n_articles_a": [12, 3, 1500],
        "n_articles_b": [2, 14, 4],
        "log_ratio": [1.5, -2.0, 3.0],
        "low": [0.5, -3.0, np.nan],
        "high": [2.5, -1.0, np.nan],
        "q": [0.01, 0.01, 0.01],
    }
)
WORDS = {"title": "A title", "source": "12 articles."}
DOTS = {"label": "outlet", "value": "share", "axis": "share of articles"}
SIDED = {"label": "term", "value": "log_ratio", "sides": ("Gull", "Hill"), "axis": "log ratio"}
LINES = {"value": "share", "axis": "share of articles", "freq": "W"}


def dots(data=SHARES, **options):
    return dot_chart(data, **DOTS | WORDS | options)


def lines(data=WEEKS, **options):
    return line_chart(data, **LINES | WORDS | options)


def terms(data=TERMS, **options):
    return two_sided_chart(data, **SIDED | WORDS | options)


def axes(chart):
    """Return the axes that show something, in reading order."""
    return [ax for ax in chart.figure().findobj(mpl.axes.Axes) if ax.axison]


def shown(artist):
    """Return the text that a figure shows, and the artist of each; what matplotlib takes for mathematics is marked."""
    found = {}
    for text in artist.findobj(Text):
        if text.get_visible() and text.get_text().strip():
            string = text.get_text()
            if text.get_parse_math():
                string = (
                    f"formula: {string}" if is_math_text(string) else string.replace(r"\$", "$")
                )
            found[string] = text
    return found


def ticks(axis):
    return [label.get_text() for label in axis.get_ticklabels()]


EVERY = pytest.mark.parametrize("make", [dots, lines, terms], ids=["dots", "lines", "terms"])


def test_dots_stand_at_their_value_on_their_range_the_first_on_top():
    (ax,) = axes(dots())
    assert ax.lines[0].get_xdata().tolist() == SHARES["share"].tolist()
    assert ax.lines[0].get_ydata().tolist() == [2, 1, 0]
    segments = [segment[:, 0].tolist() for segment in ax.collections[0].get_segments()]
    assert segments == SHARES[["low", "high"]].to_numpy().tolist()
    assert dict(zip(ax.get_yticks(), ticks(ax.yaxis), strict=True)) == {
        2: "Gull",
        1: "Hill",
        0: "Marsh",
    }
    assert ax.get_xlabel() == "share of articles"
    assert ax.get_xlim()[0] == 0


def test_without_ranges_no_range_is_drawn():
    (ax,) = axes(dots(SHARES[["outlet", "share"]]))
    assert not ax.collections


def test_a_panel_is_drawn_for_each_value_with_one_scale():
    data = pd.concat(
        [SHARES.assign(frame=frame, share=SHARES["share"] / n) for n, frame in enumerate("xyz", 1)]
    )
    panels = axes(dots(data, panel="frame"))
    assert [ax.get_title(loc="left") for ax in panels] == ["x", "y", "z"]
    assert [ax.lines[0].get_xdata()[0] for ax in panels] == pytest.approx([0.8, 0.4, 0.8 / 3])
    assert len({ax.get_xlim() for ax in panels}) == 1
    # Alone on axes of one's own there is no room for panels: all rows stand in one
    assert "The highest value is 80%, for x (Gull)." in dots(data, panel="frame").alt


def test_lines_leave_a_gap_where_there_is_no_number():
    (ax,) = axes(lines())
    assert np.array_equal(ax.lines[0].get_ydata(), [0.2, np.nan, 0.4], equal_nan=True)
    assert len(ax.lines[0].get_xdata()) == 3
    _, ranges = ax.collections  # of both weeks, which stand alone: a band shows nothing of them
    segments = [segment[:, 1].tolist() for segment in ranges.get_segments()]
    assert segments == [[0.1, 0.3], [0.3, 0.5]]
    assert ax.get_ylabel() == "share of articles"


def test_lines_of_two_groups_stand_in_two_panels_with_one_scale():
    data = pd.concat([WEEKS.assign(outlet="Gull"), WEEKS.assign(outlet="Hill", share=0.1)])
    panels = axes(lines(data, panel="outlet"))
    assert [ax.get_title(loc="left") for ax in panels] == ["Gull", "Hill"]
    assert panels[0].get_ylim() == panels[1].get_ylim()


def test_terms_stand_to_the_side_that_uses_them_more_with_both_counts():
    (ax,) = axes(terms())
    assert ticks(ax.yaxis) == ["loaf", "ferry", "snow"]
    assert marks(ax) == [("o", 3, 2), ("o", 1.5, 1), ("o", -2, 0)]
    counts = [
        (text.get_window_extent().y0, string)
        for string, text in shown(ax).items()
        if " : " in string
    ]
    assert [string for _, string in sorted(counts, reverse=True)] == [
        "1,500 : 4",
        "12 : 2",
        "3 : 14",
    ]
    assert {"more: Gull ▸", "◂ more: Hill", "articles"} <= set(shown(ax))
    low, high = ax.get_xlim()
    assert low == -high < -3


def marks(ax):
    """Return shape, value and place of each mark."""
    return [
        (line.get_marker(), *line.get_xydata()[0].tolist())
        for line in ax.lines
        if line.get_marker() != "None"
    ]


def test_a_term_without_a_range_is_a_ring_and_has_no_bar():
    (ax,) = axes(terms())
    assert bars(ax) == [[0.5, 2.5], [-3, -1]]
    faces = {
        line.get_xdata()[0]: line.get_markerfacecolor()
        for line in ax.lines
        if line.get_marker() == "o"
    }
    assert [value for value, face in faces.items() if face == "white"] == [3]


def bars(ax):
    return [segment[:, 0].tolist() for bar in ax.collections for segment in bar.get_segments()]


def test_a_range_that_is_open_on_one_side_ends_in_an_arrow():
    at_least = TERMS.assign(low=[0.5, np.nan, np.nan], high=[np.nan, -1, np.nan])
    (ax,) = axes(terms(at_least))
    assert marks(ax) == [("o", 3, 2), (">", 1.5, 1), ("<", -2, 0)]
    assert bars(ax) == [[0.5, 1.5], [-2, -1]]


def test_several_groups_have_a_panel_each_with_rows_of_one_height():
    grouped = pd.concat([TERMS.assign(group="Gull"), TERMS.head(1).assign(group="Hill")])
    panels = axes(terms(grouped, panel="group"))
    assert [ax.get_title(loc="left") for ax in panels] == ["Gull", "Hill"]
    assert [ticks(ax.yaxis) for ax in panels] == [["loaf", "ferry", "snow"], ["ferry"]]
    assert panels[0].get_ylim() == panels[1].get_ylim()


def test_alt_text_says_what_the_picture_shows():
    assert dots().alt == ("Dot chart with 3 rows: share of articles. The highest is Gull, at 80%.")
    assert dots(SHARES.head(1)).alt == ("Dot chart with 1 row: share of articles. Gull: 80%.")
    assert dots(SHARES.assign(share=0.25)).alt.endswith(" Each row shows 25%.")
    counts = SHARES.assign(n_articles=[1200, 7, 3])
    assert dots(counts, value="n_articles").alt.endswith(" The highest is Gull, at 1,200.")
    assert lines().alt == (
        "Line chart with 2 points, the weeks of 3 to 17 March 2031: share of articles. The "
        "highest point is 40%, in the week of 17 March 2031."
    )
    assert lines(WEEKS.assign(share=np.nan)).alt.endswith(": share of articles.")
    assert terms().alt == (
        "Two-sided chart with 3 rows. More in Gull: “loaf” and “ferry”. More in Hill: “snow”."
    )
    assert terms(TERMS.head(1)).alt == (
        "Two-sided chart with 1 row. More in Gull: “ferry”. No term is more frequent in Hill."
    )


def test_the_text_is_title_alt_source_and_data_with_six_digits():
    assert repr(dots()) == (
        "Chart: A title\n"
        "Dot chart with 3 rows: share of articles. The highest is Gull, at 80%.\n"
        "12 articles.\n"
        "outlet,share,low,high\nGull,0.8,0.38,0.96\nHill,0.5,0.15,0.85\nMarsh,0.333333,0.06,0.79"
    )
    assert (
        lines().csv()
        == "date,share,low,high\n2031-03-03,0.2,0.1,0.3\n2031-03-10,,,\n2031-03-17,0.4,0.3,0.5\n"
    )


def test_a_note_says_why_there_is_nothing():
    chart = note_chart("A title", "There are no articles to count.", "0 articles.")
    assert chart.alt == "There is nothing to draw. There are no articles to count."
    assert chart.csv() == "note\nThere are no articles to count.\n"
    assert set(shown(chart.figure())) == {
        "A title",
        "There are no articles to count.",
        "0 articles.",
    }
    assert not axes(chart)


@EVERY
def test_title_and_source_stand_in_the_picture(make):
    assert {"A title", "12 articles."} <= set(shown(make().figure()))


def test_dollars_stand_as_they_are_and_start_no_mathematics():
    price = "Fares: $5, not $6"
    data = SHARES.assign(outlet=[price, "b", "c"])
    charts = [
        dots(data, title=price, source=price),
        dots(pd.concat([data.assign(outlet="x", p=price)]), panel="p"),
    ]
    charts += [
        terms(TERMS.assign(term=[price, "b", "c"]), sides=("$5 $6", "Hill")),
        note_chart("A title", price, price),
    ]
    for chart in charts:
        ax = Figure().subplots()
        chart.on(ax)
        drawn, own = (
            [" ".join(text.split()) for text in shown(artist)] for artist in (chart.figure(), ax)
        )
        assert price in drawn
        assert not [text for text in drawn + own if "\\" in text or text.startswith("formula: ")]


LONG = "Articles that mention the ferry strike of the northern strait and the talks about pay, by outlet and week "


@EVERY
@pytest.mark.parametrize("repeat", [1, 2, 20], ids=["one line or two", "cut at 150", "cut much"])
def test_long_titles_and_names_stay_inside_the_picture(make, repeat):
    data = {
        dots: SHARES.assign(outlet=LONG * repeat),
        terms: TERMS.assign(term=(LONG * repeat).replace(" ", "")),
    }
    names = {"sides": (LONG, LONG)} if make is terms else {}
    chart = make(data.get(make, WEEKS), title=LONG * repeat, source=LONG * repeat, **names)
    figure = chart.figure()
    texts = shown(figure)
    for text in texts.values():
        box = text.get_window_extent()
        if (
            text.get_text().strip("−-.0123456789%") and box.width > 1
        ):  # numbers past the end of an axis are not drawn
            assert -1 <= box.x0 <= box.x1 <= 641, text
            assert -1 <= box.y0 <= box.y1 <= figure.bbox.y1 + 1, text
    assert any(text.endswith("…") for text in texts) or repeat < 20


@EVERY
def test_a_chart_can_be_drawn_on_axes_of_ones_own(make):
    figure = Figure()
    left, right = figure.subplots(1, 2)
    chart = make()
    assert chart.on(left) is chart
    assert left.get_title(loc="left") == "A title"
    assert len(left.lines) + len(left.collections) > 0
    assert not right.lines
    assert chart.on(None) is chart


@EVERY
def test_drawing_leaves_the_data_and_the_settings_of_matplotlib_alone(make):
    given = {dots: SHARES, lines: WEEKS, terms: TERMS}[make]
    before, settings = given.copy(), dict(mpl.rcParams)
    make().figure()
    pd.testing.assert_frame_equal(given, before)
    assert dict(mpl.rcParams) == settings
    assert mpl._pylab_helpers.Gcf.get_all_fig_managers() == []


def test_a_notebook_gets_text_picture_and_escaped_alt_text():
    nasty = '"><script>alert(1)</script>'
    chart = dots(SHARES.assign(outlet=[nasty, "b", "c"]))
    bundle = chart._repr_mimebundle_()
    assert bundle["text/plain"] == repr(chart)
    assert set(bundle) == {"text/plain", "text/html"}  # the picture is kept once
    html = bundle["text/html"]
    assert b64decode(html.split("base64,")[1].split('"')[0]) == chart.png(scale=2)
    assert "<script" not in html
    assert '">' not in html.split('alt="')[1].split('src="')[0]
    assert "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert html.count("<") == 3  # figure, img, and the end of figure


@EVERY
def test_a_chart_is_saved_as_picture_vector_data_and_alt_text(make, tmp_path):
    chart = make()
    paths = chart.save(tmp_path / "new" / "by outlet v1.2")
    assert [path.name for path in paths] == [
        f"by outlet v1.2.{ending}" for ending in ("png", "svg", "csv", "txt")
    ]
    width, height = Image.open(io.BytesIO(chart.png())).size
    assert width == 640
    with Image.open(paths[0]) as picture:
        assert picture.size == (1280, 2 * height)
    assert paths[2].read_text(encoding="utf-8") == chart.csv()
    assert paths[3].read_text(encoding="utf-8") == chart.alt + "\n"


@EVERY
def test_pictures_are_the_same_bytes_each_time_and_svg_holds_no_date(make):
    vector, picture = make().svg(), make().png()
    kept = [
        make().figure() for _ in range(3)
    ]  # so that a name made of a place in memory would differ
    assert make().svg() == vector
    assert make().png() == picture
    assert "<dc:date>" not in vector
    assert len(kept) == 3


def test_a_saved_table_holds_no_formula(tmp_path):
    cells = ["=1+1", "+1", "-1", "@x", "Gull", "a=b", None, "＝1+1", "\u200b=1"]
    data = pd.DataFrame({"outlet": cells, "share": np.arange(-2.0, 7.0)})
    saved = pd.read_csv(dots(data).save(tmp_path / "x")[2], dtype=str, keep_default_na=False)
    guarded = ["'=1+1", "'+1", "'-1", "'@x", "Gull", "a=b", "", "'＝1+1", "'\u200b=1"]
    assert saved["outlet"].tolist() == guarded
    assert saved["share"].astype(float).tolist() == data["share"].tolist()


def test_the_heading_of_a_saved_column_is_no_formula():
    assert as_csv(pd.DataFrame({"=1+1": [1], "＠x": [2]})) == "'=1+1,'＠x\n1,2\n"


@pytest.mark.parametrize("cell", ["Gull\r=1+1", "\r=1+1", "Gull\n=1+1", "\t=1+1"])
def test_white_space_in_a_name_hides_no_formula(tmp_path, cell):
    path = dots(SHARES.assign(outlet=[cell, "b", "c"])).save(tmp_path / "x")[2]
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) == 4
    assert not [row for row in rows if row[0][:1] in "=+-@\t\r"]


def _covers(mark, number):
    """Whether a mark such as 2–4 stands for a number."""
    first, *last = mark.split("–")
    return int(first) <= number <= int((last or [first])[0])


@pytest.mark.parametrize("panels", [1, 6])
@pytest.mark.parametrize(
    "days",
    [
        ["2031-01-05", "2031-02-20", "2031-06-01", "2031-11-20"],
        [f"2031-03-{day:02d}" for day in range(1, 24, 3)],
        [f"2031-{month:02d}-14" for month in range(1, 9)],
        ["2031-12-20", "2031-12-22", "2031-12-24", "2031-12-26"],
    ],
)
def test_no_label_of_an_event_covers_another(days, panels):
    weeks = pd.date_range("2030-12-30", periods=53, freq="7D")
    data = pd.concat(
        pd.DataFrame({"date": weeks, "share": 0.4, "outlet": f"o{n}"}) for n in range(panels)
    )
    events = {day: f"Event of {day[5:]}" for day in days}
    chart = lines(data, panel="outlet" if panels > 1 else None, events=events)
    figure = chart.figure()
    (ax, *_) = (ax for ax in figure.findobj(mpl.axes.Axes) if ax.axison)
    labels = [text for text in ax.texts if text.get_text()]
    if len(labels) == len(days) and "Event" in labels[0].get_text():
        assert [text.get_text() for text in labels] == list(events.values())
    else:
        assert [n for text in labels for n in range(1, 9) if _covers(text.get_text(), n)] == list(
            range(1, len(days) + 1)
        )
    boxes = [text.get_window_extent() for text in labels]
    assert not [1 for n, box in enumerate(boxes) for other in boxes[:n] if box.overlaps(other)]
    assert all(box.y1 <= ax.bbox.y1 + 4 and box.x1 <= figure.bbox.x1 for box in boxes)
    for day, label in events.items():
        assert f"{day_name(pd.Timestamp(day))}, {label}" in chart.alt
        assert label in {text.get_text() for text in labels} or label in chart.source


def test_a_point_between_two_gaps_is_drawn_also_where_points_have_no_marks():
    days = pd.date_range("2031-01-01", periods=100)
    (ax,) = axes(
        lines(
            pd.DataFrame(
                {"date": days, "share": [0.5 if n in (3, 50, 51) else np.nan for n in range(100)]}
            ),
            freq="D",
        )
    )
    assert [pd.to_datetime(line.get_xdata()).tolist() for line in ax.lines[1:]] == [[days[3]]]


@pytest.mark.parametrize(
    ("freq", "first", "days"),
    [("D", "2031-04-02", 0), ("W", "2031-03-31", 3.5), ("M", "2031-04-01", 15), ("Q", "2031-04-01", 45.5), ("Y", "2031-01-01", 182.5)],
)  # fmt: skip
def test_everything_of_a_period_stands_in_its_middle_and_its_data_on_its_first_day(
    freq, first, days
):
    # April has 30 days, the second quarter of 2031 91, the year 365
    before, begin = pd.Timestamp("2030-01-01"), pd.Timestamp(first)
    numbers = {
        "share": [0.2, 0.4],
        "low": [0.1, 0.3],
        "high": [0.3, 0.5],
        "partial": True,
        "burst": True,
    }
    data = pd.DataFrame({"date": [before, begin], **numbers})
    for chart in (lines(data, freq=freq), lines(data.assign(since=before, level=0.3), freq=freq)):
        (ax,) = axes(chart)
        at = mpl.dates.date2num(begin) + days
        drawn = [line for line in ax.lines if len(line.get_xdata()) == 2]
        assert [mpl.dates.date2num(line.get_xdata()[-1]) for line in drawn] == [at] * len(drawn)
        assert (
            len(drawn) >= 3
        )  # the line, the open marks, the rings, and where there are any the levels
        assert ax.collections[0].get_paths()[0].vertices[:, 0].max() == at
        assert chart.data["date"].tolist() == [before, begin]
        assert chart.alt.endswith(f"40%, {in_period(begin, freq)}.")


def test_an_event_stands_before_the_number_of_its_own_month_and_all_its_periods_are_seen():
    months = pd.DataFrame(
        {"date": pd.to_datetime(["2031-03-01", "2031-04-01"]), "share": [0.2, 0.4]}
    )
    (ax,) = axes(lines(months, freq="M", events={"2031-04-02": "Verdict", "2031-04-30": "Appeal"}))
    march, april = (mpl.dates.date2num(day) for day in ax.lines[0].get_xdata())
    verdict, _ = (line.get_xdata()[0] for line in ax.lines[1:])
    assert march < verdict < april
    first, end = mpl.dates.date2num(pd.to_datetime(["2031-03-01", "2031-05-01"]))
    assert first - 2 < ax.get_xlim()[0] <= first < end <= ax.get_xlim()[1] < end + 2


@pytest.mark.parametrize(
    ("freq", "dates", "labels"),
    [
        (
            "W",
            ["2031-03-03", "2031-03-10"],
            ["3 Mar\n2031", "10 Mar", "17 Mar"],
        ),  # Mondays, where weeks begin
        ("M", ["2031-03-01", "2031-04-01"], ["Mar\n2031", "Apr"]),
        ("Q", ["2031-01-01", "2031-04-01"], ["Q1\n2031", "Q2"]),
        ("Y", ["2031-01-01", "2032-01-01"], ["2031", "2032"]),
    ],
)
def test_the_name_of_a_month_quarter_or_year_stands_under_its_number(freq, dates, labels):
    (ax,) = axes(
        lines(pd.DataFrame({"date": pd.to_datetime(dates), "share": [0.2, 0.4]}), freq=freq)
    )
    assert ticks(ax.xaxis) == labels
    if freq != "W":
        assert list(ax.get_xticks()) == mpl.dates.date2num(ax.lines[0].get_xdata()).tolist()


def ticks_of(first, last, columns=1, times=False):
    """Return the labels of the dates on an axis as wide as that of a chart with so many columns, and their boxes."""
    figure = Figure(figsize=(6.4, 4.5), layout="constrained")
    for ax in figure.subplots(1, columns, squeeze=False).flat:
        ax.plot(pd.to_datetime([first, last]), [0, 1])
        ax.tick_params(labelsize=8)
        date_axis(ax, times=times)
    figure.canvas.draw()
    drawn = [label for label in ax.get_xticklabels() if label.get_text()]
    low, high = ax.get_xlim()
    assert all(low <= label.get_position()[0] <= high for label in drawn)
    return [label.get_text() for label in drawn], [label.get_window_extent() for label in drawn]


def test_dates_read_alone_and_the_year_stands_below_where_it_begins():
    # 2031-03-03 and 2032-01-05 are Mondays
    assert ticks_of("2031-02-26", "2031-03-02")[0] == [
        "26 Feb\n2031",
        "27 Feb",
        "28 Feb",
        "1 Mar",
        "2 Mar",
    ]
    assert ticks_of("2031-02-24", "2031-03-31")[0] == (
        ["24 Feb\n2031", "3 Mar", "10 Mar", "17 Mar", "24 Mar", "31 Mar"]
    )
    assert ticks_of("2031-10-28", "2032-03-20")[0] == [
        "Nov\n2031",
        "Dec",
        "Jan\n2032",
        "Feb",
        "Mar",
    ]
    assert ticks_of("2030-06-01", "2034-05-31", 2)[0] == ["2031", "2032", "2033", "2034"]
    hours = ticks_of("2031-03-03 20:00", "2031-03-04 10:00", times=True)[0]
    assert hours == ["21:00\n3 Mar 2031", "00:00\n4 Mar 2031", "03:00", "06:00", "09:00"]


@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize(
    "days", [0, 1, 5, 13, 20, 31, 60, 100, 200, 366, 500, 900, 2000, 5000, 20_000]
)
def test_dates_never_overlap(days, columns):
    for first in pd.to_datetime(["2030-12-28", "2031-02-20"]):
        texts, boxes = ticks_of(first, first + pd.Timedelta(days=days), columns)
        assert not [1 for one, other in pairwise(boxes) if one.x1 + 2 > other.x0]
        assert 1 <= len(texts) <= 12 / columns + 1
        texts, boxes = ticks_of(first, first + pd.Timedelta(hours=days), columns, times=True)
        assert not [1 for one, other in pairwise(boxes) if one.x1 + 2 > other.x0]


@pytest.mark.parametrize("events", [None, {"2031-03-05": "Verdict"}])
@pytest.mark.parametrize("own", [False, True], ids=["in a notebook", "on axes of one's own"])
def test_the_scale_of_shares_is_percent_from_0_to_100(events, own):
    full = WEEKS.assign(share=[0, 0.5, 1], low=[0, 0.2, 0.6], high=[0.4, 0.8, 1])
    for chart in (lines(full, events=events), dots(full.assign(outlet=list("abc")))):
        figure = Figure()
        if own:
            chart.on(figure.subplots())
            figure.canvas.draw()
        (ax,) = axes(chart) if not own else figure.axes
        scale = ax.yaxis if chart.alt.startswith("Line") else ax.xaxis
        low, high = scale.get_view_interval()
        shown = [tick for tick in scale.get_ticklocs() if low <= tick <= high]
        assert (low, min(shown), max(shown)) == (0, 0, pytest.approx(1))
        assert [scale.get_major_formatter()(tick) for tick in (shown[0], shown[-1])] == [
            "0%",
            "100%",
        ]


LABEL = "Court verdict on the recruiters of the northern strait"


@pytest.mark.parametrize("panels", [1, 2])
def test_a_label_cut_on_the_chart_stands_whole_below_it_and_in_the_alt_text(panels):
    data = pd.concat([WEEKS.assign(outlet=name) for name in "ab"[:panels]])
    chart = lines(
        data,
        panel="outlet" if panels > 1 else None,
        events={"2031-03-05": LABEL, "2031-03-15": "Fair"},
    )
    assert chart.alt.endswith(f" Events: 5 March 2031, {LABEL}; 15 March 2031, Fair.")
    key = f"5 Mar 2031 {LABEL}. " if panels == 1 else f"1 {LABEL}, 2 Fair. "
    assert chart.source == f"{key}12 articles."
    drawn = {text.get_text() for text in axes(chart)[0].texts}
    assert drawn == ({"Court verdict on the recrui…", "Fair"} if panels == 1 else {"1", "2"})


def test_the_broken_line_of_a_change_ends_below_the_labels_of_events():
    since = pd.to_datetime(["2031-03-03", "2031-03-03", "2031-03-17"])
    chart = lines(
        WEEKS.assign(since=since, level=[0.2, 0.2, 0.4]), events={"2031-03-14": "Verdict"}
    )
    (ax,) = axes(chart)
    (broken,) = (line for line in ax.lines if line.is_dashed())
    (label,) = ax.texts
    top = ax.transAxes.transform((0, broken.get_ydata()[-1]))[1]
    assert ax.bbox.y0 < top < label.get_window_extent().y0


def test_marks_at_the_edge_of_the_scale_are_drawn_whole():
    full = WEEKS.assign(share=[0, 0.5, 1], partial=True, burst=True, outlet=list("abc"))
    for chart in (
        lines(full),
        dots(full),
        dots(full.assign(highlight=[True, False, True]), highlight="highlight"),
    ):
        (ax,) = axes(chart)
        marked = [line for line in ax.lines if line.get_marker() == "o"]
        assert len(marked) == (3 if chart.alt.startswith("Line") else len(marked)) > 0
        for line in marked:
            assert not line.get_clip_on()
            assert line.get_zorder() > ax.spines["bottom"].get_zorder()


def test_a_range_of_a_level_that_reaches_far_up_leaves_room_for_the_line():
    level = {"since": pd.Timestamp("2031-03-03"), "level": 4.0, "low": 0.1, "high": 900.0}
    (ax,) = axes(lines(WEEKS.assign(n_independent=[2.0, 4, 6], **level), value="n_independent"))
    assert 6 < ax.get_ylim()[1] < 10  # 1.5 x 6, and a twentieth of it above


@pytest.mark.parametrize("events", [["2031-03-05"], "2031-03-05", {"2031-03-05"}, WEEKS])
def test_events_without_labels_are_refused(events):
    with pytest.raises(UnknownValue) as error:
        lines(events=events)
    assert str(error.value) == (
        f"events= takes days with their labels, such as {{'2031-03-14': 'Verdict'}}; got {a_kind_of(events)}."
    )


def test_a_changed_chart_is_a_copy_with_other_words():
    chart = dots()
    changed = chart.with_(title="Gull leads", subtitle="Share of articles", source="Own count.")
    assert (changed.title, changed.subtitle, changed.source) == (
        "Gull leads",
        "Share of articles",
        "Own count.",
    )
    assert (chart.title, chart.subtitle, chart.source) == ("A title", "", "12 articles.")
    assert changed.data is chart.data
    assert changed.with_().title == "Gull leads"
    assert {"Gull leads", "Share of articles", "Own count."} <= set(shown(changed.figure()))
    assert repr(changed).startswith("Chart: Gull leads\nShare of articles\nDot chart")


@EVERY
def test_a_chart_is_as_large_as_asked_for(make):
    chart = make().with_(size=(500, 400))
    assert Image.open(io.BytesIO(chart.png())).size == (500, 400)
    assert 'width="500" height="400"' in chart._repr_mimebundle_()["text/html"]


def test_a_chart_is_as_high_as_its_rows_need():
    def height(n):
        rows = pd.DataFrame({"outlet": [f"outlet {k}" for k in range(n)], "share": 0.5})
        return dots(rows).figure().bbox.height

    assert height(3) < 200
    assert height(40) > 700
    figure = dots(
        pd.DataFrame({"outlet": [f"outlet {k}" for k in range(40)], "share": 0.5})
    ).figure()
    boxes = [text.get_window_extent() for name, text in shown(figure).items() if "outlet" in name]
    assert len(boxes) == 40
    for upper, lower in pairwise(sorted(boxes, key=lambda box: -box.y0)):
        assert upper.y0 >= lower.y1


def test_a_long_source_makes_the_chart_higher_and_leaves_the_plot_as_it_is():
    def plot(chart):
        (ax,) = axes(chart)
        return round(ax.bbox.height)

    short, long = dots(), dots(source="One more note. " * 60)
    assert long.figure().bbox.height > short.figure().bbox.height + 50
    assert abs(plot(long) - plot(short)) <= 2


@pytest.mark.parametrize(
    ("size", "error", "message"),
    [
        (640, TypeError, "size= takes a width and a height in pixels, such as size=(800, 500); got 640."),
        ((640, 400.5), TypeError, "size= takes two whole numbers of pixels, such as size=(800, 500); got (640, 400.5)."),
        ((640, 10), UnknownValue, "size= takes from 200 to 10,000 pixels a side, such as size=(800, 500); got (640, 10)."),
    ],
)  # fmt: skip
def test_a_size_that_is_none_is_refused_in_a_sentence(size, error, message):
    with pytest.raises(error) as refused:
        dots().with_(size=size)
    assert str(refused.value) == message


def test_a_size_too_small_for_the_rows_names_the_least():
    rows = pd.DataFrame({"outlet": [f"outlet {k}" for k in range(40)], "share": 0.5})
    with pytest.raises(UnknownValue, match=r"must be at least 4\d\d pixels high; size= gives 300"):
        dots(rows).with_(size=(640, 300))


def test_a_title_that_is_no_text_is_refused():
    with pytest.raises(TypeError, match=r"^title= takes text; got an int\.$"):
        dots().with_(title=5)


def test_characters_without_a_font_become_boxes_and_the_source_says_so(monkeypatch):
    monkeypatch.setattr("mediakit.style._installed_fonts", lambda: ("DejaVu Sans",))
    style._known_characters.cache_clear()
    chart = dots(SHARES.assign(outlet=["人民日报", "Hill", "Marsh"]))
    drawn = set(shown(chart.figure()))
    assert "□□□□" in drawn
    assert "12 articles. Boxes replace characters missing from the installed fonts." in drawn
    assert chart.source == "12 articles."
    assert "人民日报" in chart.csv()
    style._known_characters.cache_clear()


def test_a_wide_character_takes_the_room_of_two_letters():
    assert style.plain("abcdefgh", 6) == "abcde…"
    assert style._cut("日" * 8, 6) == "日日…"


def test_a_finding_becomes_the_title_and_the_measure_the_line_below():
    chart = dots(SHARES).saying("Two of three outlets say it.")
    assert chart.title == "Two of three outlets say it"
    assert chart.subtitle == dots(SHARES).title
    assert chart.alt == f"Two of three outlets say it. {dots(SHARES).alt}"


def test_a_finding_that_is_too_long_and_a_chart_without_data_keep_their_title():
    assert dots(SHARES).saying("word " * 40).title == dots(SHARES).title
    assert note_chart("Nothing here", "There is one year.", "s").saying("It is.").title == (
        "Nothing here"
    )


@EVERY
def test_on_a_phone_nothing_is_cut_off_and_no_letters_touch_the_edge(make):
    chart = make().at_width(358)
    figure = chart.figure()
    width = figure.bbox.width
    assert width == 358
    for name, text in shown(figure).items():
        box = text.get_window_extent()
        assert box.x0 >= -1, name
        assert box.x1 <= width + 1, name


def test_a_page_has_a_drawing_for_phones_the_data_and_the_picture(monkeypatch):
    monkeypatch.setenv("MEDIAKIT_PAGE", "1")
    chart = dots(SHARES)
    html = chart._repr_mimebundle_()["text/html"]
    narrow = re.search(r'<source media="[^"]*" srcset="([^"]*)" width="(\d+)"', html)
    assert narrow[2] == "358"
    assert not set(narrow[1]) & set(' <\n"#') - {"<"}
    numbers = re.search(r'href="data:text/csv;charset=utf-8;base64,([^"]*)"', html)[1]
    assert b64decode(numbers).decode() == chart.csv()
    assert f'alt="{chart.alt}"' in html
    assert "<script" not in html


@EVERY
def test_a_drawing_on_a_page_is_the_same_picture_in_fewer_letters(make):
    chart = make()
    whole = ElementTree.fromstring(chart.svg())
    address = html_escapes.unescape(_address_of(chart.svg()))
    short = ElementTree.fromstring(unquote(address.removeprefix("data:image/svg+xml,")))
    assert len(address) < len(chart.svg())
    drawn = [[part for part in tree.iter() if part.tag.endswith("path")] for tree in (whole, short)]
    assert len(drawn[0]) == len(drawn[1])
    for one, other in zip(*drawn, strict=True):
        assert re.findall(r"[A-Za-z]|[-\d.]+", one.get("d", "")) == (
            re.findall(r"[A-Za-z]|[-\d.]+", other.get("d", ""))
        )
