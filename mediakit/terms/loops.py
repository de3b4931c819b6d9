"""The compiled loops that find the terms of each row, in order, and count them."""

from __future__ import annotations

import numpy as np

from mediakit.compiling import compiled, compiled_into

__all__ = ["row_sequences", "row_words"]

#: Up to this many words a row is sorted by insertion.
FEW = 32
_DIGIT = np.uint32(10)
_RADIX = 1 << 10
_LOW = np.uint32(_RADIX - 1)
_ONE = np.uint64(1)


@compiled
def row_words(ids, starts, notes, columns, counts, ends):
    """Write the distinct words of each row in order, and how often each occurs there.

    `notes` has two numbers for each word, side by side because they are looked up together: how
    often it occurs in the row, 0 before and after, and how many rows had it so far. The function
    returns how many words were written.
    """
    most = _most_tokens(starts)
    found = np.empty(most + 1, dtype=np.uint32)
    spare = np.empty(most + 1, dtype=np.uint32)
    n_written = 0
    for row in range(len(starts) - 1):
        n = _distinct_words(ids, starts[row], starts[row + 1], notes, found)
        _sort(found, spare, n)
        for i in range(n):
            word = found[i]
            columns[n_written + i] = word
            counts[n_written + i] = notes[word, 0]
            notes[word, 0] = 0
            notes[word, 1] += 1
        n_written += n
        ends[row] = n_written
    return n_written


@compiled_into
def _most_tokens(starts):
    most = 0
    for row in range(len(starts) - 1):
        most = max(most, starts[row + 1] - starts[row])
    return most


@compiled_into
def _distinct_words(ids, first, stop, notes, found):
    """Count the words of a row, and write each once; return how many there are.

    There is no branch to guess wrong: each token is written as if its word were new.
    """
    n = 0
    for token in range(first, stop):
        word = ids[token]
        found[n] = word
        n += notes[word, 0] == 0
        notes[word, 0] += 1
    return n


@compiled
def _sort(found, spare, n):
    """Sort n words: by insertion if they are few, else by radix."""
    if n <= FEW:
        for i in range(1, n):
            word = found[i]
            j = i
            while j and found[j - 1] > word:
                found[j] = found[j - 1]
                j -= 1
            found[j] = word
        return
    highest = np.uint32(0)
    for i in range(n):
        highest = max(highest, found[i])
    tally = np.empty(_RADIX, dtype=np.int32)
    source = found
    target = spare
    shift = np.uint32(0)
    swapped = False
    while shift < np.uint32(32) and highest >> shift:
        tally[:] = 0
        for i in range(n):
            tally[source[i] >> shift & _LOW] += 1
        _to_begins(tally, _RADIX)
        for i in range(n):
            digit = source[i] >> shift & _LOW
            target[tally[digit]] = source[i]
            tally[digit] += 1
        source, target = target, source
        swapped = not swapped
        shift += _DIGIT
    if swapped:
        found[:n] = spare[:n]


@compiled_into
def _to_begins(tally, n):
    """Turn how many there are of each into where each begins."""
    total = 0
    for i in range(n):
        n_here = tally[i]
        tally[i] = total
        total += n_here


@compiled
def row_sequences(prefixes, ids, starts, paragraphs, base, shortest, bits, notes, pairs, ends):
    """Write the distinct sequences of each row in order, each as its key and, below it, its count.

    `prefixes[k, i]` numbers the sequence of k + 1 words that begins at token i. A sequence of n
    words has the key prefix * base + (the number of its last word + 1); if it is itself a prefix,
    prefix * base + 0. Counts take up `bits`; `notes` are those of `row_words`. The function returns
    how many sequences were written.
    """
    longest = len(prefixes) + 1
    most = _most_tokens(starts) + 1
    found = np.empty(most, dtype=np.uint32)
    spare = np.empty(most, dtype=np.uint32)
    sequence = np.empty(most * longest, dtype=np.int32)
    tokens = np.empty(most * longest, dtype=np.int32)
    order = np.empty((2, most), dtype=np.int32)
    tally = np.empty(most + 1, dtype=np.int32)
    n_pairs = 0
    paragraph = np.searchsorted(paragraphs, starts[0])
    for row in range(len(starts) - 1):
        first = starts[row]
        n_words = _distinct_words(ids, first, starts[row + 1], notes, found)
        _sort(found, spare, n_words)
        for i in range(n_words):
            notes[found[i], 0] = i + 1
        n = 0
        n_tokens = 0
        token = first
        while token < starts[row + 1]:
            paragraph += 1
            stop = starts[row + 1]
            if paragraph < len(paragraphs):
                stop = min(stop, paragraphs[paragraph])
            while token < stop:
                sequence[n] = notes[ids[token], 0]
                tokens[n] = token - first
                order[0, n_tokens] = n
                n_tokens += 1
                n += 1
                token += 1
            for _ in range(longest - 1):  # so that no sequence reaches into the next paragraph
                sequence[n] = 0
                n += 1
        _sort_sequences(order, n_tokens, sequence, longest, tally, n_words)
        n_pairs = _write_sequences(
            order[longest & 1, :n_tokens],
            sequence,
            tokens,
            prefixes[:, first:],
            ids[first:],
            base,
            shortest,
            bits,
            pairs,
            n_pairs,
        )
        for i in range(n_words):
            notes[found[i], 0] = 0
        ends[row] = n_pairs
    return n_pairs


@compiled_into
def _sort_sequences(order, n_tokens, sequence, longest, tally, n_words):
    """Sort the places of a row by the words from there on, the last of them first."""
    for k in range(longest - 1, -1, -1):
        source = order[(longest - 1 - k) & 1]
        target = order[(longest - k) & 1]
        tally[: n_words + 1] = 0
        for i in range(n_tokens):
            tally[sequence[source[i] + k]] += 1
        _to_begins(tally, n_words + 1)
        for i in range(n_tokens):
            rank = sequence[source[i] + k]
            target[tally[rank]] = source[i]
            tally[rank] += 1


@compiled_into
def _write_sequences(order, sequence, tokens, prefixes, ids, base, shortest, bits, pairs, n_pairs):
    """Write the sequences that begin at each place: new ones, or one more of those before."""
    longest = len(prefixes) + 1
    last = np.empty(longest + 1, dtype=np.int64)
    before = 0
    for i in range(len(order)):
        place = order[i]
        n_same = 0
        if i:
            while (
                n_same < longest
                and sequence[place + n_same]
                and sequence[place + n_same] == sequence[before + n_same]
            ):
                n_same += 1
        for length in range(shortest, n_same + 1):
            pairs[last[length]] += _ONE
        before = place
        token = tokens[place]
        for length in range(max(shortest, n_same + 1), longest + 1):
            if sequence[place + length - 1] == 0:
                break
            key = np.uint64(prefixes[min(length, longest - 1) - 1, token]) * base
            if length == longest:
                key += np.uint64(ids[token + length - 1] + 1)
            pairs[n_pairs] = key << bits | _ONE
            last[length] = n_pairs
            n_pairs += 1
    return n_pairs
