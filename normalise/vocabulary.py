"""The vocabulary of column headings: data, to which the words of other councils are added.

Patterns are matched with headings in lower case, abbreviations written out, periods left out.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..records import Basis, LimitKind, Role

LIMIT_ROLES: Mapping[str, LimitKind] = {
    "second target": "target",
    "floor": "floor",
    "tolerance": "tolerance",
    "red": "red",
    "amber": "amber",
    "lower": "lower",
    "upper": "upper",
}

# An abbreviation and what it stands for.
ABBREVIATIONS = (
    (r"t['’]?hold\b", "threshold"),
    (r"\bperf\b\.?", "performance"),
    (r"\bpref['’]?d\b", "preferred"),
    (r"\boutcm\b", "outcome"),
    (r"\bprev\b\.?", "previous"),
    (r"\bdot\b", "direction of travel"),
    (r"\bd\.o\.t\b\.?", "direction of travel"),
    (r"\byr\b", "year"),
    (r"\bqtr\b", "quarter"),
    (r"\bytd\b", "year to date"),
    (r"\beoy\b|\byear[- ]end\b|\bend[- ]of[- ]year\b|\bfull[- ]year\b", "year end"),
    (r"\bcomms?\b\.?", "comments"),
    (r"\bind\b\.?", "indicator"),
    (r"\bresp\b\.?", "responsible"),
    (r"\btol\b\.?", "tolerance"),
    (r"\btgt\b", "target"),
    (r"\bmin\b\.?", "minimum"),
    (r"\bmax\b\.?", "maximum"),
    (r"\bavge?\b\.?", "average"),
    (r"\beng\b\.?", "england"),
    (r"\bdiff\b\.?", "difference"),
    (r"^py\b|^ly\b", "last year"),
)

# A role, how far a heading that matches is trusted to have it (0 to 1), and the pattern.
TERMS: tuple[tuple[Role, float, str], ...] = (
    # which row it is
    ("name", 1.0, r"\b(?:ref(?:erence)?|code|no)\b.*\b(?:description|name|title|measure|indicator|kpi)s?$"),
    ("name", 1.0, r"^(?:pi|measure|indicator|kpi|name)s? ?(?:&|and|\+|/) "),
    (
        "name",
        0.97,
        r"^(?:\w+ ){0,2}(?:measures?|indicators?|kpis?|pis?)(?: (?:name|title|descriptions?|details?|definition))?$",
    ),
    ("name", 0.95, r"^(?:short|full|measure|indicator|kpi|project|risk|action|item) (?:name|title|description)$"),
    (
        "name",
        0.9,
        r"^(?:name|title|criteria|criterion|description|item|metrics?|detail of (?:measure|risk)|what we measure)$",
    ),
    (
        "name",
        0.8,
        r"^(?:(?:key|priority|planned|corporate|strategic|our) )*(?:actions?|projects?|risks?|milestones?|deliverables?"
        r"|commitments?|activit(?:y|ies)|initiatives?|tasks?|programmes?|promises?|pledges?)(?: (?:name"
        r"|title|description))?$",
    ),
    ("name", 0.85, r"^what (?:we|are we|we are|we're|is being|are being|is) measur"),
    ("name", 0.8, r"^(?:area of performance|performance area|metric name|question)$"),
    ("name", 0.6, r"\b(?:measure|indicator|kpi|pi|description)s?\b"),
    ("name", 0.5, r"^(?:what (?:we|are we|will)\b.*|category|area|service standard|subject)$"),
    ("code", 0.95, r"^(?:\w+ ){0,2}(?:ref(?:erence)?|code|id|identifier)\.?(?: ?(?:no|number|code|id))?\.?$"),
    ("code", 0.98, r"^(?:kpi|pi|measure|indicator|risk|action) (?:no|number|ref(?:erence)?|code|id|#)\.?$"),
    ("code", 0.7, r"^(?:no|number|#|item no|ni)\.?$"),
    ("link", 0.97, r"^(?:section|page) (?:ref|no|number)\b|^page$|^link$|hyperlink"),
    (
        "kind",
        0.98,
        r"^(?:(?:item|measure|indicator|kpi) )?type$"
        r"|\b(?:action|measure|milestone|project|risk)s? or (?:action|measure|milestone"
        r"|project|risk)s?\b",
    ),
    (
        "theme",
        0.75,
        r"\b(?:theme|portfolio|priority|outcome|objective|ambition|pillar|goal|aim|mission)s?$|^corporate\b|^strategic\b",
    ),
    ("theme", 0.7, r"^(?:directorate|department|service(?: area)?|division|category|group|area)$"),
    # figures
    (
        "figure",
        0.95,
        r"\bactuals?\b|\bresults?\b|\bvalues?\b|\bout-?turn\b|\bcurrent (?:value|figure|score|risk score|position)\b",
    ),
    (
        "figure",
        0.85,
        r"\byear to date\b|\bcumulative\b|\bachieve(?:d|ment)\b|\bcomplete$|\bfigures?\b|\bscores?\b"
        r"|^year end$|^annual$",
    ),
    ("figure", 0.7, r"^(?:current |latest |our )?(?:performance|data|position|reading|number|%|percent(?:age)?)$"),
    ("figure", 0.7, r"^(?:in|this) (?:month|quarter|period|year)$|^to date$"),
    ("figure", 0.6, r"^where (?:are we|we are|we got|we were)\b"),
    ("figure", 0.6, r"^how (?:well )?(?:we|are we|did we|have we)\b"),
    ("figure", 0.5, r"\bperformance\b|\bposition\b|\blatest\b|\bcurrent\b"),
    ("target", 0.95, r"(?<!\bon )\btargets?\b|\bacceptable level\b|\balp\b"),
    ("target", 0.97, r"\btarget (?:value|figure|score|position|outturn|result|level)s?$"),
    ("target", 0.8, r"\b(?:expected|desired|required) (?:level|position|standard)\b|^standard to be met$"),
    ("target", 0.75, r"^where we (?:want|wanted|should|plan|aim)|^what we (?:aim|said|want|plan|promised|agreed)"),
    ("target", 0.9, r"\bgreen (?:threshold|value|if|limit)\b|\bacceptable range\b"),
    ("target", 0.8, r"^(?:our )?(?:aims?|ambition)$"),
    ("target", 0.75, r"\bgoal\b|\btrajectory\b|\bprofiled?\b|^plan(?:ned)?$|^standard$|^expected$|^aiming for$"),
    (
        "second target",
        0.98,
        r"\bstretch|\baspiration|\bttaf\b|\btarget to aim for\b|\b(?:second|upper|higher|next) target\b"
        r"|\bambition(?:al)? target",
    ),
    ("floor", 0.98, r"\bfloor\b|\bminimum\b|(?<!\bred )(?<!\bamber )\btrigger\b|\bintervention (?:level|point)\b"),
    ("tolerance", 0.98, r"\btoleran|\b(?:permitted|allowed|allowable|acceptable) (?:variance|variation|deviation)\b"),
    ("amber", 0.98, r"\bamber\b"),
    ("amber", 0.8, r"^thresholds?$"),
    ("red", 0.98, r"\bred\b"),
    ("lower", 0.98, r"\blower\b"),
    ("upper", 0.98, r"\bupper\b|\bmaximum\b"),
    (
        "variance",
        0.97,
        r"^(?:\+ ?/ ?-|\+ ?/?$|±)|^gap$|\bvariance\b|\bvariation\b|^var\b|\bdifference\b|\bdeviation\b"
        r"|(?:%|per ?cent) (?:of|off|from|to) target"
        r"|\b(?:performance|progress|actual|outturn) (?:v|vs|versus)\.? target\b"
        r"|\b(?:distance|gap) (?:to|from)\b|\b(?:against|from|above|below|over|under)(?: \w+)? target\b",
    ),
    ("variance", 0.6, r"\bchange\b|\bmovement\b"),
    # ratings
    ("status", 0.99, r"\bb?ragb?\b|\btraffic light\b|\bstatus\b"),
    ("status", 0.97, r"^on (?:target|track)\??$|^(?:b ?/ ?)?r ?/ ?a ?/ ?g(?: ?/ ?[a-z])?(?: (?:status|rating))?$"),
    (
        "status",
        0.9,
        r"\bratings?\b|\bon (?:target|track)\b|\bdelivery confidence\b|\btarget (?:met|achieved)\b|\bmet target\b",
    ),
    (
        "status",
        0.98,
        r"\btarget (?:met|achieved|missed|hit)\?$|^(?:have|did|do|are|is|was|has) (?:we|it|the) .*\btarget\??$"
        r"|^(?:achieved|met|hit) (?:the )?target\?$",
    ),
    ("status", 0.9, r"^(?:verdict|grade|light|evaluation|symbol|icon|face|met|hit|smiley)\??$"),
    ("status", 0.6, r"\b(?:performance|progress) (?:against|to|v|vs) target$"),
    (
        "status",
        0.6,
        r"^(?:current |overall )?(?:performance|assessment|progress|position|alert|colour|judgement|achieved"
        r"|delivery)\??$",
    ),
    ("status", 0.55, r"^how (?:well )?(?:we|are we|did we|have we)\b"),
    (
        "previous status",
        1.0,
        r"\b(?:previous|last|prior)\b.*\b(?:status|rag|rating)\b|\b(?:status|rag|rating)\b.*\b(?:previous|last|prior)\b",
    ),
    ("direction", 0.99, r"\bdirection\b|\btravel\b|\btrends?\b"),
    (
        "direction",
        0.8,
        r"\b(?:type of )?(?:change|movement)\b|\bimprov(?:ing|ed|ement)\b\??$|\bbetter ?(?:or|/) ?worse\b|^arrow$"
        r"|\bimprov\w+ ?(?:or|/) ?(?:worse|declin|deteriorat)",
    ),
    (
        "direction",
        0.75,
        r"\b(?:compared|comparison|performance) (?:to|with|against|vs) (?:the )?(?:last|previous|same)\b|^(?:vs|v) ",
    ),
    ("direction", 0.75, r"\bsince (?:the )?(?:last|previous) (?:report|time)\b|^getting (?:better|worse)\b"),
    ("direction", 0.6, r"^(?:last|previous|prior) (?:quarter|year|period|month)$"),
    (
        "polarity",
        1.0,
        r"\bpolarity\b|\b(?:preferred|desired|good) (?:outcome|direction|performance|to be)|\bgood (?:is|means)\b"
        r"|\b(?:high|low|bigger|small)(?:er)?\b.*\b(?:better|good|best)\b|^aim(?:ing)?(?: to)?$"
        r"|\bbetter (?:if|when|is)\b|\bgood looks?\b|^high ?/ ?low$"
        r"|^(?:what(?:'s| is) )?good\b *=?\??$|^optim(?:um|al)$",
    ),
    # about the figures
    (
        "unit",
        1.0,
        r"^units?(?: of measure(?:ment)?)?$|^uom$|^(?:measure|indicator) units?$"
        r"|\bmeasured in\b|^format$|^(?:data|measure) type$",
    ),
    (
        "period",
        0.9,
        r"^(?:date|data period|reporting period|period|month|quarter|time ?(?:period|frame)"
        r"|(?:latest|most recent) (?:data|date|period|data (?:date|period))"
        r"|date of (?:data|latest)(?: data| figure| result)?|as at|year|data (?:date|as at|for|from))$"
        r"|\b(?:period|date) (?:covered|reported|of data)\b",
    ),
    ("frequency", 0.9, r"\bfrequency\b|^how often\b|^(?:reported|collection|reporting)$"),
    (
        "date",
        0.98,
        r"\b(?:due|end|start|completion|complete|target|review|deadline|baseline|planned|revised"
        r"|original) (?:date|by)\b"
        r"|\bdeadlines?\b|\bby when\b|\btimescales?\b|^when$|^date due$|^due$|\bexpected completion\b",
    ),
    ("number", 0.9, r"^(?:numerator|denominator|likelihood|impact|probability|rank(?:ing)?|population|sample size)$"),
    ("number", 0.97, r"\b(?:inherent|gross|unmitigated|original|initial)\b.*\b(?:risk|score|rating)\b"),
    (
        "number",
        0.98,
        r"^(?:total|(?:total )?(?:no|number|count) of)(?: (?:performance|key))? (?:measures|indicators|kpis|pis)$",
    ),
    (
        "number",
        0.9,
        r"\b(?:no|number|count|total|percentage|%)\b.* (?:of|with)\b.*\b(?:measures|indicators|kpis|pis)\b",
    ),
    # words about it
    (
        "commentary",
        0.95,
        r"\bcomment|\bnarrative\b|\bsupporting\b|\bexplanation\b|\bcontext\b|\bintervention / review\b|\banalysis\b",
    ),
    (
        "commentary",
        0.9,
        r"\bnotes?\b|\binformation\b|\bsummary\b|\bupdates?\b|\breasons?\b|\bmitigat|\bcorrective\b"
        r"|\bexception\b|\bnext steps\b|^controls?$|^why\b|^how (?:are|did) we\b|\bremedial\b|\bevidence\b"
        r"|\bactions? (?:taken|planned|required|being taken|to)\b|\bimprovement (?:actions?|plan)\b"
        r"|\bintervention\b|\bkey (?:messages|points)\b|^remarks?$|\bmanagement actions?\b|\bstory\b|^so what\b"
        r"|^background$|^rationale$|\bobservations?$|^details?$",
    ),
    (
        "commentary",
        0.98,
        r"\b(?:reasons?|explanation|commentary|comments?|context) (?:for|of|on|about) (?:any |the )?"
        r"(?:variance|variation|performance|difference)",
    ),
    ("commentary", 0.6, r"^progress$|^actions?$|^position$|\breview$|^what\b|\bprogress\b"),
    (
        "owner",
        0.95,
        r"\bofficers?\b|\bowners?\b|\blead\b|\bresponsible\b|\bdirectors?\b|\bhead of\b|\baccountable\b|\bmanager\b"
        r"|\bportfolio holder\b|^sro$|\bsponsor\b|\bexecutive member\b"
        r"|\b(?:managed|assigned|reported) (?:by|to)\b|\bcabinet member\b|\bcontact\b|^who$",
    ),
)
# Words that say which figures a heading is over: not the report's own.
BASES: tuple[tuple[Basis, str], ...] = (
    (
        "forecast",
        (
            r"\bforecast|\bpredict|\bproject(?:ed|ion)\b|\bestimate|\blikely\b"
            r"|\b(?:expected|anticipated) (?:out-?turn|result|year)"
        ),
    ),
    (
        "benchmark",
        (
            r"\bbenchmark|\bquartile\b|\bnational\b|\bengland\b|\bwales\b|\bscotland\b"
            r"|(?<!rolling )(?<!moving )(?<!month )(?<!monthly )(?<!weekly )(?<!daily )(?<!date )\baverage\b"
            r"(?! (?:days|time|score|wait|cost|number))"
            r"|\bneighbours?\b|\bpeers?\b"
            r"|\bcompar(?:ator|ative)\b|\bfamily group\b|\bcipfa\b|\bregion(?:al)?\b|\bmedian\b|\bmean\b"
            r"|\bstatistical\b|\bbaseline\b|\b(?:similar|other|all) (?:councils|authorities|areas)\b"
            r"|^(?:(?:inner|outer|greater) )?london$|^(?:west|east) midlands$|^(?:north|south) (?:west|east)$"
            r"|^yorkshire\b"
        ),
    ),
    (
        "previous",
        (
            r"\b(?:previous|prior|preceding)\b|\blast (?:year|quarter|month|period)\b|\byear ago\b"
            r"|\bsame (?:q|quarter|period|month|time)\b|\b(?:12|twelve) months ago\b|\blast time\b"
            r"|\bcorresponding (?:quarter|period|month)\b|\btime last year\b"
        ),
    ),
)
