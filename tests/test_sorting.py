import numpy as np
import pytest

from mediakit.sorting import sort_keys


def test_keys_are_sorted_and_equal_ones_stay_as_they_were():
    keys, places = sort_keys(np.array([7, 2, 2**63, 7, 0, 2], dtype=np.uint64))
    assert keys.tolist() == [0, 2, 2, 7, 7, 2**63]
    assert places.tolist() == [4, 1, 5, 0, 3, 2]


@pytest.mark.parametrize(
    ("lowest", "highest"), [(0, 1), (0, 2**11), (2**40, 2**40 + 2**22), (0, 2**64 - 1)]
)
def test_many_keys_are_sorted_as_by_numpy(lowest, highest):
    generator = np.random.default_rng(0)
    given = generator.integers(lowest, highest, size=5_000, dtype=np.uint64, endpoint=True)
    given[[10, 4_000]] = lowest, highest
    keys, places = sort_keys(given)
    assert places.tolist() == np.argsort(given, kind="stable").tolist()
    assert keys.tolist() == np.sort(given).tolist()


def test_no_keys_are_sorted_to_none():
    keys, places = sort_keys(np.empty(0, dtype=np.uint64))
    assert len(keys) == len(places) == 0
