"""What the explorer does itself: what answers its panes, or is asked of it at its start."""

from __future__ import annotations

from breadtui.ui.screens.base.using import Using
from breadtui.ui.screens.charts.charting import Charting
from breadtui.ui.screens.events.watching import Watching
from breadtui.ui.screens.explorer.labelling import Labelling
from breadtui.ui.screens.explorer.tree_wishes import TreeWishes
from breadtui.ui.screens.monitor.monitoring import Monitoring
from breadtui.ui.screens.monitor.pausing import Pausing
from breadtui.ui.screens.prompt.siding import Siding
from breadtui.ui.screens.rows.opening import RowsOpening
from breadtui.ui.screens.starting.launching import Launching
from breadtui.ui.screens.starting.recreating import Recreating
from breadtui.ui.screens.transfer.metrics_exporting import MetricsExporting
from breadtui.ui.screens.transfer.transcribing import Transcribing


class Abilities(
    TreeWishes,
    Watching,
    Transcribing,
    MetricsExporting,
    Charting,
    Pausing,
    Monitoring,
    Siding,
    Using,
    Launching,
    Recreating,
    RowsOpening,
    Labelling,
):
    """What a key, a word or a pane asks for."""
