import datetime
import os
from collections.abc import Iterable, Iterator
from typing import Any, Literal, TypeAlias

__version__: str

Day: TypeAlias = str | datetime.date
"""A day: ISO 8601, or a `datetime.date`."""

Time: TypeAlias = str | datetime.date | datetime.datetime
"""A day, or a local time."""

Source: TypeAlias = bytes | bytearray | str | os.PathLike[str] | dict[str, Any]
"""A page: its bytes, HTML or an article's text as `str`, a path, or a record with `text` or `html`."""

class Error(Exception):
    """Anything that onrecord could not do."""

class ReadError(Error):
    """A page that could not be read."""

    source: str
    """Its name, with its place in a container if it has one."""
    reason: str
    """Why, and what to do."""

class LedgerError(Error):
    """A ledger that could not be opened or asked."""

class Page:
    """A page that was read. Spans count UTF-8 bytes of `text`."""

    @property
    def sha256(self) -> str:
        """SHA-256 of the page's bytes, its id."""
    @property
    def source(self) -> str:
        """Path, record or name that it came from."""
    @property
    def url(self) -> str | None:
        """Address, if it is known."""
    @property
    def title(self) -> str | None:
        """Headline."""
    @property
    def outlet(self) -> str | None:
        """Who published it."""
    @property
    def lang(self) -> str:
        """Language tag."""
    @property
    def published(self) -> datetime.date | None:
        """Day of publication; `None` rather than wrong."""
    @property
    def text(self) -> str:
        """The article's text."""
    @property
    def claims(self) -> list[dict[str, Any]]:
        """The claims as `onrecord read` prints them, each with its `words`."""
    @property
    def notes(self) -> list[str]:
        """What was noted: damage that was read through, doubts."""
    def to_dict(self) -> dict[str, Any]:
        """Everything, as `onrecord read` prints it."""
    def to_json(self) -> str:
        """The same as one line of JSON."""
    def _repr_html_(self) -> str: ...

class Pages(Iterator[Page]):
    """Pages as they are read, in the order of what they are read from."""

    def __iter__(self) -> Pages: ...
    def __next__(self) -> Page: ...
    @property
    def skipped(self) -> dict[str, int]:
        """What was not read because it is no page, by kind."""

class Table:
    """Rows are dicts by the names of its columns; data frames take it by Arrow without copying it."""

    @property
    def name(self) -> str:
        """claims, matters, origins or pages."""
    @property
    def columns(self) -> list[str]:
        """Names of the columns."""
    def __len__(self) -> int: ...
    def __getitem__(self, index: int) -> dict[str, Any]: ...
    def to_dicts(self) -> list[dict[str, Any]]:
        """All rows as dicts."""
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

class Matter:
    """A matter: the question that claims answer, and where it stands."""

    @property
    def id(self) -> str:
        """`kind/subject/object`."""
    @property
    def title(self) -> str:
        """What it is about."""
    @property
    def kind(self) -> str:
        """Kind of event: licence, deal, legal, …"""
    @property
    def state(self) -> str | None:
        """The state; `None` if nothing that was said settles one."""
    @property
    def polarity(self) -> Literal["affirmed", "negated"]: ...
    @property
    def standing(self) -> str | None:
        """Whose word the state rests on: record, authority, party, …"""
    @property
    def settled(self) -> bool:
        """True if a record or the deciding authority says so. Otherwise it is only reported."""
    @property
    def since(self) -> datetime.date | None:
        """Day of the state."""
    @property
    def origin_count(self) -> tuple[int, int]:
        """Independent first sources behind the state: at the least and at the most."""
    @property
    def flags(self) -> list[str]:
        """disputed, denied, no_comment, stale."""
    @property
    def sentence(self) -> str:
        """Where it stands, in a sentence."""
    def to_dict(self) -> dict[str, Any]:
        """Everything, as `onrecord status --json` prints it."""
    def origins(self) -> dict[str, Any]:
        """Who first said what and who only repeats it, as `onrecord origins --json` prints it."""
    def timeline(self) -> list[dict[str, Any]]:
        """On which days it moved and what moved it, as `onrecord timeline --json` prints it."""
    def report(self, *, lang: Literal["en", "zh"] = "en") -> str:
        """The report on this matter as one HTML file."""
    def _repr_html_(self) -> str: ...

