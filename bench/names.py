"""Times and scores the matching of names on made-up lists of published names.

    python bench/names.py [--measures 1600] [--names 20000] [--list moors|harbour] [--errors N]

A list is made from a seed: every measure has siblings that differ in one telling thing (age band,
population, place, duty, direction, span of time), and every name is written as councils do, with
codes that change, short forms, notes, other word orders, plurals and typing errors. The two lists
share neither words nor ways of writing: the matching was worked on with ``moors``, ``harbour`` is
kept for telling how it does on what it was not made for.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import re
import resource
import string
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Named:
    """One published name, and the number of the measure that it is."""

    measure: int
    document: str
    name: str
    code: str | None


# ---------------------------------------------------------------------------------------- moors

_MOORS_FORMS = ("Percentage of", "Number of", "Proportion of", "Average number of", "Rate of", "Total number of")
_MOORS_THINGS = (
    *(
        "repairs completed on time",
        "complaints answered within 10 working days",
        "library visits",
        "street lights repaired",
    ),
    *("missed bin collections", "planning applications decided in time", "housing benefit claims processed"),
    *("council tax accounts in arrears", "food premises inspected", "potholes filled", "leisure centre visits"),
    *("carers receiving an assessment", "referrals with an initial assessment", "foster placements made"),
    *("education, health and care plans issued", "permanent exclusions from school", "school places offered"),
    *("apprenticeships started", "freedom of information requests answered", "anti-social behaviour incidents"),
    *(
        "hate crimes reported",
        "domestic abuse incidents",
        "empty homes brought back into use",
        "affordable homes completed",
    ),
    *("households in temporary accommodation", "rough sleepers counted", "disabled facilities grants completed"),
    *("fly tipping incidents cleared", "air quality breaches", "trees planted", "parks with a green flag"),
    *(
        "health checks offered",
        "smoking quitters at four weeks",
        "alcohol treatment completions",
        "falls in care homes",
    ),
    *("delayed transfers of care", "direct payments made", "safeguarding enquiries concluded", "sickness days lost"),
    *("agency workers engaged", "vacancies filled", "invoices paid within 30 days", "business rates collected"),
    *("sundry debts recovered", "rent arrears cases", "tenancies sustained", "gas safety certificates renewed"),
    *("taxi licences inspected", "noise complaints resolved", "new businesses supported", "jobs created"),
    *(
        "adult learners enrolled",
        "museum visits",
        "theatre tickets sold",
        "swimming lessons taken",
        "play areas inspected",
    ),
)
_MOORS_SIBLINGS = (
    *(("", ", adults aged 18 to 64", ", adults aged 65 and over", ", children under 5"),),
    *((" in the city centre", " across the city"), ("", " for children", " for adults", " for older people")),
    *(("", " under the prevention duty", " under the relief duty"), ("", " in-year", " within 36 months")),
    *(("", " excluding schools", " as a result of stress"), ("", " by boys", " by girls")),
    *((" per 1,000 population", " per 100,000 population", ""),),
)
_MOORS_PLACES = (
    "", "", "", " in Ashdale", " in Brockley", " in Carnwick", " in Dunmoor", " in Eastholme", " in Farnley",
    " at Gorse Hill", " at Hexton Park", " at Ingleby House",
)  # fmt: skip
_MOORS_SHORT = (
    ("Percentage of", ("% of", "Percentage of", "Proportion of", "The percentage of", "Percent of", "%")),
    ("Proportion of", ("% of", "Proportion of", "Percentage of", "The proportion of")),
    ("Number of", ("Number of", "No. of", "No of", "The number of", "Total number of", "#")),
    ("Total number of", ("Total number of", "Number of", "No. of", "Total no. of")),
    ("Average number of", ("Average number of", "Avg no. of", "Average no of", "Mean number of")),
    ("Rate of", ("Rate of", "The rate of")),
    ("education, health and care plans", ("EHCPs", "education health and care plans (EHCP)", "EHC plans")),
    ("anti-social behaviour", ("ASB", "anti social behaviour", "antisocial behaviour", "anti-social behaviour (ASB)")),
    ("freedom of information", ("FOI", "Freedom of Information (FOI)", "freedom of information")),
    ("disabled facilities grants", ("DFGs", "Disabled Facilities Grants (DFG)", "disabled facility grants")),
    ("temporary accommodation", ("temp accommodation", "temporary accomm.", "temporary accommodation (TA)")),
    ("aged 65 and over", ("65+", "aged 65+", "aged 65 or over", "(65 and over)", "over 65")),
    ("aged 18 to 64", ("18-64", "aged 18-64", "(18-64)", "aged 18 - 64")),
    (" and ", (" & ", " and ")),
    ("households", ("hholds", "households", "household")),
    ("council", ("Council", "council")),
    ("completed", ("complete", "completed")),
    ("within", ("within", "in")),
)
_MOORS_NOTES = (
    *(" (snapshot)", " (rolling 12 months)", " (reported a quarter in arrears)", " - cumulative", " (annual)"),
    *(
        " (increase is positive)",
        " (provisional)",
        " (year to date)",
        " (lower is better)",
        " (Q3 data)",
        " - snapshot",
    ),
)


def moors(measures: int, names: int, seed: int = 7) -> Iterator[Named]:
    """The list that the matching was worked on with: English words, British short forms, few errors."""
    chance = random.Random(seed)
    bases = [f"{form} {thing}{place}" for form in _MOORS_FORMS for thing in _MOORS_THINGS for place in _MOORS_PLACES]
    chance.shuffle(bases)
    wholes = itertools.chain.from_iterable(
        [f"{_at(base, places)}{suffix}" for suffix in chance.choice(_MOORS_SIBLINGS)]
        for places in itertools.count()
        for base in bases
    )
    known = list(itertools.islice(_each_once(wholes, _moors_meaning), measures))
    yield from _written(known, names, chance, _moors_variant, "PM")


def _at(base: str, turn: int) -> str:
    """A base that is used up is used again in another ward."""
    return base if not turn else f"{base}, {_ward(turn)} ward"


def _ward(turn: int) -> str:
    syllables = ("ack", "bel", "cor", "dun", "ede", "fos", "gan", "hul", "ith", "jas", "kel", "lom", "mar", "nor")
    one, other = divmod(turn * 37 % 196, 14)
    return (syllables[one] + syllables[other] + ("ton", "by", "ham", "worth")[turn % 4]).capitalize()


def _moors_meaning(name: str) -> str:
    """What is one measure whatever its form says: a percentage is a proportion, a total number a number."""
    text = re.sub(r"^(?:Percentage|Proportion) of", "%", name)
    return re.sub(r"^Total number of", "Number of", text)


def _moors_variant(name: str, chance: random.Random) -> str:
    for long, shorts in _MOORS_SHORT:
        if long in name and chance.random() < 0.5:
            name = name.replace(long, chance.choice(shorts), 1)
    if chance.random() < 0.2:
        name = _typed_wrong(name, chance, 5)
    if chance.random() < 0.2:
        name += chance.choice(_MOORS_NOTES)
    if chance.random() < 0.1:
        name = name.lower() if chance.random() < 0.5 else name.title()
    return name


# -------------------------------------------------------------------------------------- harbour

_HARBOUR_THINGS = (
    *("quayside berths let", "ferry crossings cancelled", "fish landed at auction", "dredging permits issued"),
    *("crane inspections passed", "container movements logged", "pilotage requests met", "oil spills contained"),
    *("harbour dues collected", "visitor moorings booked", "marina pontoons renewed", "tide gauges calibrated"),
    *("lifeguard rescues attended", "beach huts rented", "seawall defects mended", "promenade lamps relit"),
    *("cargo manifests audited", "customs declarations cleared", "seafarer certificates verified", "buoys serviced"),
    *("wreck surveys finished", "navigation warnings broadcast", "ballast samples tested", "shellfish beds graded"),
    *("kiosk tenancies granted", "slipway fees waived", "angling contests staged", "regatta entrants registered"),
    *("sailing cadets trained", "chandlery grants awarded", "net repairs subsidised", "trawler refits funded"),
    *("warehouse lettings agreed", "cold store faults fixed", "weighbridge tickets printed", "rail wagons unloaded"),
    *("lorry parking fines paid", "dock gates painted", "rope walks restored", "heritage boats moored"),
)
_HARBOUR_OPENINGS = (
    ("Share of", ("Share of", "Percentage of", "%", "Pct. of", "Percent of", "Proportion of all")),
    ("Count of", ("Count of", "Number of", "Nr of", "No.", "Overall number of", "Total")),
    ("Mean wait for", ("Mean wait for", "Average wait for", "Ave. wait for", "Average waiting time for")),
    ("Cost of", ("Cost of", "The cost of", "Total cost of")),
)
_HARBOUR_WHO = (
    *(("", " (children)", " (adults)", " (older people)"), ("", " - men", " - women")),
    *((" aged 16-24", " aged 25-49", " aged 50+"), (" for residents", " for tourists", " for businesses")),
    *((" in winter", " in summer", ""), (" at the north quay", " at the south quay", " at the old dock")),
    *((" not reported within 5 days", " reported within 5 days"), (" by internal staff", " by external contractors")),
    *((" (new)", " (existing)"), (" opened", " closed", "")),
)
_HARBOUR_TAILS = (
    " [monthly]",
    " *",
    " (YTD)",
    ": rolling year",
    " (estimate)",
    " - end of period",
    " (aim to maximise)",
)


def harbour(measures: int, names: int, seed: int = 11) -> Iterator[Named]:
    """The list kept back: other words, other openings, suffixes of population, reordered names, more errors."""
    chance = random.Random(seed)
    letters = [f" {a}{b}" for a in "ABCDEFGHJK" for b in ("1", "2", "3", "4", "5", "6")]
    bases = [
        f"{opening} {thing}{basin}"
        for basin in ("", *(f" in basin{letter}" for letter in letters))
        for opening, _ in _HARBOUR_OPENINGS
        for thing in _HARBOUR_THINGS
    ]
    wholes = itertools.chain.from_iterable([f"{base}{who}" for who in chance.choice(_HARBOUR_WHO)] for base in bases)
    known = list(itertools.islice(_each_once(wholes, str), measures))
    yield from _written(known, names, chance, _harbour_variant, "HB/")


def _harbour_variant(name: str, chance: random.Random) -> str:
    for opening, others in _HARBOUR_OPENINGS:
        if name.startswith(opening) and chance.random() < 0.6:
            name = chance.choice(others) + name.removeprefix(opening)
    if chance.random() < 0.25:
        name = re.sub(r"\b(\w+?)s\b", r"\1", name, count=1)
    if chance.random() < 0.15:
        name = name.replace(" (", ", ").replace(")", "")
    if chance.random() < 0.15:
        name = re.sub(r"\b(in|at|for) the\b", r"\1", name)
    if chance.random() < 0.1:
        name = re.sub(r"(\w{4})\w{4,}\b", r"\1.", name, count=1)
    if chance.random() < 0.3:
        name = _typed_wrong(name, chance, 6)
    if chance.random() < 0.25:
        name += chance.choice(_HARBOUR_TAILS)
    return name.upper() if chance.random() < 0.05 else name


# ---------------------------------------------------------------------------------- both of them


def _each_once(names: Iterator[str], meaning: Callable[[str], str]) -> Iterator[str]:
    seen = set()
    for name in names:
        if meaning(name) not in seen:
            seen.add(meaning(name))
            yield name


def _written(
    known: Sequence[str], names: int, chance: random.Random, variant: Callable[[str, random.Random], str], series: str
) -> Iterator[Named]:
    """Each measure in as many reports as it takes, under codes that change every few reports."""
    reports = -(-names // len(known)) + 2
    made = 0
    for turn in range(10 * reports):
        for measure, name in enumerate(known):
            if chance.random() < 0.15:
                continue
            letters = string.ascii_uppercase
            code = f"{letters[measure % 23]}{letters[measure % 19]} {series}{measure % 89 + turn // 5 * 3:02}"
            yield Named(measure, f"report-{turn:03}", variant(name, chance), code if chance.random() < 0.5 else None)
            made += 1
            if made == names:
                return


def _typed_wrong(name: str, chance: random.Random, shortest: int) -> str:
    """One slip of the fingers in a long word: a letter left out, doubled, swapped or replaced."""
    words = name.split(" ")
    long = [at for at, word in enumerate(words) if len(word) >= shortest and word.isalpha()]
    if not long:
        return name
    at = chance.choice(long)
    word, place = words[at], chance.randrange(1, len(words[at]) - 1)
    swapped = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    other = chance.choice(string.ascii_lowercase)
    left_out, doubled = word[:place] + word[place + 1 :], word[:place] + word[place] + word[place:]
    words[at] = chance.choice((left_out, doubled, swapped, word[:place] + other + word[place + 1 :]))
    return " ".join(words)


LISTS: dict[str, Callable[[int, int], Iterator[Named]]] = {"moors": moors, "harbour": harbour}


# -------------------------------------------------------------------------------------- measured


def pairs(groups: Counter[tuple[int, str]] | Counter[int] | Counter[str]) -> int:
    return sum(count * (count - 1) // 2 for count in groups.values())


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--measures", type=int, default=1600)
    parser.add_argument("--names", type=int, default=20000)
    parser.add_argument("--list", choices=LISTS, default="moors", dest="which")
    parser.add_argument("--errors", type=int, default=0, help="show so many wrongly merged and so many split pairs")
    options = parser.parse_args()

    from scrutiny.normalise.matching import PublishedName, match

    named = list(LISTS[options.which](options.measures, options.names))
    published = [
        PublishedName("E1", one.document, f"{one.code} {one.name}" if one.code else one.name, one.code) for one in named
    ]
    started = time.process_time()
    matched = match(published)
    seconds = time.process_time() - started
    truth, found = Counter(one.measure for one in named), Counter(matched.of)
    right = pairs(Counter(zip((one.measure for one in named), matched.of, strict=True)))
    precision, recall = right / max(1, pairs(found)), right / max(1, pairs(truth))
    figures = {
        "list": options.which,
        "names": len(named),
        "measures": len(truth),
        "found": len(found),
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * precision * recall / max(1e-9, precision + recall), 4),
        "proposals": len(matched.proposals),
        "cpu_seconds": round(seconds, 1),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    print(json.dumps(figures))
    if options.errors:
        show_errors(named, matched.of, options.errors)


def show_errors(named: Sequence[Named], of: Sequence[str], count: int) -> None:
    """Pairs that were wrongly merged, and pairs that were left apart, some of each."""
    chance = random.Random(1)
    for title, key, other in (
        ("merged", lambda at: of[at], lambda at: named[at].measure),
        ("split", lambda at: named[at].measure, lambda at: of[at]),
    ):
        groups = defaultdict(list)
        for at in range(len(named)):
            groups[key(at)].append(at)
        wrong = [members for members in groups.values() if len({other(at) for at in members}) > 1]
        for members in chance.sample(wrong, min(count, len(wrong))):
            for _, same in itertools.groupby(sorted(members, key=lambda at: str(other(at))), key=other):
                print(f"{title}: {named[next(same)].name}", file=sys.stderr)
            print(file=sys.stderr)


if __name__ == "__main__":
    main()
