"""What the miniature internet's reports teach: general chapters on practice, about no child and no case.

Belongs here: filler in the project's own words, kept gentle and general. Does not belong here: any
circumstance of a review (``reports.py`` holds the few that are public facts).
"""

from tests.world.papers import Chapter

HEALTH = Chapter(
    "Asthma and other medical conditions",
    (
        "Asthma is common, and because it is common its risks can be underrated. A plan for a long-term medical "
        "condition works only where everybody who cares for the child knows it, and where somebody asks how it is "
        "going between appointments.",
        "Leaving hospital is a moment at which plans can be lost. A child who goes home after a serious episode of "
        "asthma needs a written plan, a named person who follows it up, and a date for that.",
        "Missed medication and missed appointments are best understood together. Each alone may mean little; the "
        "pattern may show that a family needs more help with the condition than it has asked for.",
    ),
    (
        "Treat repeated missed health appointments as a child who was not brought, and ask why.",
        "Share the asthma plan with nursery, school and everyone who gives daily care.",
        "Check before discharge from hospital that the plan can be followed at home.",
    ),
)

VOICE = Chapter(
    "The voice of the child",
    (
        "Young children say a great deal without many words. How a child plays, eats, sleeps and greets adults is "
        "evidence, and it belongs in the record beside what adults report.",
        "Good records let a later reader see what daily life was like for the child. Where notes describe only the "
        "adults, the lived experience of the child fades from view.",
    ),
    (
        "Record what the child said, did and showed, in the child's own words where possible.",
        "Ask in supervision: what is a day in this child's life like?",
    ),
)

SHARING = Chapter(
    "Information sharing between agencies",
    (
        "No single agency holds the whole picture. Information sharing is not the passing on of a form; it is making "
        "sure that the person who receives a fact understands why it matters.",
        "Practitioners sometimes hesitate for fear of getting consent wrong. The law allows information to be shared "
        "where a child's safety asks for it, and a short note of the reason protects everybody.",
    ),
    (
        "Say what you are worried about, not only what has happened.",
        "Tell the referrer what became of the referral.",
    ),
)

BABIES = Chapter(
    "Injuries to babies who cannot yet move about",
    (
        "A baby who does not crawl or walk rarely bruises or breaks a bone by chance. Bruising and fractures in "
        "non-mobile babies therefore always call for a careful look by a paediatrician and for a conversation between "
        "health services, children's social care and the police.",
        "An injury found by accident, while something else is being treated, deserves the same care as one that is "
        "reported. The explanation offered should be written down as given and compared with what is seen.",
    ),
    (
        "Know the local protocol on bruising in babies, and use it every time.",
        "Consider non-accidental injury without assuming it, and look at brothers and sisters too.",
    ),
)

CURIOSITY = Chapter(
    "Professional curiosity and respectful challenge",
    (
        "Being curious means wanting to understand rather than wanting to catch somebody out. It shows in open "
        "questions, in checking one account against another, and in noticing who is never at home.",
        "Where agencies disagree, the way to escalate should be short and known to all. Professional challenge is a "
        "service to the child and not a criticism of a colleague.",
    ),
    (
        "Ask who else lives in the home and who helps to care for the child.",
        "Use the escalation route when a decision worries you, and write down the outcome.",
    ),
)

SUPERVISION = Chapter(
    "Supervision and reflective practice",
    (
        "Working with distress takes a toll, and time to think is a safeguard. Reflective supervision helps a "
        "practitioner to notice when optimism has taken the place of evidence.",
        "Teams that meet across agencies, even for an hour each month, find that thresholds become easier to discuss.",
    ),
    ("Plan supervision in advance and protect it.", "Invite another agency where a plan is stuck."),
)

EXPLOITATION = Chapter(
    "Child criminal exploitation",
    (
        "Children who are drawn into criminal activity by others are exploited, whatever they say about choice. "
        "Child criminal exploitation often begins with favours and ends with debts, and county lines are one of its "
        "forms.",
        "A moment in which a child is found far from home, is arrested or is excluded from school can also be a "
        "moment at which help is accepted. Services need to be able to act within hours at such a time.",
    ),
    (
        "See the child first and the offence second.",
        "Map who is exploiting children, and disrupt them.",
        "Be ready to offer help at critical moments.",
    ),
)

