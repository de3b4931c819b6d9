"""What counts as a change of an output, and how it is said: number, heading, what it was and is."""

from __future__ import annotations

import base64
import io

import pytest
from PIL import Image

from mediakit.rerunning.comparing import changes_between, not_compared
from mediakit.rerunning.places import Place, places_of
from mediakit.rerunning.texts import Change, text_changes
from mediakit.rerunning.wording import Cell, in_a_line, in_words


def shown(**data):
    kinds = {"plain": "text/plain", "html": "text/html", "png": "image/png", "svg": "image/svg+xml"}
    return [
        {
            "output_type": "display_data",
            "data": {kinds[k]: v for k, v in data.items()},
            "metadata": {},
        }
    ]


def printed(text, name="stdout"):
    return [{"output_type": "stream", "name": name, "text": text}]


def picture(colour, size=(20, 10), dot=None):
    image = Image.new("RGB", size, colour)
    if dot is not None:
        image.putpixel((3, 3), dot)
    stream = io.BytesIO()
    image.save(stream, format="PNG")
    return base64.b64encode(stream.getvalue()).decode()


TABLE = """Articles by outlet
        outlet  n_articles    share
  gull.example          24 0.363636
 heron.example       1,020 0.100000"""
CHART = "Chart: The Gull leads\n101 articles.\noutlet,n_articles,share\ngull.example,24,0.36\nThe Post,20,0.1"


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("0.667", "0.668", [Change("", "0.667", "0.668")]),
        (
            TABLE,
            TABLE.replace("    24", "    25"),
            [Change("n_articles of gull.example", "24", "25")],
        ),
        (
            TABLE,
            TABLE.replace("1,020 0.1", "1,021 0.2"),
            [
                Change("n_articles of heron.example", "1,020", "1,021"),
                Change("share of heron.example", "0.100000", "0.200000"),
            ],
        ),
        (CHART, CHART.replace(",20,", ",21,"), [Change("n_articles of The Post", "20", "21")]),
        (
            CHART,
            CHART.replace("Gull leads", "Post leads"),
            [Change("", "The Gull leads", "The Post leads")],
        ),
        (
            CHART,
            CHART + "\nHeron,3,0.1",
            [Change("a new line", "", "Heron,3,0.1")],
        ),
        (
            "A dog. It ran 3 times. It sat.",
            "A dog. It ran 4 times. It sat.",
            [Change("", "It ran 3 times.", "It ran 4 times.")],
        ),
        ("Articles on it\nThere are  no\nThere are 24", "Articles on it\nThere are  no\nThere are 25", [Change("", "There are 24", "There are 25")]),
        ("one\ntwo\nthree", "one\nthree", [Change("a line that is gone", "two", "")]),
    ],
)  # fmt: skip
def test_a_changed_number_has_its_row_and_its_column(old, new, changes):
    assert text_changes(old, new) == changes


def test_a_row_is_found_again_when_another_comes_before_it():
    rows = TABLE.splitlines()
    more = "\n".join([*rows[:2], "  crow.example           1 0.100000", *rows[2:]])
    assert [change.what for change in text_changes(TABLE, more)] == ["a new line"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (shown(plain="<Gull at 0x7f>"), shown(plain="<Gull at 0x8a>")),
        (
            printed(" 40%|████      | 4/10 [00:01<00:02,  2.9it/s]\ndone\n", "stderr"),
            printed("100%|██████████| 10/10 [00:03<00:00,  3.1it/s]\ndone\n", "stderr"),
        ),
        (printed("12it [00:03,  3.4it/s]\n", "stderr"), []),
        (shown(plain="  0%|          | 0/50 [00:00<?, ?it/s]"), []),
        (printed("step 1\rstep 2\rdone\n"), printed("done\n")),
        ([*printed("a\n"), *printed("b\n")], printed("a\nb\n")),
        (
            shown(html='<div id="0b7c1a52-6b1f-4e0a-9b9e-2a3c4d5e6f70">x</div>'),
            shown(html='<div id="1b7c1a52-6b1f-4e0a-9b9e-2a3c4d5e6f70">x</div>'),
        ),
        (shown(png=picture("red")), shown(png=picture("#f50000"))),
        (
            shown(svg='<svg><metadata>1 May</metadata><path id="p0123456789"/></svg>'),
            shown(svg='<svg><metadata>2 May</metadata><path id="pabcdef0123"/></svg>'),
        ),
        (shown(png="nonsense"), shown(png="other")),
    ],
)
def test_what_no_run_repeats_is_no_change(old, new):
    assert changes_between(old, new) == []


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        (shown(png=picture("red")), shown(png=picture("red", dot=(0, 0, 0))), "1 of its 200 pixels differ"),
        (shown(png=picture("red")), shown(png=picture("red", (20, 11))), "it was 20 by 10 pixels, and is 20 by 11"),
        (shown(png=picture("red")), shown(png="nonsense"), "it cannot be opened, before or now"),
        (shown(svg="<svg>1</svg>"), shown(svg="<svg>2</svg>"), "the drawing is another one"),
        (
            shown(html=f'<img src="data:image/png;base64,{picture("red")}">'),
            shown(html=f'<img src="data:image/png;base64,{picture("blue")}">'),
            "200 of its 200 pixels differ",
        ),
    ],
)  # fmt: skip
def test_a_changed_picture_of_ones_own_is_a_change(old, new, what):
    assert [
        change.what.startswith(f"a picture: {what}") for change in changes_between(old, new)
    ] == [True]


