"""Reports in layouts that no sample shows, read from the PDF to the rows: every row right, none too many."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from pathlib import Path

import council_layouts as layouts
import pytest
import sparse_layouts as sparse

from scrutiny.extract import read
from scrutiny.language.periods import from_label
from scrutiny.normalise import normalise
from scrutiny.records import Report
from scrutiny.rules.keys import read_legend


def rows_of(
    make: Callable[[Path], layouts.Layout], folder: Path
) -> tuple[list[layouts.Printed], list[layouts.Printed]]:
    """The rows as printed and the rows as read."""
    path = folder / "report.pdf"
    layout = make(path)
    report = Report("report", path, "", "E00000000", "A Council", "Report", from_label(layout.period), "quarterly")
    extract = read(path)
    found = normalise(report, extract, read_legend(extract)).observations
    return list(layout.rows), [
        layouts.Printed(row.name, _plain(row.value), _plain(row.target), row.status or "", row.basis, row.period)
        for row in found
    ]


def _plain(figure: Decimal | None) -> str:
    return "" if figure is None else format(figure, "f")


def test_a_floor_is_no_target_and_a_coloured_arrow_no_rating(tmp_path):
    printed, found = rows_of(layouts.floor_standards, tmp_path)
    assert found == printed


def test_activity_within_an_expected_range_is_read_though_it_has_no_target(tmp_path):
    printed, found = rows_of(layouts.expected_ranges, tmp_path)
    assert found == printed


def test_figures_to_the_right_belong_to_the_heading_to_the_left_where_nothing_is_ruled(tmp_path):
    printed, found = rows_of(layouts.tolerances_without_rules, tmp_path)
    assert found == printed


def test_a_comment_across_the_row_beneath_is_not_a_row_and_two_targets_are_told_apart(tmp_path):
    printed, found = rows_of(layouts.comments_beneath, tmp_path)
    assert found == printed


def test_a_raised_figure_after_a_name_points_to_a_note_and_is_no_part_of_it(tmp_path):
    printed, found = rows_of(layouts.footnotes, tmp_path)
    assert found == printed


def test_headings_that_are_read_from_the_bottom_up_name_their_columns(tmp_path):
    printed, found = rows_of(layouts.upright_headings, tmp_path)
    assert found == printed


def test_each_quarter_of_a_row_has_its_own_rating_and_an_empty_one_is_no_figure(tmp_path):
    printed, found = rows_of(layouts.quarters_side_by_side, tmp_path)
    assert found == printed


def test_the_target_under_the_last_year_is_not_that_of_earlier_years_and_shapes_mean_what_the_key_says(tmp_path):
    printed, found = rows_of(layouts.years_side_by_side, tmp_path)
    assert found[:-1] == printed[:-1]


def test_a_square_is_a_symbol_like_any_other(tmp_path):
    printed, found = rows_of(layouts.years_side_by_side, tmp_path)
    assert found[-1] == printed[-1]


def test_two_circles_in_a_row_rate_now_and_the_end_of_the_year(tmp_path):
    printed, found = rows_of(layouts.two_ratings, tmp_path)
    assert found[:6] == printed[:6]


def test_projects_are_rated_by_circles_alone(tmp_path):
    printed, found = rows_of(layouts.two_ratings, tmp_path)
    assert found[6:] == printed[6:]


def test_tables_beneath_each_other_with_other_columns_stay_apart_and_counts_are_no_measures(tmp_path):
    printed, found = rows_of(layouts.counts_between_measures, tmp_path)
    assert found == printed


def test_summaries_of_ratings_and_directions_hold_no_measures(tmp_path):
    printed, found = rows_of(layouts.counts_only, tmp_path)
    assert found == printed == []


def test_a_table_that_goes_on_without_its_headings_keeps_them(tmp_path):
    printed, found = rows_of(layouts.header_on_the_first_page_only, tmp_path)
    assert found == printed


def test_shaded_ratings_alone_do_not_tell_the_rows_of_other_columns(tmp_path):
    printed, found = rows_of(sparse.shaded_ratings_between_upright_rules, tmp_path)
    assert found == printed


def test_a_key_right_above_a_table_is_no_part_of_it(tmp_path):
    printed, found = rows_of(sparse.key_right_above, tmp_path)
    assert found == printed


def test_a_key_of_lines_at_the_end_tells_what_the_circles_mean(tmp_path):
    printed, found = rows_of(sparse.key_in_lines, tmp_path)
    assert found == printed


def test_bands_across_do_not_make_one_row_of_all_between_them(tmp_path):
    printed, found = rows_of(sparse.bands_between_upright_rules, tmp_path)
    assert found == printed


def test_a_sentence_across_an_unruled_table_is_not_dealt_out_to_its_columns(tmp_path):
    printed, found = rows_of(sparse.comments_without_rules, tmp_path)
    assert found == printed


def test_plain_headings_above_stripes_name_the_columns(tmp_path):
    printed, found = rows_of(sparse.stripes_under_a_plain_heading, tmp_path)
    assert found == printed


def test_words_close_to_figures_stay_in_a_column_of_their_own(tmp_path):
    printed, found = rows_of(sparse.words_close_to_figures, tmp_path)
    assert found == printed


@pytest.mark.parametrize(("wide", "gap", "heading"), [(7, 0, 6), (9.7, 0, 6), (5, 3, 8), (15, 2, 5.5)])
def test_a_bar_of_colour_before_a_name_is_its_rating_under_headings_in_small_print(tmp_path, wide, gap, heading):
    printed, found = rows_of(partial(sparse.bars_before_names, wide=wide, gap=gap, heading=heading), tmp_path)
    assert found == printed


@pytest.mark.parametrize("abreast", [1, 2, 3])
def test_a_box_at_the_top_of_a_page_is_not_the_rest_of_one_before_it(tmp_path, abreast):
    printed, found = rows_of(partial(sparse.boxes_of_facts, abreast=abreast), tmp_path)
    assert sorted(found, key=str) == sorted(printed, key=str)


@pytest.mark.parametrize("size", [13, 17, 24])
def test_a_title_on_a_bar_as_wide_as_the_table_is_no_part_of_it(tmp_path, size):
    printed, found = rows_of(partial(sparse.title_bar_over_prose, size=size), tmp_path)
    assert found == printed
