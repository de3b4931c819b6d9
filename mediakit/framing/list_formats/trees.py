"""Dictionaries with categories in categories: quanteda YAML, Yoshikoder, WordStat; and Lexicoder.

The names of nested categories are joined with a full stop, as quanteda does.
"""

from __future__ import annotations

import re

import yaml
from lxml import etree

from mediakit.framing.list_formats.entries import EntryCollector, numbered_lines

__all__ = [
    "LEXICODER_EXPECTED",
    "WORDSTAT_EXPECTED",
    "YAML_EXPECTED",
    "YOSHIKODER_EXPECTED",
    "looks_like_lexicoder",
    "looks_like_wordstat",
    "read_lexicoder",
    "read_quanteda",
    "read_wordstat",
    "read_yoshikoder",
]

YAML_EXPECTED = "the name of each category with a list of its words, as quanteda writes YAML"
YOSHIKODER_EXPECTED = "XML with the elements cnode for categories and pnode for their words"
WORDSTAT_EXPECTED = (
    "categories, and indented below each its words with a weight in brackets, as in word (1)"
)
LEXICODER_EXPECTED = "a line such as +CATEGORY for each category, and its words below it"

_WEIGHTED = re.compile(r"(?P<entry>.*\S)\s*\((?P<weight>-?\d+(?:[.,]\d+)?)\)")
_IN_NO_CATEGORY = "it is in no category"


def read_quanteda(text: str, collector: EntryCollector) -> None:
    """Read a dictionary that quanteda wrote as YAML."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = None
        if mark is not None:
            line = mark.line + 1
        advice = "put entries with a star at the front, or with a colon, in quotation marks"
        collector.skip(line, "", f"this is not YAML from here on; {advice}")
        return
    except RecursionError:
        collector.note("the categories are nested too deeply")
        return
    if root is not None:
        _read_node(root, "", collector, set())


def _read_node(node: yaml.Node, frame: str, collector: EntryCollector, seen: set[int]) -> None:
    """Read what is below one key; `seen` are the nodes read before, which an alias names again."""
    line = node.start_mark.line + 1
    if id(node) in seen:
        collector.skip(line, frame, "an alias of YAML is not followed; repeat the words")
        return
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            _read_node(value, _joined(frame, str(key.value)), collector, seen)
        return
    if frame:
        collector.open(frame, line)
    if isinstance(node, yaml.SequenceNode):
        for value in node.value:
            _read_node(value, frame, collector, seen)
    elif frame:
        collector.add(frame, str(node.value), line)
    else:
        collector.skip(line, str(node.value), _IN_NO_CATEGORY)


def _joined(frame: str, name: str) -> str:
    return ".".join(part for part in (frame, name.strip()) if part)


def read_yoshikoder(data: bytes, collector: EntryCollector) -> None:
    """Read a dictionary of Yoshikoder, the outermost category of which is its title."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        collector.skip(error.lineno, "", "this is not XML from here on")
        return
    if root.get("patternengine", "").startswith("regex"):
        collector.note("its words are regular expressions; only plain words and stars are read")
    outermost = root.findall("cnode")
    is_title = len(outermost) == 1 and outermost[0].find("cnode") is not None
    if not is_title:
        _read_categories(root, "", collector)
        return
    collector.title = outermost[0].get("name", "")
    _read_categories(outermost[0], "", collector)


def _read_categories(element: etree._Element, frame: str, collector: EntryCollector) -> None:
    for child in element:
        name = (child.get("name") or "").strip()
        line = child.sourceline
        if child.tag == "cnode":
            below = _joined(frame, name)
            _read_categories(child, below, collector)
            described = (child.get("desc") or "").strip()
            if described and described != name:
                collector.means[below] = described
        elif child.tag != "pnode":
            collector.skip(line, str(child.tag), "it is neither a category nor a word")
        elif frame:
            collector.add(frame, name, line)
        else:
            collector.skip(line, name, _IN_NO_CATEGORY)


def looks_like_wordstat(lines: list[str]) -> bool:
    """Say whether half of the lines are indented and end with a weight."""
    weighted = [line for line in lines if line[0] in " \t" and _WEIGHTED.fullmatch(line.rstrip())]
    return bool(weighted) and 2 * len(weighted) >= len(lines)


def read_wordstat(text: str, collector: EntryCollector) -> None:
    """Read a .cat file; a line without a weight is a category."""
    above: list[tuple[int, str]] = []  # the indents and names of the categories around the line
    unused_weights = 0
    for number, line in numbered_lines(text):
        expanded = line.expandtabs(8)
        indent = len(expanded) - len(expanded.lstrip())
        above = [(outer, name) for outer, name in above if outer < indent]
        frame = ".".join(name for _, name in above)
        written = line.strip()
        match = _WEIGHTED.fullmatch(written)
        if written.startswith("@"):
            collector.skip(number, written, "rules about words near each other are not supported")
        elif match is None:
            above.append((indent, written))
            collector.open(_joined(frame, written), number)
        elif not frame:
            collector.skip(number, written, _IN_NO_CATEGORY)
        elif float(match["weight"].replace(",", ".")) == 0:
            collector.skip(number, written, "its weight is 0")
        else:
            unused_weights += match["weight"] != "1"
            collector.add(frame, match["entry"], number)
    collector.close_branches()
    if unused_weights:
        collector.note("each entry counts once, whatever its weight")


def looks_like_lexicoder(lines: list[str]) -> bool:
    """Say whether the first line names a category."""
    return bool(lines) and re.match(r"\+\s*\w", lines[0]) is not None


def read_lexicoder(text: str, collector: EntryCollector) -> None:
    """Read a .lc3 file."""
    frame = ""
    for number, line in numbered_lines(text):
        written = line.strip()
        if written.startswith("+"):
            frame = written[1:].strip()
            collector.open(frame, number)
        elif frame:
            collector.add(frame, written, number)
        else:
            collector.skip(number, written, _IN_NO_CATEGORY)