MISSING = Chapter(
    "Children who go missing and children out of school",
    (
        "Going missing is a signal. A conversation with somebody the child trusts, soon after a missing episode, can "
        "show where the child was and who was there.",
        "School is protective. When a child is out of education after exclusion or a move, somebody should be asked "
        "every week what is being done about it.",
    ),
    ("Offer a return conversation within three days.", "Treat a move of area as a time of added risk."),
)

VIOLENCE = Chapter(
    "Serious youth violence",
    (
        "Serious youth violence affects whole neighbourhoods. Work with families, schools and communities before "
        "harm happens does more than any response afterwards.",
        "Harm outside the home asks for contextual safeguarding: assessing places and peer groups, not only parents.",
    ),
    ("Assess the places in which the child spends time.", "Include parents as partners in keeping a child safe."),
)

HOUSING = Chapter(
    "Housing and homelessness",
    (
        "A settled home comes before most other help. Housing officers often know a person well and should be asked "
        "to safeguarding meetings rather than informed afterwards.",
    ),
    ("Invite housing services early.", "Plan a move together with the person."),
)

AUTISM = Chapter(
    "Autism and safeguarding",
    (
        "Autism may mask distress: a person may seem to manage when they do not. Reasonable adjustments, more time "
        "and plain questions help a person to be understood.",
        "Young adults who leave children's services need the adults' services to know them before the hand-over.",
    ),
    ("Ask how the person likes to be contacted.", "Begin transition to adulthood before the eighteenth birthday."),
)

SUICIDE = Chapter(
    "Preventing suicide",
    (
        "Talking about suicide with care does not plant the idea. Staff need to know how to ask, how to listen and "
        "whom to call, and what support there is for themselves.",
    ),
    ("Agree a safety plan with the person.", "Offer support to those who are bereaved."),
)

SLEEP = Chapter(
    "Safer sleep for babies",
    (
        "Most parents know the advice on safer sleep; what changes from night to night is the situation. A "
        "conversation about what would make it hard to follow the advice tonight is worth more than a leaflet.",
        "Sudden unexpected death in infancy is more frequent where families live with several pressures at once. "
        "Safer sleep is therefore part of safeguarding and not only of health advice.",
    ),
    (
        "Talk about safer sleep more than once, and when plans change.",
        "Include fathers and other carers in the conversation.",
    ),
)

LOCAL = Chapter(
    "Neglect, poverty and cumulative harm",
    (
        "Neglect builds up slowly, and chronologies help to see it. Poverty is not neglect, yet it makes everything "
        "harder and is too often left out of assessments.",
    ),
    ("Keep a chronology, and read it before meetings.",),
)

SYSTEM = Chapter(
    "The system around practitioners",
    (
        "The reviews analysed describe staff who worked hard in services under strain. Changes of worker, high "
        "caseloads and reorganisation make it harder to build relationships that last.",
        "Leaders shape practice by what they ask about. Questions about children's experience lead to different work "
        "from questions about deadlines.",
    ),
)

METHOD = Chapter(
    "How this review was done",
    (
        "A panel of senior staff from the agencies involved met an independent reviewer several times. Practitioners "
        "took part in two learning events, and the family was invited to contribute.",
        "Hindsight makes events look more predictable than they were. The review therefore asks what made sense to "
        "the people involved at the time, and why.",
    ),
)

NEXT_STEPS = Chapter(
    "Recommendations",
    (
        "The recommendations are few, so that each can be carried out and checked. The partnership will ask for "
        "evidence of change in practice and not only for evidence of activity.",
    ),
    (
        "The partnership should check within a year whether practitioners know and use this learning.",
        "Agencies should include this learning in induction and in supervision.",
    ),
)

QUESTIONS = Chapter(
    "Questions for your team",
    ("Take seven minutes together and then talk about these questions.",),
    (
        "What stands out for you when you read this?",
        "How will we make the learning last, and how will we notice that it has?",
        "Which of our team's plans should change because of it?",
    ),
)

ABOUT_BRIEFINGS = Chapter(
    "About this briefing",
    (
        "This briefing sums up a review on two pages. It does not replace the report. It is meant to be read aloud "
        "in a team meeting and talked about.",
    ),
)
