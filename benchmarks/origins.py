"""Whose text each article is, and what preparing leaves of an outlet's own words.

    python benchmarks/origins.py

Prints, for `ukraine_2022_dev`: in how many of RT's articles with "unprovoked" the word is left after
`prepare_articles`; whether RT's background paragraph is a refrain; how many of HuffPost's articles
with "(AP) —" near the beginning are agency copy; the origin of the trial report that begins
"KHIMKI, Russia (AP)"; whether any of the texts on Gorbachev's death is a reprint of another
outlet's; and in whose story the article of 20 August on the killing of Darya Dugina is. For
`uk_immigration_2014`: what the repeated texts are, once the owners that `suggest_owners` names are
given. Two minutes.
"""

from __future__ import annotations

import pandas as pd
from reprints import load

import mediakit as mk

AGENCY_START = r"^.{0,80}\(AP\) (?:—|--|-)"


def main() -> None:
    """Print the figures."""
    raw = load("ukraine_2022_dev")
    articles = mk.prepare_articles(raw)
    print_rt(raw, articles)
    print_agency(articles)
    print_stories(articles)
    print_updates()


def print_rt(raw: pd.DataFrame, articles: pd.DataFrame) -> None:
    """Print what is left of one word in RT, and the most frequent refrain."""
    kept = articles.set_index("article_id")["text"].reindex(raw["article_id"]).fillna("")
    had = (raw["outlet"] == "RT") & raw["text"].str.contains("unprovoked", case=False, na=False)
    left = kept.str.contains("unprovoked", case=False).to_numpy()[had]
    print(f"'unprovoked' in RT: left in {left.sum()} of the {len(left)} articles that had it")
    refrains = mk.find_refrains(raw).table()
    of_rt = refrains[refrains["outlet"] == "RT"]
    print(f"refrains of RT: {len(of_rt)}, the first in {of_rt['n_articles'].max()} articles")


def print_agency(articles: pd.DataFrame) -> None:
    """Print the origin of copies that name the agency in their first line."""
    starts = articles["text"].str.contains(AGENCY_START, na=False)
    for name in ("HuffPost", "Associated Press"):
        part = articles[starts & (articles["outlet"] == name)]
        print(f"{name}, '(AP) —' in the first line: {part['origin'].value_counts().to_dict()}")
    trial = articles["text"].str.startswith("KHIMKI, Russia (AP)", na=False)
    print(f"'KHIMKI, Russia (AP)': {articles.loc[trial, 'origin'].value_counts().to_dict()}")
    died = articles["title"].str.contains("Gorbachev", na=False)
    groups = articles[died].groupby("reprint_group")["outlet"].nunique()
    print(f"articles on Gorbachev: {died.sum()}; texts of two outlets: {(groups > 1).sum()}")


def print_stories(articles: pd.DataFrame) -> None:
    """Print the story of the killing of Darya Dugina."""
    told = mk.find_stories(articles).articles().merge(articles[["article_id", "text"]])
    is_first = told["text"].str.contains("Dugin", na=False) & (told["date"] == "2022-08-20")
    story = told[told["story"].isin(told.loc[is_first, "story"])]
    first = story["date"].min()
    n_first = int((story["date"] == first).sum())
    print(
        f"Dugina: {len(story)} articles of {story['outlet'].nunique()} outlets in the story of "
        f"the article of 20 August; {n_first} of {first:%d %B}, the earliest"
    )


def print_updates() -> None:
    """Print what the repeated texts of a British corpus are."""
    articles = mk.prepare_articles(load("uk_immigration_2014"))
    suggested = mk.suggest_owners(articles)
    owners = dict(zip(suggested["outlet"], suggested["owner"], strict=True))
    print(f"owners suggested: {owners}")
    articles = mk.mark_reprints(articles, owners=owners)
    repeated = articles[articles["is_reprint"]]
    print(f"of {len(repeated)} repeated texts: {repeated['origin'].value_counts().to_dict()}")


if __name__ == "__main__":
    main()
