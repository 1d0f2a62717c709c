"""Repeatable chance: the same seed and position always give the same number."""

_MASK = (1 << 64) - 1
_BUCKET = (1 << 21) - 1


def bits(seed: int, position: int) -> int:
    """Scatter seed and position over 64 bits.

    Source: the finaliser of splitmix64, fast enough in plain Python for series of 100,000 rows.
    """
    z = (seed * 0x9E3779B97F4A7C15 + position * 0xD1B54A32D192ED03 + 0x632BE59BD9B4E019) & _MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
    return z ^ (z >> 31)


def uniform(seed: int, position: int) -> float:
    """Draw a number from 0 up to, but not including, 1."""
    return (bits(seed, position) >> 11) / (1 << 53)


def bell(seed: int, position: int) -> float:
    """Draw a number around 0 with deviation 1, never beyond ±3."""
    z = bits(seed, position)
    total = (z & _BUCKET) + ((z >> 21) & _BUCKET) + ((z >> 42) & _BUCKET)
    return (total / _BUCKET - 1.5) * 2


def seed_of(*parts: object) -> int:
    """Turn names into a seed that is the same in every process.

    Python's own `hash` of text differs from process to process.
    """
    seed = 0
    for character in "\x1f".join(str(part) for part in parts):
        seed = (seed * 1_000_003 + ord(character)) & _MASK
    return seed
