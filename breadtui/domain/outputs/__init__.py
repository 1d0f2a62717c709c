"""Rows of training data: questions that stim wrote, answers that rollout gave, in pages of any honesty."""

from breadtui.domain.outputs.extraction import answer_of, question_of
from breadtui.domain.outputs.pages import OutputPage

__all__ = ["OutputPage", "answer_of", "question_of"]