def test_the_picture_of_our_own_chart_is_compared_by_its_data():
    def chart(colour):
        html = (
            f'<figure style="margin:0"><img src="data:image/png;base64,{picture(colour)}"></figure>'
        )
        return shown(plain=CHART, html=html)

    assert changes_between(chart("red"), chart("blue")) == []


def test_outputs_that_come_and_go_are_changes():
    assert [change.what for change in changes_between([], shown(plain="5"))] == ["a new output"]
    assert [change.what for change in changes_between(shown(plain="5"), [])] == [
        "an output that is gone"
    ]
    (form,) = changes_between(shown(plain="5"), shown(plain="5", html="<b>5</b>"))
    assert form.what == "a form of it, text/html"


def test_a_picture_that_cannot_be_opened_is_said_to_be_uncompared():
    assert not_compared(shown(png="nonsense")) == ["image/png"]
    assert not_compared(shown(png=picture("red"))) == []


def cell_of(source, kind="code", tags=()):
    return {"cell_type": kind, "source": source, "metadata": {"tags": list(tags)}}


def test_cells_are_counted_as_people_count_and_named_by_their_heading():
    cells = [
        cell_of("n = 1"),
        cell_of("# Trams\n\ntext\n\n## *When* `n`\n```\n# no heading\n```", "markdown"),
        cell_of("n = 2", tags=["given"]),
        cell_of(["f()"]),
    ]
    assert places_of(cells) == [Place(1, ""), Place(0, "When n"), Place(2, "When n")]


def test_findings_come_first_and_once_then_a_line_a_cell():
    finding = Change("", "The Gull leads: 24.", "The Gull leads: 25.", is_finding=True)
    numbers = [Change(f"n of row {n}", str(n), str(n + 1)) for n in range(5)]
    cells = [
        Cell("a.ipynb", Place(1, "")),
        Cell("a.ipynb", Place(2, "When"), tuple(numbers)),
        Cell("a.ipynb", Place(3, "Who"), (Change("", "The Gull leads: 24", "The Gull leads: 25"),)),
        Cell("a.ipynb", Place(4, "Findings"), (finding,)),
        Cell("a.ipynb", Place(5, "Findings"), fault="it stopped with an error: E"),
    ]
    assert in_words(cells, 19) == [
        "a.ipynb: 4 of its 5 cells of code have changed.",
        "  Finding: “The Gull leads: 24.” is now “The Gull leads: 25.”.",
        "  Cell 2, under “When”: n of row 0 was 0, is 1; n of row 1 was 1, is 2; "
        "n of row 2 was 2, is 3; 2 more changes.",
        "  Cell 3, under “Who”: the finding above.",
        "  Cell 4, under “Findings”: the finding above.",
        "  Cell 5, under “Findings”: it stopped with an error: E",
    ]
    assert in_words(cells, 3)[-1] == "... and 4 more lines: see --all."
    assert in_words(cells[:1], 3) == []
    assert (
        in_a_line(cells[2])
        == "Cell 3, under “Who”: “The Gull leads: 24” is now “The Gull leads: 25”."
    )
