"""What the columns of mediakit's tables are called in words, and how their values are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from mediakit.tables.forms import FORMS, form_of

__all__ = ["HIDDEN", "Heading", "heading_of"]

#: Columns that people do not read: keys, and marks that the caption explains.
HIDDEN = frozenset(
    "article_id example_ids story source_id gap p p_from_tail question key forbids".split()
)


@dataclass(frozen=True)
class Heading:
    """The words over a column, and the form of its values: a name of `tables.forms`."""

    words: str
    form: str

    def __post_init__(self) -> None:
        if self.form not in FORMS:
            raise KeyError(self.form)


# A line a column: its name, its form, its heading. {a} and {b} stand for the two sides.
_LINES = """
a                  text     one outlet
after              rate     after
alpha              decimal  alpha
agreement          decimal  agreement of samples
alpha              decimal  Krippendorff's alpha
as_measured        decimal  distance as measured
auc                decimal  told apart (AUC)
auc_half           decimal  told apart, from half as many
b                  text     the other
badge              text     may it be used?
before             rate     before
chosen             whether recommended
coded_share        percent  coded by hand
coherence          decimal  coherence
containment        percent  of the shorter text
count              count    uses
count_a            count    uses, {a}
count_b            count    uses, {b}
count_first        count    uses of the first word
count_second       count    uses of the second word
coverage           percent  best match elsewhere
date               day      date
difference         signed   difference
distance           decimal  distance
elsewhere          percent  in other outlets
expected           percent  by chance
f1                 decimal  F1
feature            text     compared
fell_by            text     does not hold
finding            text     finding
firm_share         percent  articles in firm topics
firmness           decimal  firmness
first_date         day      earliest
from               day      from
group              text     outlet
holds              whether holds over the page
kappa              decimal  Cohen's kappa
label              text     frame
last_before        day      last period before
last_date          day      latest
least_lag          lag      earlier by at least
log_likelihood     rate     log likelihood
kind               text     kind
log_ratio          times    times as often in {a}
longest_run        count    longest run of words
mean_a             decimal  mean, {a}
mean_b             decimal  mean, {b}
measure            percent  of its articles
more_in            text     more in
most_lag           lag      earlier by at most
n_a_first          count    {a} first
n_agency           count    agency copy
n_apart            count    coded both ways
n_articles         count    articles
n_articles_a       count    articles, {a}
n_articles_b       count    articles, {b}
n_b_first          count    {b} first
n_choices          count    choices
n_coded            count    coded by hand
n_firm             count    firm topics
n_excerpts         count    with a long excerpt
n_first            count    first
n_held             count    choices under which it holds
n_independent      count    independent articles
n_mentioning       count    articles that match
n_more             count    more to code
n_nearest          count    articles nearest to it
n_no               count    no by all
n_noted            count    an agency helped
n_no               count    coded no
n_outlets          count    outlets
n_own              count    own
n_shared           count    also elsewhere
n_sister           count    also in a sister title
n_stories          count    shared stories
n_then             count    articles since then
n_tied             count    same date or time
n_topics           count    topics
n_twice            count    coded twice
n_twice            count    coded by two
n_update           count    later versions
n_versions         count    versions
n_weeks            count    weeks
n_yes              count    coded yes
npmi               decimal  bond (NPMI)
outlet             text     outlet
partial            yes      incomplete period
passage            text     passage
per_day            rate     articles a day
precision          percent  rightly found
published_at       moment   published
q                  chance   false discovery rate (q)
q_page             chance   false discovery rate over the page (q)
rate_a             rate     per 10,000 words, {a}
rate_b             rate     per 10,000 words, {b}
ratio              rate     times as many
recall             percent  found of all
score              percent  share of sentences
share              percent  share
similarity         percent  alike
small_sample       yes      fewer than 30 articles
source             text     source
source_date        day      date there
source_outlet      text     first in
survives           whether holds throughout
term               text     word
threshold          decimal  yes from a score of
title              text     headline
title_outlet       text     from
topic              text     topic
until              day      until
url                text     address
weakest            signed   weakest difference
weight             decimal  weight
what               text     fault
words_out          count    words taken out
"""

_KNOWN = {
    name: Heading(words.strip(), form)
    for name, form, words in (line.split(None, 2) for line in _LINES.strip().split("\n"))
}


def heading_of(
    name: str,
    values: pd.Series,
    sides: Mapping[str, str],
    own: Mapping[str, Heading],
) -> Heading:
    """Return the heading of a column, with the names of the sides in it.

    A table may have headings of its own; a column that mediakit does not know keeps its name.
    """
    if name in own:
        return own[name]
    if name not in _KNOWN:
        return Heading(str(name).replace("_", " "), form_of(values))
    known = _KNOWN[name]
    words = known.words
    for letter, side in sides.items():
        words = words.replace(f"{{{letter}}}", side)
    return Heading(words, known.form)
