"""The outputs that a notebook stores beside those of a new run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from html import unescape
from itertools import zip_longest
from typing import Any

from mediakit.rerunning.ignoring import without_chance
from mediakit.rerunning.pictures import how_they_differ, is_comparable, pictures_in_html
from mediakit.rerunning.texts import Change, text_changes

__all__ = ["changes_between", "not_compared"]

#: Kinds of output that a run draws anew, or that only the writer of pages reads.
_NEVER = frozenset(
    ["application/vnd.jupyter.widget-view+json", "application/vnd.mediakit.page+json"]
)
_OWN_TEXT = "Chart: "
_OWN_HTML = '<figure style="margin:0"><img '
_FINDINGS = 'class="mk-findings'
_TAG = re.compile(r"<[^>]*>")
_BLOCK = re.compile(r"</(?:p|li|tr|h\d|div|caption|table)>|<br ?/?>")

#: What Jupyter stores: an output, and the data of one by kind.
Output = Mapping[str, Any]
Outputs = Sequence[Output]
Data = dict[str, Any]
Changes = list[Change]


def changes_between(stored: Outputs, new: Outputs) -> Changes:
    """Return what has changed between the outputs of a cell and those of a new run; nothing if they
    say the same.

    Text is compared letter by letter, but for addresses in memory and progress bars. The picture of
    a chart of mediakit is compared by its data and words, any other by its pixels.
    """
    changes: Changes = []
    before, after = _streams(stored), _streams(new)
    for name in sorted(before.keys() | after.keys()):
        old_text = before.get(name, "")
        new_text = after.get(name, "")
        changes += text_changes(old_text, new_text)
    for old, now in zip_longest(_shown(stored), _shown(new)):
        if old is None:
            changes.append(Change("a new output", "", _plain(now)))
        elif now is None:
            changes.append(Change("an output that is gone", _plain(old), ""))
        else:
            changes += _output_changes(old, now)
    return changes


def not_compared(outputs: Outputs) -> list[str]:
    """Return the kinds of output that cannot be compared: pictures that cannot be opened."""
    kinds = []
    for data in _shown(outputs):
        html = str(data.get("text/html", ""))
        pictures = list(pictures_in_html(html))
        for kind, content in data.items():
            if kind.startswith("image/"):
                pictures.append((kind, content))
        for kind, content in pictures:
            if not is_comparable(kind, content):
                kinds.append(kind)
    return kinds


def _streams(outputs: Outputs) -> dict[str, str]:
    """Return what was printed, by stream."""
    printed: dict[str, str] = {}
    for output in outputs:
        if output["output_type"] != "stream":
            continue
        name = output["name"]
        text = _joined(output["text"])
        printed[name] = printed.get(name, "") + text
    said = {}
    for name, text in printed.items():
        plain = without_chance(text)
        if plain.strip():
            said[name] = plain
    return said


def _shown(outputs: Outputs) -> list[Data]:
    """Return what was shown, by kind, without progress bars."""
    shown = []
    for output in outputs:
        data = _data_of(output)
        text = data.get("text/plain")
        is_bar = text and text.strip() and not without_chance(text).strip()
        if data and not is_bar:
            shown.append(data)
    return shown


def _data_of(output: Output) -> Data:
    """Return what an output shows, by kind; an error is its name and message."""
    if output["output_type"] == "error":
        said = f"{output['ename']}: {output['evalue']}"
        return {"text/plain": said}
    data = {}
    for kind, content in output.get("data", {}).items():
        if kind not in _NEVER:
            data[kind] = _joined(content)
    return data


def _joined(content: Any) -> Any:
    """Return a text that a file stores line by line as one."""
    if isinstance(content, list) and all(isinstance(line, str) for line in content):
        return "".join(content)
    return content


def _plain(data: Data) -> str:
    return str(data.get("text/plain", ", ".join(data)))


def _output_changes(old: Data, new: Data) -> Iterator[Change]:
    changes: Changes = []
    is_finding = _FINDINGS in str(new.get("text/html", ""))
    kinds = sorted(old.keys() | new.keys())
    kinds.sort(key=lambda kind: kind != "text/plain")  # what it says first
    for kind in kinds:
        if kind not in new or kind not in old:
            there = kind in old
            changes.append(Change(f"a form of it, {kind}", str(there), str(not there)))
        elif kind == "text/html":
            changes += _html_changes(old, new, said_already=bool(changes))
        elif kind.startswith("image/"):
            changes += _picture_changes(kind, old[kind], new[kind])
        elif isinstance(old[kind], str) and isinstance(new[kind], str):
            before = without_chance(old[kind])
            after = without_chance(new[kind])
            changes += text_changes(before, after)
        elif old[kind] != new[kind]:
            changes.append(Change(f"its data, {kind}", "", ""))
    return (replace(change, is_finding=is_finding) for change in changes)


def _html_changes(old: Data, new: Data, *, said_already: bool) -> Iterator[Change]:
    """Yield what has changed in HTML, unless the plain text has said so."""
    before, after = old["text/html"], new["text/html"]
    if not _is_own_chart(old) or not _is_own_chart(new):
        pictures = zip_longest(
            pictures_in_html(before), pictures_in_html(after), fillvalue=("", "")
        )
        for (kind, first), (_, second) in pictures:
            yield from _picture_changes(kind, first, second)
    before, after = _markup(before), _markup(after)
    if before == after or said_already:
        return
    changes = text_changes(_words(before), _words(after))
    yield from changes or [Change("the way it is shown", "", "")]


def _is_own_chart(data: Data) -> bool:
    """Whether an output is a chart of mediakit, whose plain text has all that was plotted."""
    text = str(data.get("text/plain", ""))
    html = str(data["text/html"])
    return text.startswith(_OWN_TEXT) and html.startswith(_OWN_HTML)


def _markup(html: str) -> str:
    for kind, content in pictures_in_html(html):
        html = html.replace(f"data:{kind};base64,{content}", "PICTURE")
    return without_chance(html)


def _words(html: str) -> str:
    return unescape(_TAG.sub(" ", _BLOCK.sub("\n", html)))


def _picture_changes(kind: str, old: str, new: str) -> Iterator[Change]:
    said = how_they_differ(kind, old, new)
    if said:
        yield Change(f"a picture: {said}", "", "")
