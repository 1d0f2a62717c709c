"""The signs that panes draw with: one set for UTF-8 terminals, one for those without."""

from __future__ import annotations

from breadtui.values import dataclass


@dataclass(frozen=True, slots=True)
class Glyphs:
    """One drawing set; every sign is one cell wide, but `bar_ends`, which may be empty."""

    opened: str
    closed: str
    chosen: str
    down: str
    tee: str
    corner: str
    cut_cycle: str
    foreign: str
    deeper: str
    none: str
    bar_full: str
    bar_parts: str
    bar_empty: str
    bar_ends: tuple[str, str]
    is_ascii: bool
    separator: str
    earlier: str
    came_from: str
    dot: str
    rule: str
    checkpoint: str
    leads_to: str
    elsewhere: str
    node: str
    node_root: str
    node_chosen: str
    node_absent: str
    marked: str


UNICODE = Glyphs(
    opened="▾",
    closed="▸",
    chosen="●",
    down="│",
    tee="├",
    corner="└",
    cut_cycle="↺",
    foreign="⇠",
    deeper="⋯",
    none="–",
    bar_full="█",
    bar_parts="▏▎▍▌▋▊▉",
    bar_empty=" ",
    bar_ends=("", ""),
    is_ascii=False,
    separator="›",
    earlier="‹",
    came_from="←",
    dot="·",
    rule="─",
    checkpoint="•",
    leads_to="→",
    elsewhere="⇢",
    node="●",
    node_root="◆",
    node_chosen="◉",
    node_absent="○",
    marked="✓",
)
ASCII = Glyphs(
    opened="v",
    closed=">",
    chosen="*",
    down="|",
    tee="|",
    corner="`",
    cut_cycle="@",
    foreign="<",
    deeper="~",
    none="-",
    bar_full="#",
    bar_parts="",
    bar_empty=" ",
    bar_ends=("[", "]"),
    is_ascii=True,
    separator=">",
    earlier="<",
    came_from="<",
    dot="-",
    rule="-",
    checkpoint=".",
    leads_to=">",
    elsewhere=">",
    node="*",
    node_root="=",
    node_chosen="#",
    node_absent="o",
    marked="+",
)
