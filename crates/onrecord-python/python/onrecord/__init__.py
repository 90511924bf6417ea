"""Who said what, when, on whose authority, and where does the matter stand.

News pages in Chinese and English, read offline, the same every time. Begin with `brief(pathlib.Path("saved/"))`, or
keep pages in a `Ledger`.
"""

from ._onrecord import (
    Brief,
    Error,
    Ledger,
    LedgerError,
    Matter,
    Page,
    Pages,
    ReadError,
    Table,
    __version__,
    brief,
    read,
    read_many,
)

__all__ = [
    "Brief",
    "Error",
    "Ledger",
    "LedgerError",
    "Matter",
    "Page",
    "Pages",
    "ReadError",
    "Table",
    "__version__",
    "brief",
    "read",
    "read_many",
]
