"""The statements of reports about their own figures, with both counts, as they are shown."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby
from types import MappingProxyType

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from ..records import Claim
from .listing import Format, ListedRow, Trimmed, hanging, plain, show
from .store import StoreReader

CLAIM_COLUMNS = (
    "document",
    "page",
    "seq",
    "where",
    "text",
    "claimed",
    "recomputed",
    "unit",
    "verdict",
    "explanation",
)
_FEW = 3  # of each reason, where nobody asked for all
VERDICTS: Mapping[str, str] = MappingProxyType({"fails": "Fail", "holds": "Hold", "uncheckable": "Cannot be checked"})


def show_claims(
    store: StoreReader,
    on: Console,
    *,
    document: str | None = None,
    verdict: str | None = None,
    form: Format = "table",
) -> None:
    """The claims of reports with what recounting them gave, those that fail first, in the order of the pages.

    Of what cannot be checked, the table for people tells a few of each reason, unless it is asked for.

    Args:
        store: where the results are.
        on: where to print.
        document: only this one.
        verdict: only ``holds``, ``fails`` or ``uncheckable``.
        form: ``table``, ``csv`` or ``json``.

    Raises:
        StoreError: there is no such document.
    """
    if document is not None:
        store.require(document)
    claims = [each for each in store.claims(document=document) if verdict in (None, each.verdict)]
    order = list(VERDICTS)
    claims.sort(key=lambda claim: order.index(claim.verdict))
    if form != "table":
        show([_row(claim) for claim in claims], CLAIM_COLUMNS, form, on)
        return
    for name, alike in groupby(claims, key=lambda claim: claim.verdict):
        listed = list(alike)
        on.print(Text(f"{VERDICTS[name]}: {len(listed)}", style="bold"))
        if name == "uncheckable":
            _show_by_reason(listed, on, most=_FEW if verdict is None else len(listed))
        else:
            _show_alike(listed, on)
    told = counted(Counter(claim.verdict for claim in claims))
    on.print(Trimmed(Text(told or "No statements about figures were found.")))


def counted(verdicts: Mapping[str, int]) -> str:
    """How many claims hold, fail and cannot be checked; empty where there are none."""
    words = {"holds": "hold", "fails": "fail", "uncheckable": "cannot be checked"}
    return ", ".join(f"{verdicts[verdict]} {word}" for verdict, word in words.items() if verdicts.get(verdict))


def _show_alike(claims: Sequence[Claim], on: Console) -> None:
    for claim in claims:
        where = f"{claim.document}, page {claim.box.page}, claim {claim.seq}"
        figures = f"stated {_figure(claim, plain(claim.claimed))}"
        if claim.recomputed is not None:
            figures += f", recounted {_figure(claim, f'{claim.recomputed.normalize():f}')}"
        parts = [(where, "bold"), (f"\n{claim.text}", ""), (f"\n{figures}", "")]
        if claim.explanation:
            parts.append((f"\n{claim.explanation}", ""))
        on.print(Trimmed(Padding(Text.assemble(*parts, overflow="fold"), (0, 0, 1, 2))))


def _show_by_reason(claims: Sequence[Claim], on: Console, *, most: int) -> None:
    """Claims that cannot be checked under the reason why, the most frequent reason first; so many of each at most."""
    alike: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        alike[claim.explanation or "Nothing told what it counts."].append(claim)
    for reason, of_it in sorted(alike.items(), key=lambda one: -len(one[1])):
        on.print(Trimmed(Padding(Text(f"{len(of_it)}: {reason}", overflow="fold"), (0, 0, 0, 2))))
        lines = [
            (f"{claim.document}, page {claim.box.page}", f"{_figure(claim, plain(claim.claimed))} in “{claim.text}”")
            for claim in of_it[:most]
        ]
        if len(of_it) > most:
            lines.append((f"and {len(of_it) - most} more", "all of them: --verdict uncheckable"))
        on.print(Trimmed(Padding(hanging(lines), (0, 0, 1, 4))))


def _figure(claim: Claim, text: str) -> str:
    return f"{text}%" if claim.unit == "percent" else text


def _row(claim: Claim) -> ListedRow:
    return {
        **{name: getattr(claim, name, None) for name in CLAIM_COLUMNS},
        "page": claim.box.page,
    }
