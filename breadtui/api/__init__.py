"""The wire: every operation of the Bread service, as domain values in and out."""

import sys

# httpx brings a command line of its own where rich and click are there; it would cost a script a quarter of its start.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]  # None is how a module is kept from loading
