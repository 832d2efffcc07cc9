from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

from selectolax.lexbor import LexborHTMLParser
from typing_extensions import Buffer

ATTRIBUTES: tuple[str, ...]

class Element:
    @property
    def tag(self) -> str: ...
    @property
    def tag_id(self) -> int: ...
    @property
    def mem_id(self) -> int: ...
    @property
    def parent(self) -> Element | None: ...
    @property
    def attributes(self) -> dict[str, str | None]: ...
    def text(self, separator: str = "") -> str: ...
    def short_text(self, most: int, /) -> str: ...
    def is_within(self, address: int, levels: int, /) -> bool: ...

class Signs:
    def __init__(self, signs: tuple[str, ...], /) -> None: ...
    def stand_in(self, text: str, /) -> bool: ...

class Layout:
    def __len__(self) -> int: ...
    def __getitem__(self, number: int, /) -> Any: ...
    def tagged(self, tag: str, /) -> list[Any]: ...
    def count(self, box: int, tag: str, /) -> int: ...

class BoxFields: ...
class BlockFields: ...

def fold(text: str, /) -> str | None: ...
def is_legible(text: str, /) -> bool: ...
def is_plain_title(text: str, /) -> bool: ...
def is_plain_address(link: str, most: int, /) -> bool: ...
def odd_text_end(data: bytes, since: int, /) -> int: ...
def whole_entries(
    raws: tuple[tuple[Any, ...], ...],
    linked: bool,
    oldest: datetime,
    latest: datetime,
    entry: type,
    mend: tuple[Callable[[Any], Any], ...],
    most: tuple[int, ...],
    /,
) -> list[Any]: ...
def is_utf8(data: bytes, /) -> bool: ...
def name_parts(name: str, /) -> set[str]: ...
def count_marks(data: bytes, marks: bytes, /) -> int: ...
def sane_length(data: bytes, most: int, /) -> int: ...
def nested_length(data: bytes, most: int, tags: int, depth: int, /) -> int: ...
def typed_nodes(value: Any, found: list[Any], key: str, most: int, most_items: int, /) -> None: ...
def read_head(
    head: int, elements: list[Any], key: Callable[[str], str], longest: int, most: int, /
) -> tuple[dict[str, list[str]], str, list[str], str | None]: ...
def flatten(tree: LexborHTMLParser, root: int, /) -> tuple[Layout, list[Any], list[Any], int]: ...
def select(
    tree: LexborHTMLParser,
    root: int,
    selectors: tuple[tuple[int, int, tuple[tuple[int, int, str], ...]], ...],
    most: int,
    groups: int,
    /,
) -> tuple[list[Element], ...]: ...
def signed_blocks(blocks: list[Any], signs: Signs, /) -> list[Any]: ...
def choose(
    boxes: Layout,
    blocks: list[Any],
    limits: tuple[float, float, float],
    is_headline: Callable[[str], bool],
    titles: tuple[str, ...],
    initials: str,
    longest: int,
    is_known_home: Callable[[int], bool] | None,
    repeated: Collection[str],
    /,
) -> tuple[list[int], int, int]: ...
def configure_names(
    words: dict[str, int],
    stems: tuple[str, ...],
    longest: int,
    hides: Callable[[str], object],
    /,
) -> None: ...
def configure_body(
    tags: tuple[Collection[str], ...],
    shares: tuple[float, ...],
    sizes: tuple[int, ...],
    furniture: tuple[int, ...],
    asked: tuple[Callable[..., Any], ...],
    signs: tuple[Signs, ...],
    end_marks: str,
    /,
) -> None: ...
def configure(
    roles: dict[int, int],
    names: dict[int, str],
    box: type,
    block: type,
    one_line: Callable[[str], str],
    has_mark: Callable[[str], bool],
    prose_size: int,
    max_nodes: int,
    /,
) -> None: ...
def fits(parent: int, element: int, following: int, text: int, tag: int, /) -> bool: ...

# The story index: columns of numbers are given as they lie in memory.
def add_postings(
    postings: Buffer, heads: Buffer, bits: Buffer, number: int, keys: Buffer, holders: Buffer, /
) -> None: ...
def lay_anew(
    postings: Buffer, heads: Buffer, new_postings: Buffer, new_heads: Buffer | None, most: int, /
) -> int: ...
def filter_postings(postings: Buffer, heads: Buffer, bits: Buffer, /) -> None: ...
def held(postings: Buffer, heads: Buffer, key: int, most: int, /) -> list[int]: ...
def candidates(
    postings: Buffer,
    heads: Buffer,
    terms: Buffer,
    weights: Buffer,
    most: int,
    sizes: Buffer,
    limit: int,
    /,
) -> list[int]: ...
def compare(
    hashes: Buffer,
    weights: Buffer,
    stories: list[int],
    rows: Buffer,
    heads: Buffer,
    norms: Buffer,
    told: tuple[Buffer, Buffer, Buffer],
    articles: tuple[Buffer, Buffer],
    squares: Buffer,
    wide: int,
    narrow: int,
    once: float,
    explained: float,
    /,
) -> tuple[list[float], list[float]]: ...
def configure_terms(words: list[str], /) -> None: ...
def count_terms(
    title: str,
    lead: str,
    times: int,
    words: int,
    enough: int,
    codes_of: Callable[[str], tuple[int | str, ...]],
    /,
) -> tuple[bytes, bytes, int, int] | None: ...
def traces(
    codes: Buffer,
    kinds: Buffer,
    quoted: Buffer,
    breaks: Buffer,
    known: Buffer,
    shortest: int,
    most: int,
    /,
) -> tuple[bytes, bytes, bytes] | None: ...
def most_shared(
    postings: Buffer, heads: Buffer, bits: Buffer, keys: Buffer, links: int, limit: int, /
) -> list[int]: ...
def met(
    symbols: Buffer, column: Buffer, ends: Buffer, texts: list[int], /
) -> tuple[int, list[int]]: ...
def without_holder(
    postings: Buffer, heads: Buffer, keys: Buffer, alive: Buffer, most: int, /
) -> bytes: ...
def learn_terms(counts: Buffer, terms: Buffer, /) -> None: ...
def stories_with(counts: Buffer, terms: Buffer, /) -> bytes: ...
def heaviest(terms: Buffer, weights: Buffer, most: int, /) -> tuple[bytes, bytes]: ...
def besides(terms: Buffer, others: Buffer, /) -> bytes: ...
def tell_more(
    terms: Buffer, weights: Buffer, counts: Buffer, their_terms: Buffer, their_weights: Buffer, /
) -> int: ...
def fallen_apart(
    articles: tuple[Buffer, Buffer, Buffer],
    members: list[int],
    terms: int,
    day: float,
    rule: tuple[float, float, float, int, int, int],
    /,
) -> tuple[bytes, float] | None: ...
def strangers(
    articles: tuple[Buffer, Buffer, Buffer],
    members: list[int],
    of_the_first: int,
    terms: int,
    day: float,
    rule: tuple[float, float, float, int, int, int],
    /,
) -> bool: ...
def strongest_name(
    terms: Buffer, weights: Buffer, their_terms: Buffer, their_weights: Buffer, norm: float, /
) -> tuple[int, float, float]: ...
