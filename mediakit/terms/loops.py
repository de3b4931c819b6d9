"""The compiled loops that find the terms of each row, in order, and count them."""

from __future__ import annotations

import numpy as np

from mediakit.compiling import compiled, compiled_into

__all__ = ["row_keys", "row_words"]

#: Up to this many keys a row is sorted by insertion.
FEW = 64
_DIGIT = 10
_RADIX = 1 << _DIGIT
_LOW = np.uint64(_RADIX - 1)


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
    tally = np.empty(_RADIX, dtype=np.int64)
    highest = np.uint64(len(notes) - 1)
    n_written = 0
    for row in range(len(starts) - 1):
        n = _distinct_words(ids, starts[row], starts[row + 1], notes, found)
        _sort(found, spare, n, highest, tally)
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
def row_keys(prefixes, ids, starts, paragraphs, base, shortest, keys, counts, ends):
    """Write the sorted, distinct keys of each row's terms, and how often each occurs there.

    `prefixes[k, i]` numbers the sequence of k + 1 words that begins at token i. A sequence of n
    words has the key prefix * base + (the number of its last word + 1); if it is itself a prefix,
    prefix * base + 0. The function returns how many keys were written.
    """
    longest = len(prefixes) + (base > 1)
    most_tokens = _most_tokens(starts)
    found = np.empty(most_tokens * longest + 1, dtype=np.uint64)
    spare = np.empty(most_tokens * longest + 1, dtype=np.uint64)
    tally = np.empty(_RADIX, dtype=np.int64)
    n_keys = 0
    paragraph = np.searchsorted(paragraphs, starts[0])
    for row in range(len(starts) - 1):
        n = 0
        highest = np.uint64(0)
        token = starts[row]
        while token < starts[row + 1]:
            paragraph += 1
            stop = starts[row + 1]
            if paragraph < len(paragraphs) and paragraphs[paragraph] < stop:
                stop = paragraphs[paragraph]
            while token < stop:
                for length in range(shortest, min(longest, stop - token) + 1):
                    if length <= len(prefixes):
                        key = np.uint64(prefixes[length - 1, token]) * base
                    else:
                        key = np.uint64(prefixes[length - 2, token]) * base
                        key += np.uint64(ids[token + length - 1] + 1)
                    found[n] = key
                    highest = max(highest, key)
                    n += 1
                token += 1
        _sort(found, spare, n, highest, tally)
        n_keys = _write_counts(found, n, keys, counts, n_keys)
        ends[row] = n_keys
    return n_keys


@compiled_into
def _write_counts(found, n, keys, counts, n_keys):
    """Write the distinct ones of n sorted keys behind the keys so far; return their number."""
    first = 0
    while first < n:
        stop = first + 1
        while stop < n and found[stop] == found[first]:
            stop += 1
        keys[n_keys] = found[first]
        counts[n_keys] = stop - first
        n_keys += 1
        first = stop
    return n_keys


@compiled
def _sort(found, spare, n, highest, tally):
    """Sort the first n keys: by insertion if they are few, else by radix."""
    if n <= FEW:
        for i in range(1, n):
            key = found[i]
            j = i
            while j and found[j - 1] > key:
                found[j] = found[j - 1]
                j -= 1
            found[j] = key
        return
    source = found
    target = spare
    shift = np.uint64(0)
    swapped = False
    while shift < np.uint64(64) and highest >> shift:
        tally[:] = 0
        for i in range(n):
            tally[(source[i] >> shift) & _LOW] += 1
        total = 0
        for digit in range(_RADIX):
            n_here = tally[digit]
            tally[digit] = total
            total += n_here
        for i in range(n):
            digit = (source[i] >> shift) & _LOW
            target[tally[digit]] = source[i]
            tally[digit] += 1
        source, target = target, source
        swapped = not swapped
        shift += np.uint64(_DIGIT)
    if swapped:
        found[:n] = spare[:n]
