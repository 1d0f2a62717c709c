"""What comes of a target, in words."""

from __future__ import annotations

from breadtui.domain.target.generators import RowCount


def count_words(count: RowCount) -> str:
    """`600 questions × 5 answers = 3000 rows`; at least so many where a generator does not say."""
    each = f"{count.answers} answer{'' if count.answers == 1 else 's'}"
    questions = f"{count.questions} question{'' if count.questions == 1 else 's'}"
    if count.is_open:
        return f"{questions} and as many as the service decides × {each}"
    return f"{questions} × {each} = {count.rows} row{'' if count.rows == 1 else 's'}"
