"""Words that a writer chooses whatever the subject: verbs of the headline, adverbs, judgements."""

from __future__ import annotations

from collections.abc import Iterator

__all__ = ["is_adverb", "is_plain_style"]

#: Verbs of which every form is style: what somebody does in any story.
_VERBS = frozenset(
    """
    admire admit advise affect aim allege allow announce appear approach argue arrive ask assert
    assume attempt attend avoid await awaken back badger balk bargain bask become beg begin
    believe belong bind blast boast bolster boost brace broaden buoy call carve celebrate
    challenge change cite claim clarify clean clear come concede concentrate conclude conduct
    confess confirm confuse consider consult contain continue contrast convince counter create
    criticise criticize dare decline deem defend deliver demand demonstrate deny depict deride
    describe detail dine disappoint discuss dismiss doubt draw drop dub dwindle ease eat echo
    edge eke elaborate embolden embrace emerge emphasise emphasize encounter encourage endure
    engulf enjoy enter evoke exclaim exert expand expect experience explore express extort eye
    face fade fail fare feel fill find fix follow form fuel gain gather get give glean go grab
    greet grill grip grow guess halt hammer happen headline heap hear hedge help hint hit hold
    hope hug hurl ignite illustrate imagine implore imply include indicate insist inspire intend
    intervene interview introduce invoke irk jeer join journey jump keep kick know lag lambast
    lament lash laud lean leap learn leave lift like line linger listen live look loom lose love
    lower maintain make mark mean mention mock move need nix note notice observe obtain occur
    offer oppose originate overhaul owe pave peddle persist pick place play pledge plunge poise
    portray praise predict prefer prepare presume prevent proceed produce promise prompt
    propose prove provide pull push put query quip quiz rage raise ramp range rattle reach react
    recall receive reckon recognise recognize reel refer reflect regard regret reiterate relate
    relish remain remember remind repeat reply report represent require resemble resist respond
    result reveal rip rise roil rush scold scramble see seek seem seize select send serve set
    shake shine shock shove show shrug shun signal simmer slam slap slash slip snap snub soar
    sound spark speak spot spur stand start state stem step stir stoke stop strengthen stress
    struggle stun succeed suffer suggest summarise summarize surge surprise survey suspect swell
    swipe switch take tap tear tend thank think threaten thrive thwart tolerate top tout
    transform trigger trounce trumpet try tumble turn uncover underline undermine underscore
    understand unveil update urge use value venture vie voice vow wait wake walk wane want warn
    watch weaken wear weigh welcome wish wonder worry worsen wrestle yank yell yield
""".split()
)
#: Past forms that no rule makes.
_PAST = frozenset(
    """
    arose ate became been began begun bore bought broke brought came caught chose dealt drew dug
    fallen felt flew fought found gave given gone got grew grown heard held hung kept knew known
    laid led left lent lost made meant met paid quit ran rang read sat saw seen sent shaken
    shook shown slid slipped sought spent spoke spoken sprang spread stood stuck swept swore
    taken taught thought threw thrown took tore torn understood upheld went withdrew woke won
    wore woven written wrote
""".split()
)
#: Judgements, degrees, measures, and what stands in for the thing itself.
_OTHERS = frozenset(
    """
    able absolute absurd abundance accurate acre acres acute adamant additional adequate admin
    admiration aftermath aide-de-camp alike altogether amazing ambitious anger angry annual
    anybody anywhere appalled appalling apparent array aspect aspects astonishing attempt awful
    awkward backdrop bad baffling barbaric barmy basis beeb belongings beloved beneath beset
    best better bid big bitter bizarre blatant bloke blokes bold boost booze-up boozy boss
    bosses brand-new brave brazen brief bright brilliant brit brits broad brutal buff bunch
    buoyant busy case cases centre-left centre-right certain channelled chaos chaotic chief
    chiefs clash clear clever cliché close closed-door closer collective colossal comfortable
    comic common compelling complete complex concern concerns concerted conclusion confident
    consequences considerable constant contrary convenient cool cop cops countless couple course
    coveted crap crazy critical crucial cruel curious current cushy cutoff damn dangerous
    daunting day-to-day decade decades decent deep deeply delicate dem dems desperate
    desperation despot destinations detail details different difficult dire disappointing
    disastrous disgraced disgraceful dismal distinct doable doom dramatic drastic dreadful
    dubious due dwindling dynamic eager earnest easy effective efficient eight-month element
    elements elusive embattled emotional empty encounter endeavour endeavours endless enormous
    entire epic episode era essential eventual everybody evident exact excellent exchange
    exciting exclusive exec existing expert experts explosive extent extraordinary extreme
    eye-catching facet fact factor factors facts fair familiar famous fancy fantastic far
    far-reaching farther fast fate favour favourite fears fed-up feeling feet fella fella's few
    fierce fiery final fine firm five-year flabbergasted focus fond foolish foot forceful
    foreseeable former formidable formula fortunate four-year fractious frantic fraught free
    fresh freshly friendly front frustrated frustrating frustration fuck fucking full fun
    fundamental funny furious further fury future gaffe gallon genuine giant gigantic glad globe
    gloom glum good gop gop's grass-roots great grim gritty gross group groups growing guy guys
    half-dozen half-hour handful hands-on happy hard harsh hat heated heavy hefty helpful high
    high-level high-profile highest historic hope horrendous horrible horrific hot houses huge
    idea ideal identical idiot idiots immediate immense imminent impact implication implications
    important impossible impressive inch inches incident incredible indications individual
    inevitable infamous initial inroads insane instance intense interesting interim intriguing
    issue issues item items jaw-dropping journey judgement judgment key kg kid kids kilometer
    kilometers kilometre kilometres kind km lad lags laid-back large larger largest last
    last-ditch last-minute late later latter leading least left-wing leftwing lefty leg length
    lengthy less lesser level levels light likelier likely limited liter liters litre litres
    little logical lone lonely long long-running long-standing long-term longer longest longshot
    longstanding loud low lower lowest lucky lukewarm magic main major man manner marked massive
    mate mates matter matters maze meagre measure measures meeting mentality mere meter meters
    method methods metre metres metric middle midnight mild mile miles minor minus minute
    minutes mixed modest moment moments momentum monstrous month's month-long motto mounted move
    moves much-needed multiple mum mysterious nasty near nearby necessary negative nervous new
    nice nickname nobody normal north-east north-west northeastern northwestern notable note
    notion notorious nuance nugget number numbers numerous objective obvious odd odds off-season
    old on-going one-third ongoing onslaught onus opportunity opposite ordinary original outer
    outing outright outsider outspoken overall overboard overdue overnight overwhelming own pace
    pal pals part partial particular passionate past path pathetic people period person phase
    piece pieces pitch place places plain plausible plea pleas plenty plot point points popular
    positive possible post-war postwar potential pound pounds powerful practical pre-emptive
    pre-war preposterous present pretext pretty previous prewar prior problem problems process
    processed profound progress prolonged prominent promising proper prospect prospects proud
    purpose quarter question questions quick quid quiet rack rampant rapid rare raw re-election
    ready real reason reasons recent reckless recording reelection regular relative relevant
    reluctant remark remarkable remarks repeated repub repubs respective respite result results
    rich ridiculous right right-wing rightwing rise risk risky role rollout root rosy rough
    round round-up roundup routine row rundown ruthless sabre-rattling sad same scale scary
    scenario scene scenes scores seamless second-hand self-imposed self-proclaimed senior sense
    separate series serious setback several severe shame sharp sheer shift shit shitty shock
    shocking short short-term shortfall showdown side sides significant signs similar simple
    single situation six-month size slight slim slow small smart smooth so-called soaring sober
    solid sombre somebody somewhat somewhere soon sooner sort sorts sought-after south-east
    south-west southeastern southwestern special specific spectacular spike spite split
    spontaneous stage staggering stance standard stark start startling statement stats steady
    steep step steps stern stiff story strange strategic strict striking strong stubborn stuff
    stunning stunt sub-standard subsequent substantial subtle successful sudden suitable
    superpac sure surprising swift synonymous tack tail tale tales tall tally tatters tatty team
    telly tense tenuous terrible terrific terrifying themes thing things think-tank thinktank
    thinktanks thirties thorny thorough three-year threshold tight time times tiny ton tonne
    tonnes tons top top-secret tough towns tragic tremendous trend tricky trouble troubled
    troubling true turmoil turn twist two-day two-thirds two-year type types typical ugly
    ultimate unacceptable unbelievable uncertain unclear undated unexpected unexplained unfair
    unfortunate unhappy unique unknown unlikely unprecedented unsure unusual unwelcome upbeat
    upcoming update upset urgent usual vague valid valuable various vast viable vicious view
    views vital vivid vocal volatile vow vows warm warning wave way ways weak week-long
    well-known whole wide wide-ranging widespread wild willing win wise wonder wonderful worry
    worse worst worth worthy would've wrong year-long year-on-year yearslong young younger
    youngest
""".split()
)
#: Words in -ly that are no adverbs.
_NO_ADVERBS = frozenset(
    """
    ally anomaly anti-family apply assembly belly bully butterfly comply elderly family fly holy
    homily imply italy jelly jolly july lily melancholy monopoly multiply oligopoly rally rely
    reply supply tally ugly
""".split()
)


def is_adverb(word: str) -> bool:
    """Say whether a word has the form of an adverb: greatly, not family."""
    return len(word) > 4 and word.endswith("ly") and word not in _NO_ADVERBS


def is_plain_style(word: str) -> bool:
    """Say whether a word is in the lists, or a form of a verb in them."""
    if word in _OTHERS or word in _PAST or word in _VERBS:
        return True
    return any(stem in _VERBS for stem in _stems(word))


def _stems(word: str) -> Iterator[str]:
    """Yield what the verb could be that a word is a form of: slamming gives slam."""
    for ending in ("s", "es", "ed", "d", "ing"):
        if not word.endswith(ending):
            continue
        stem = word[: -len(ending)]
        yield stem
        if ending == "ing":
            yield f"{stem}e"
        if ending in ("ed", "ing") and stem[-1:] == stem[-2:-1]:
            yield stem[:-1]
        if ending in ("es", "ed") and stem.endswith("i"):
            yield f"{stem[:-1]}y"
