"""Who is heard: quotations, whose words they are, and how often each kind of source speaks.

How a text is read, from letters to speakers, one idea a file:

- `grammar/`, compiled loops: `marks` finds where quotations begin and end, `pieces` cuts the text
  into words, `sentences` into sentences; `phrases`, `subjects` and `cues` find who does what,
  `nearby` and `speakers` give each quotation its source by the first rule that fits, `judging`
  says which quotations are speech and how sure, `indirect` finds speech without marks, `walking`
  what a pronoun is looked up in, `shapes` what a transcript is. `signs` has the bits that words
  have, `rules` the names of the rules.
- `languages/`: a file a language with its verbs, its word order and its names. Nothing of a
  language is in the code; `language` and `vocabulary` read the files.
- `reading` runs the loops over a text; `kinds` tells what kind of source a phrase names,
  `resolving` who it is in its article, `extracting` makes the rows of an article.
- `summaries` does this part by part, `joining` gives a person one name over all articles,
  `people_lists` adds what a reporter's own list says.
- `finding`, `result` and `excerpting` are `find_quotes` and what it returns.
- `counting`, `source_numbers`, `source_sentences` and `source_result` are `count_sources`.
"""

from mediakit.quotes.counting import count_sources
from mediakit.quotes.finding import find_quotes
from mediakit.quotes.result import Quotations
from mediakit.quotes.source_result import SourceCounts
from mediakit.quotes.summaries import FindQuotes

__all__ = ["FindQuotes", "Quotations", "SourceCounts", "count_sources", "find_quotes"]
