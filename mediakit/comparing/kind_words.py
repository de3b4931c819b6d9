"""Short lists of words that say how an outlet writes, or that are left over from a page."""

from __future__ import annotations

__all__ = ["CREDITS", "GENERIC", "ROLES", "STYLE", "TITLES", "TRACES"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_HONORIFICS = _words("""
    ala ariz ark calif chairman chairwoman col colo congressman congresswoman conn dame dr fla
    gen gov hon jr ky lady lord lt md mich minn miss mr mrs ms okla prof rep representative
    representatives sen senator senators sir spokesperson sr tenn vice wis dem dems gop
""")
_CALENDAR = _words("""
    monday tuesday wednesday thursday friday saturday sunday
    mon tue tues wed thu thur thurs fri sat sun
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sept sep oct nov dec
    today yesterday tomorrow tonight morning afternoon evening night weekend week month
    ago recently earlier later ago
    am pm a.m p.m est edt et gmt bst utc
""")
_QUOTING = _words("""
    said say says saying told tell tells telling added add adds adding according stated wrote
    noted explained commented remarked
""")
_NUMBERS = _words("""
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
    hundred hundreds thousand thousands million millions billion billions dozen dozens
    first second third fourth fifth sixth seventh eighth ninth tenth
    percent per cent pc m bn mn tn
""")
_HABITS = _words("""
    towards toward amid amidst amongst whilst upon onto afterwards afterward however meanwhile
    moreover furthermore nevertheless nonetheless therefore thus hence although though despite
    also already still yet even just like really very quite rather much many lot lots
    may might could would should must shall can cannot will
    ok okay yeah yes gonna wanna vs versus
    dont doesnt didnt isnt arent wasnt werent havent hasnt hadnt couldnt shouldnt wouldnt cant wont
    id ive im youd youll youre youve hes shes theyd theyll theyre theyve weve thats theres whats
""")
#: A first name alone is nobody. Those that are also words, or that one person is known by, are not
#: here.
_FIRST_NAMES = _words("""
    aaron adam alan alex alice alicia alisa allison amanda amy andrea andrew andy angela anna
    anne annie anthony barbara bart ben benjamin beth betsy brandon brenda bret brett brian
    bruce bryan carl carole caroline carolyn catherine charles charlie charlotte chris christina
    christine christopher claire craig dan daniel danny dave david deborah deirdre denise dennis
    derek devin diane dina don donna doug dylan edward eileen eleanor eliza ellen emily emma
    eric erica erin evan fiona gary gavin gerald glenn gordon greg gregory hannah heather helen
    henry ian jacob jake james jamie jane janet jason jay jeff jeffrey jenna jennifer jenny
    jeremy jerry jesse jessica jim jimmy joan joanna joanne joel johanna john johnny jon
    jonathan joseph josh joshua joyce judith judy julia julian julie justin karen karl kate
    katherine kathleen kathy katie keith kelly ken kenneth kevin kim kirsten kristen kyle larry
    laura lauren leah leslie linda lindsay lisa lizzy louise lucy lynn madeleine margaret maria
    marie martha martin matt matthew maureen megan melanie melissa michael michelle mike molly
    monica natalie natasha nathan neil nicholas nick nicole nigel oliver olivia pamela patricia
    patrick paul paula peter phil philip phillip rachel ralph raymond rebecca rebekah renee
    richard rob robert roger ron ronald rosie russell ruth ryan sally sam samantha samuel sandra
    sara sarah scott sean sharon sheila simon sophie stephanie stephen steve steven stewart
    stuart susan suzanne tamara tara ted teresa terry thomas tim timothy tina todd tom tony
    tracy tyler valerie vanessa veronica vincent walter wayne wendy william yvonne zach zoe
""")
#: House style: what a writer chooses whatever the subject.
STYLE = _HONORIFICS | _CALENDAR | _QUOTING | _NUMBERS | _HABITS | _FIRST_NAMES

_PAGE = _words("""
    http https www com org net html htm php url pdf jpg jpeg png gif amp nbsp
    pic pics photo photos photograph photographs photographer image images picture pictured
    pictures caption captions getty gettyimages shutterstock alamy istock rex afp/getty
    copyright reserved rights click read reading reader readers subscribe subscriber subscribers
    subscription newsletter newsletters advertisement advert ads editor editors edited editing
    text video videos watch podcast file handout via screenshot twitter.com byline
    replay toggle enlarge hide scroll inbox contributing blog blogs hl interactive tagged slideshow
    watched courtesy newscast landline highlights
    ft nyt wsj co inc ltd re ve ll
    contributor contributors correspondent powered staff writer reporter reporters reporting updated
    publish published publication download app email e-mail
""")
_AGENCIES = _words("""
    ap afp reuters pa upi dpa ansa efe tass itar-tass xinhua interfax kyodo novosti ria ap's epa
    anadolu ukrinform unian belta
""")
#: Who makes the page or the programme, and what they do in its captions.
ROLES = _words("""
    analyst analysts anchor anchors blog blogger byline co-anchor co-host co-hosts cohost columnist
    columnists commentator contributor contributors correspondent correspondents coverage
    discusses host hosted hosts joins monologue newsletter newsroom podcast pollster presenter
    primetime producer producers reacts reported reporter reporters reports sketch two-way
    writes
""")
_PROGRAMMES = _words("""
    articles br buzz byline co-anchor co-host co-hosts cohost countdown coverage discusses
    edition editions editorial editorials eds essay feature features g2 info joins letters
    listen listener listeners listens monologue newsletter newsroom op-ed opinion page pages
    podcast pp primetime reacts recap round-up roundup rundown sketch two-way weighs
""")
#: Pieces of the page or the programme, and agencies with their credits.
TRACES = _PAGE | _AGENCIES | _PROGRAMMES

#: What a page says only of itself: what is mostly beside these belongs to them.
CREDITS = _words("""
    http https www com html php jpg jpeg png pic photo photos image images pictured caption captions
    getty gettyimages shutterstock alamy istock rex scanpix screenshot subscribe newsletter
    newsletters advertisement video videos text replay ap afp reuters epa
""")
#: Words of the names of outlets that do not tell one from another.
GENERIC = _words("""
    the a of and online news web site website com co uk org net tv radio digital edition
    daily sunday weekly magazine newspaper media
""")
#: Words of such names that have other senses: they are a title if they have a capital.
TITLES = _words("""
    chronicle express gazette globe guardian herald independent inquirer journal ledger mail
    mirror monitor observer post press record review scotsman standard star sun telegraph times
    tribune
""")
