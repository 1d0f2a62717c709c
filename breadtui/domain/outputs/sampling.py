"""A few rows at random, the same for the same seed."""

from __future__ import annotations

SAMPLE_ROWS = 10
_MULTIPLIER, _INCREMENT, _MASK = 6364136223846793005, 1442695040888963407, (1 << 64) - 1


def sample_of(seed: int, count: int, most: int = SAMPLE_ROWS) -> tuple[int, ...]:
    """Places of at most `most` different rows among `count`, in order; another seed gives others.

    Source: Knuth's linear congruential generator, its upper bits; Floyd's way to draw without repetition.
    """
    state, drawn = (seed * 2 + 1) & _MASK, set[int]()
    wanted = min(most, count)
    for upper in range(count - wanted, count):
        state = (state * _MULTIPLIER + _INCREMENT) & _MASK
        state = (state * _MULTIPLIER + _INCREMENT) & _MASK
        place = (state >> 32) % (upper + 1)
        drawn.add(upper if place in drawn else place)
    return tuple(sorted(drawn))