class Brief:
    """Where matters stand as of a day, weightiest first: a sequence of `Matter`."""

    @property
    def as_of(self) -> datetime.date | None:
        """The day that it holds for; `None` if no page has a date."""
    def __len__(self) -> int: ...
    def __getitem__(self, index: int) -> Matter: ...
    def __iter__(self) -> Iterator[Matter]: ...
    def to_dict(self) -> dict[str, Any]:
        """Everything, as `onrecord brief --json` prints it."""
    def matters(self) -> Table:
        """One row a matter."""
    def claims(self) -> Table:
        """One row a claim."""
    def origins(self) -> Table:
        """One row a claim of a matter, with its origin and why it belongs to it."""
    def pages(self) -> Table:
        """One row a page."""
    def report(self, *, lang: Literal["en", "zh"] = "en") -> str:
        """The report on all these matters as one HTML file."""
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def _repr_html_(self) -> str: ...

class Ledger:
    """A ledger in a file. Only `add` writes."""

    def __init__(self, path: str | os.PathLike[str], *, create: bool = True) -> None: ...
    @property
    def path(self) -> str | os.PathLike[str]:
        """Where it lies."""
    def add(
        self,
        items: os.PathLike[str] | Iterable[Source],
        *,
        jobs: int | None = None,
        date: Time | None = None,
        learnt: Time | None = None,
    ) -> dict[str, Any]:
        """Adds pages, each once; gives `added`, `known`, `failed`, `skipped`, and `errors` by name."""
    def status(
        self,
        words: str | list[str] | None = None,
        *,
        as_of: Day | None = None,
        known_on: Day | None = None,
        all: bool = False,
    ) -> Brief:
        """Where the matters stand that hold all the words; all matters if there are none."""
    def timeline(
        self, words: str | list[str] | None = None, *, as_of: Day | None = None, known_on: Day | None = None
    ) -> list[dict[str, Any]]:
        """On which days they moved and what moved them."""
    def claims(self, *, kind: str | None = None, entity: str | None = None) -> Table:
        """Claims, one a row."""
    def origins(self, words: str | list[str] | None = None, *, as_of: Day | None = None) -> Table:
        """Claims of matters with the origins that they go back to, one a row."""
    def pages(self) -> Table:
        """Pages, one a row."""
    def explain(self, claim: str) -> dict[str, Any]:
        """How a claim came about: `claim`, `head`, `lines`. `KeyError` if there is none."""
    def search(self, words: str | list[str], *, limit: int = 20) -> list[dict[str, Any]]:
        """Pages that hold all the words, best first."""

def read(
    source: Source,
    *,
    date: Time | None = None,
    plain: bool = False,
    name: str | None = None,
    url: str | None = None,
    title: str | None = None,
    outlet: str | None = None,
    lang: str | None = None,
) -> Page:
    """Reads one page. `date` is the day of publication if it is known from elsewhere."""

def read_many(
    items: os.PathLike[str] | Iterable[Source],
    *,
    jobs: int | None = None,
    date: Time | None = None,
    errors: Literal["raise", "yield"] = "raise",
) -> Pages:
    """Reads many pages on `jobs` threads, in the order of the input, without the interpreter's lock.

    A page that cannot be read raises `ReadError` when it is its turn, and the iterator goes on after it; with
    `errors="yield"` the exception is given in place of the page. A path is walked: a folder, an archive.
    """

def brief(
    pages: os.PathLike[str] | Iterable[Page | Source],
    *,
    as_of: Day | None = None,
    jobs: int | None = None,
    all: bool = False,
) -> Brief:
    """Brings pages together and says where every matter in them stands."""
