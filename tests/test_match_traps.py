"""Names that look alike and are two measures, and names that look different and are one, each by its kind."""

import pytest

from scrutiny.normalise.matching import PublishedName, match

APART = [
    ("duty", "Cases closed under the prevention duty", "Cases closed under the relief duty"),
    (
        "age",
        "Adults aged 18-64 in residential care per 100,000",
        "Adults aged 65 and over in residential care per 100,000",
    ),
    ("age", "Care leavers aged 18-24 in employment", "Care leavers aged 18-25 in employment"),
    ("age", "Care leavers aged 18-24 in employment", "Adults aged 18-64 in employment"),
    ("place", "Footfall in the city centre", "Footfall across Derby"),
    ("cause", "Days lost to sickness, excluding schools", "Days lost to sickness as a result of stress"),
    ("time", "Business rates collected in-year", "Business rates collected within 36 months"),
    ("road", "Principal roads in need of maintenance", "Non-principal classified roads in need of maintenance"),
    ("road", "Non-principal roads in need of maintenance", "Unclassified roads in need of maintenance"),
    (
        "gap",
        "Phonics: gap between disadvantaged pupils and others",
        "GCSE: gap between disadvantaged pupils and others",
    ),
    ("programme", "Jobs created through the Ascend programme", "Jobs created"),
    (
        "opposite",
        "Care leavers in education, employment or training",
        "Care leavers not in education, employment or training",
    ),
    ("direction", "Increase in visits to museums", "Decrease in visits to museums"),
    ("population", "Children in residential care", "Older people in residential care"),
    (
        "age",
        "Emergency admissions for falls, persons aged 65-79 (per 100,000)",
        "Emergency admissions for falls, persons aged 80+ (per 100,000)",
    ),
    ("age", "% of children aged 4-5 with excess weight", "% of children aged 10-11 with excess weight"),
    ("age", "Uptake of 2 year old funded childcare", "Uptake of 3 and 4 year old funded childcare"),
    ("age", "Hospital admissions for self-harm, 10-24 years", "Hospital admissions for self-harm, 15-19 years"),
    ("age", "Under 16 conception rate per 1,000", "Under 18 conception rate per 1,000"),
    (
        "age",
        "Percentage of 16 year olds participating in learning",
        "Percentage of 17 year olds participating in learning",
    ),
    ("age", "Reception children who are overweight", "Year 6 children who are overweight"),
    ("age", "Under 75 mortality rate from cancer", "Mortality rate from cancer, all ages"),
    (
        "place",
        "Visitor numbers to the north of the borough leisure centres",
        "Visitor numbers to the south of the borough leisure centres",
    ),
    ("place", "Vacant shop units in Market Street", "Vacant shop units in Station Road"),
    ("place", "Air quality: NO2 at roadside sites", "Air quality: NO2 at background sites"),
    ("place", "Parking income, on-street", "Parking income, off-street"),
    ("place", "Households in B&B accommodation in borough", "Households in B&B accommodation out of borough"),
    ("time", "Council tax collected in-year", "Council tax arrears collected"),
    ("time", "Calls answered within 20 seconds", "Calls answered within 60 seconds"),
    ("time", "Stage 1 complaints answered on time", "Stage 2 complaints answered on time"),
    ("time", "Percentage of invoices paid within 10 days", "Percentage of invoices paid within 30 days"),
    ("time", "Children seen within 24 hours of referral", "Children seen within 7 days of referral"),
    ("time", "Homes completed this quarter", "Homes completed since 2011"),
    ("time", "Average weekly rent collected", "Average monthly rent collected"),
    (
        "direction",
        "Percentage of residents who feel safe during the day",
        "Percentage of residents who feel safe after dark",
    ),
    ("direction", "Number of staff joining the council", "Number of staff leaving the council"),
    ("direction", "Percentage of residents satisfied with parks", "Percentage of residents dissatisfied with parks"),
    ("direction", "Children starting to be looked after", "Children ceasing to be looked after"),
    (
        "stock or flow",
        "Number of households on the housing register",
        "Number of households added to the housing register",
    ),
    ("stock or flow", "Number of children in care at period end", "Number of children entering care in the period"),
    ("stock or flow", "Number of EHCPs maintained", "Number of EHCPs issued"),
    (
        "stock or flow",
        "Number of planning enforcement cases opened",
        "Number of planning enforcement cases open at quarter end",
    ),
    ("opposite", "Percentage of bins collected on time", "Percentage of bins not collected on time"),
    (
        "opposite",
        "Percentage of homes meeting the Decent Homes Standard",
        "Percentage of homes failing the Decent Homes Standard",
    ),
    ("opposite", "Percentage of eligible pupils attending school", "Percentage of eligible pupils absent from school"),
    ("opposite", "Appeals won by the council", "Appeals lost by the council"),
    ("counted", "Number of affordable homes completed", "Number of affordable homes granted permission"),
    (
        "counted",
        "Percentage of FOI requests answered on time",
        "Percentage of subject access requests answered on time",
    ),
    (
        "counted",
        "Cost of looked after children per head of population",
        "Cost of looked after children per looked after child",
    ),
    ("counted", "Dry recycling collected (tonnes)", "Garden waste collected (tonnes)"),
    ("counted", "Percentage of social worker posts vacant", "Percentage of social worker posts filled by agency staff"),
    ("counted", "Care leavers in suitable accommodation", "Care leavers in education, employment or training"),
    (
        "counted",
        "Section 42 enquiries concluded where risk was reduced",
        "Section 42 enquiries concluded where risk was removed",
    ),
    ("counted", "Days to turn around a standard void", "Days to turn around a major works void"),
]
ONE = [
    ("% of household waste recycled or composted", "Percentage of household waste that is recycled and composted"),
    ("Ave. days lost to sickness per FTE", "Average number of days lost to sickness per full time equivalent"),
    ("No. of missed bins per 100,000 collections", "Number of missed bins per 100k collections"),
    (
        "NI 192 Household waste sent for reuse, recycling and composting",
        "NI192 - % Household waste sent for re-use, recycling & composting",
    ),
    ("Percentage of council tax collected (in year)", "% Council Tax collected in-year"),
    ("Proportion of Business Rates collected", "Percentage of NNDR collected"),
    ("Number of children subject to a CPP", "Number of children subject to a Child Protection Plan"),
    ("Number of looked after children", "Number of children looked after"),
    ("Children in care per 10,000", "Rate of children in care per 10,000 population"),
    (
        "Major planning applications determined within 13 weeks",
        "% of major planning applications determined in 13 weeks",
    ),
    (
        "Gap between attainment of disadvantaged pupils and others at KS4",
        "Attainment gap between disadvantaged pupils and others at Key Stage 4",
    ),
    ("Calls answered (%)", "% of calls answered"),
    ("Percentage of EHC plans issued within 20 weeks", "% of Education, Health and Care Plans issued in 20 weeks"),
    ("Library visits (physical)", "Physical visits to libraries"),
    ("Staff turnover rate", "Staff turnover (%)"),
    ("KSI casualties", "Number of people killed or seriously injured (KSI)"),
    ("Delayed transfers of care per 100,000 population", "Delayed transfers of care (DTOC) per 100,000"),
    ("Total number of fly tipping incidents", "Number of fly-tipping incidents"),
    ("Social care related quality of life (ASCOF 1A)", "ASCOF 1A - Social care-related quality of life"),
    (
        "% of adult social care users who are satisfied with their care and support",
        "Percentage of adult social care users satisfied with their care and support",
    ),
    ("Care leavers in suitable accomodation", "Care leavers in suitable accommodation"),
    ("Number of apprenticeship starts", "Apprenticeship starts"),
    (
        "Freedom of Information requests responded to within 20 working days",
        "FOI requests responded to within 20 working days",
    ),
    ("Percentage of Freedom of Information (FOI) requests answered in time", "% FOIs answered in time"),
    ("Residual household waste per household (kg)", "Kilograms of residual household waste per household"),
    ("Rent collected as a percentage of rent due", "Rent collected as % of rent due"),
    (
        "Number of working days / shifts lost due to sickness absence per FTE",
        "Working days/shifts lost to sickness absence per FTE",
    ),
    ("Empty homes brought back into use", "Number of empty homes brought back into use"),
    ("Number of affordable homes delivered (gross)", "Gross affordable homes delivered"),
    ("% of streets with unacceptable litter levels", "Percentage of streets with unacceptable levels of litter"),
    (
        "First time entrants to the youth justice system aged 10-17",
        "First time entrants (10-17) to the Youth Justice System",
    ),
    ("Persistent absence rate - primary schools", "Primary school persistent absence rate"),
    ("Percentage of pupils attending good or outstanding schools", "% pupils who attend a good or outstanding school"),
    ("Percentage of repairs completed at first visit", "% repairs completed on the first visit"),
    ("Number of volunteering hours", "Volunteer hours"),
    ("Breastfeeding at 6-8 weeks", "Breast feeding prevalence at 6-8 weeks"),
]


def measures(one: str, other: str) -> int:
    return len(match([PublishedName("E1", "one", one), PublishedName("E1", "two", other)]).measures)


@pytest.mark.parametrize(("kind", "one", "other"), APART)
def test_a_trap_is_never_merged(kind: str, one: str, other: str) -> None:
    assert measures(one, other) == 2, kind


@pytest.mark.parametrize(("one", "other"), ONE)
def test_a_renamed_measure_is_one(one: str, other: str) -> None:
    assert measures(one, other) == 1
