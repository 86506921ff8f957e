"""The theme of each row: from its column, else from the headings above, told the same way all over a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .observations import Draft
from .sections import theme_over


def with_themes(drafts: Sequence[Draft], titles: frozenset[str]) -> list[Draft]:
    """Give each row its theme.

    A heading that is the theme of other rows is that of the rows right under it too, though there
    it is their section: a priority has measures of its own and others under its deliverables.

    Args:
        drafts: the rows in printed order, with the theme that a column prints.
        titles: the folded headings that name the whole document.
    """
    told = [draft.theme or theme_over(draft.headings, draft.section, titles) for draft in drafts]
    known = {theme for theme in told if theme is not None}
    above = [next((heading for heading in draft.headings if heading in known), None) for draft in drafts]
    return [replace(draft, theme=theme or over) for draft, theme, over in zip(drafts, told, above, strict=True)]
