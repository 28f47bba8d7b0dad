"""Words of this field and of its pages that are nobody's name.

Belongs here: words that stand capitalised in titles, labels and on covers and would else be taken for given
names or surnames, and words of topics, which no child is called by but a reviewer may be (Power, Short).
Does not belong here: names of areas (the authority file has them), or any name.
"""

_WORDS = """
abbreviations abuse academy accepted acknowledgement acknowledgements acting action adolescent adolescents adopted
adult adults advice adviser advisor aged agencies agency agreed alcohol all american analysis and annex annual
anonymous any appendix approved april archive archived are as associate associates asylum at attachment august aunt
author autumn babies baby background be been behalf being bereaved birth board boards borough boyfriend boys
briefing briefings britain british brother bruising bullying burns but by cafcass can care carer carers case cases
cce ccg central centre chair chapter charity chief child childhood children chronology circumstances city clinical
college commissioned commissioner commissioning committee committees community complex concealed conclusion
confidential consent consultancy consultant consultation consulting contact contents contextual could council county
cousin criminal criminality cross cruelty csa cse cspr culture current custody dad date days death deaths december
department details did director disability disabled disclaimer district do doctor document documents does dog
domestic download downloads draft drowning drug each early east easter education eight elective emergency emotional
england english enquiry ethnicity events every evidence executive experience exploitation extended fabricated faith
families family father fathers february female fii final find findings five for forced foreword forms foster
fostering four friday friend from full gang gangs gender genital genogram girlfriend girls glossary good government
gp grandfather grandmother grandparent grandparents great group guidance gypsy had harm has have health healthy help
her here his historic home homeless homelessness homicide honour hospital housing how husband identity if illness in
incident incidents independent index induced infant infants information initials injuries injury into introduction
investigation ireland irish is island isle it its january joint july june key knife latest lcspr lead learner
learning lessons limited line lines links living local london looked lscb lscp ltd male manager mandatory march
marriage may media medical men mental messages methodology metropolitan midlands might minister ministry missing
monday months more mother mothers multi mum must mutilation name names national neglect newborn news next nhs nine
no non north northern not november obesity october of office officer officers ofsted old on one online only or
organised other others our overview page panel parent parental parenting parents part partner partners partnership
peer perinatal perpetrator perplexing person physical poisoning police policies policy poverty practice practitioner
practitioners pre prebirth preface pregnancy prepared presentations press previous prison procedures process
professional professionals professor protection protocol public publication publications published quality questions
race racism radicalisation rapid ratified re read recent recommendations reference references refugee region
regional registered religion remand report reports research residential resilience resource resources response
responses restraint review reviewer reviewers reviewing reviews risk roma rough royal safe safeguarding safer
saturday school schools scotland scottish scr search secretary section secure seeking self senior september serious
service services seven severe sexual shaken shall should siblings signed significant single sister six sleep
sleeping social some south spring sscb statement stepfather stepmother strategic street strictly structure study
subject substance sudden suicide summary summer sunday support systemic systems team ten terms than that the their
thematic theme themed themes therapeutic there these this those three thursday timeline to together toolkit topic
trafficking training transition trauma traveller triennial trust tuesday twins two unaccompanied unborn uncle under
understanding unexpected unified unit united university unnamed untitled useful version victim view violence voice
vulnerable wales was water website wednesday weeks welfare welsh west what when where who why wife will winter with
without women working workshop would years yorkshire young your youth
"""

# Boards in Wales print both languages side by side.
_WELSH = """
achos adolygiad adolygiadau adroddiad argymhellion atodiad bach briff briffio bwrdd byr canolbarth canllawiau
crynodeb cryno cyhoeddi cymru cynllun cynnar dogfen drosolwg dysgu diogelu estynedig galwad gogledd gorllewin
gweithredol gweithredu gwybodaeth gwersi hir llawn llywodraeth materion munud oedolion partneriaeth plant plentyn
pobl rhanbarthol saith sir trosolwg trwy ymarfer ymateb
"""

NEVER_NAMES = frozenset(_WORDS.split()) | frozenset(_WELSH.split())
"""The words, in small letters."""

_TOPICS = """
about abridged abstract abusive accept accessibility accommodation acid addiction adoption adverse adversity advert
advertise advocacy affluent africa agreement alderney alert allegation alternative amended amendment america animal
anonymisation anorexia answer antenatal anxiety app apply appointment approach arrangement arson asia asked assault
assessing assessment asthma attempt attendance attitude audit authoritative autism autistic autonomy available
avoidance awaiting aware awareness back balance barrier base basic behaviour believe belonging bereavement best better
bias bite biting blind blog body bond booklet born boundaries boundary box brief broken bruise building bulletin
calendar call campaign cancel cannabis capacity cardiac career caring cause certificate challenge change changing
charging check choice choking civil class clear close cocaine coercion coercive collaboration collaborative comment
commission common communicating communication competence competency complaint completed complexity compliance concern
condition conference confidence confident conflict connected consanguinity considering consistent context
contextualised continuity control controlling conversation cookies coping corporate corrected cot counselling course
court creating crisis criteria crossing crying cuckooing curiosity curious custodial cyber cyberbullying cycle daily
damage dangerous dark dashboard data deaf decision declined deep definition delay delayed delete deliberate delivering
delivery demand denied dental dependency depression deprivation deprived design detention development developmental
diabetes died difference difficult digital dignity direct directions directory discharge disclosure discretion
discretionary discrimination discussion disease disguised disorder disproportionality dispute disrupted distant
distress diversity divorce domain donate drinking driver dual due duties duty dying dynamic eating edit effective
effectively electively electronic email embargoed embedding emergencies emerging empathy employment engage engagement
engaging enquiries entry environment epilepsy equality error escalation essential estrangement ethics europe
evaluation everyone example excluded exclusion expectation expected experienced explained explaining exploited
exposure extract extremism eye fabrication face facebook fact factor failure false faq fatal fear feature feedback
feeding feeling fetal file financial fire firearm first fixed flow flowchart flyer focus foetal follow following food
forensic form formal forthcoming forum foundation fractured france frequent friendly front frozen fund funding further
future gallery gambling gaming gap gathering general germany getting gibraltar glance global goal governance graded
grid grooming growth guernsey guide guidelines gun hair handling handover hard harmful hate hazard head healthcare
hearing heat helping hidden high highlight hoarding holding holiday holistic hostile hour household hub human hurt
hygiene idea ideation identification identified identifying illicit image imagery immigration impact implementation
implication important improved improvement improving inappropriate including inclusion inclusive increase indicator
inequalities inequality infanticide infection influence infographic informed initial initiative injured inquest
insight inspection institutional integrated intelligence intensive intent interface intergenerational interim
international internet interpreter intervention intimate invisible involvement involving isolation issue jersey job
journey judgement keep keeping ketamine kinship knowing knowledge labelling lack language lasting law leader
leadership leaflet leaving legal legislation letter level liaison library life link list listen listening literacy
lived locked login logout loneliness look looking loss low made main making maltreatment management managing mandate
map mapping massage maternal maternity matter measure mediation meeting mentoring menu message method migration minor
minutes missed misuse mobile mobility model modern module moment monitoring mood mortality most move moving multiple
mutual naming nature navigation need neglectful neonatal network neurodivergent neurodiverse neurodiversity new
newsletter night normal notification number nurse nursery nursing nutrition observation offence offender offending
offer older ongoing open operation opioid opportunity optimism option oral order organisation organisational origin
outcome outline outreach outside overarching overdose overlay overseas overweight pack package packs pain paper
parallel partial participation pass passport paternal pathway pattern pay pending perception performance permanence
permanent persistent personal perspective pet phone picture pilot place placement planned planning play plus podcast
point poland poor pornography portal positive post poster postnatal postpartum postponed power practical prepare
preparing presence presentation presenting pressure prevent prevention previously primary principle prior priority
private processes profile programme progress promoting prompt proof prostitution protected protecting protective
provider providing provision psychiatric psychological psychosis punishment pupil purpose question quick quiet quiz
quizzes rape reading reason reasonable rebuild recap recognising recognition record recorded recording recovery
redacted redaction reduce reducing referral reflection reflective refresh refresher refusal register regular
regulation rejected relational relationship relative reminder removal removed repeat reporting represent resident
resistance resistant resolution resolving respect respite responding responsibility responsible restorative restricted
restrictive result retraction return reunification reviewed revised right road role romania routine rule rural safely
safety sample save scald scenario scheme scope screening scrutiny secret seeing seizure selective seminar sensitive
sensory separation sepsis serial series session setting sex sexting sexuality shame share shared sharing shop short
sight sign silent sitemap situation skill skin skip slavery smoking society solution sorry spain special specialist
specific speech spiritual spotlight spotting stage stalking standard start starvation state station statistics
statutory stay step stigma stillbirth stop storage story strain stranger strangulation strategies strength stress
stroke structured student style sub subgroup subgroups submission submit subpanel subscribe successful suitability
suitable supervised supervision supplement supporting surgery surveillance survey survivor suspected suspended
suspicious symptom syndrome system table taking talking target task teacher teaching technical technology teenage
teeth telephone template tenancy tension terrorism test text thank thanks themselves theory therapy think thinking
threat threshold time timely timescale timing tip title tool top touch toxic tracking traditional transfer transgender
transitional translation transport travel treatment trend trial trigger truancy turning twitter type uncertainty
unconscious undertaking unexplained universal unknown unmet unregistered unsafe unseen unstable unsubscribe until
update updated upload uploaded urgent use user using vacancies vacancy value vaping various vehicle verbal
verification vigilance violent virtual visible vision visit visiting vital voluntary vulnerability waiting walk
walking warning watch way weapon webinar week weekly weight welcome well wellbeing whole wide wider wish wishes
withdrawn witness word work worker workforce workload world worry written year
"""

_COMMON = """
ability able abort above absence absent absolute academic acceptable access accessed accident accidental accompany
accordance account accuracy accurate achieve acknowledge acquire across act active activity actual actually adapt
added addition additional additionally address adequate adjust advance advanced advantage affect affected after
afterwards again against age agree ahead aim align alive allow allowed almost alone along alongside already also
alternate although always among amount analogous analyse announcement another anybody anyone anywhere apart apparent
appeal appear appearance applicable application applied appreciated appropriate approximate area around arrange
arranged arrested article aside ask assembly assets assign assist assistance assistant associated assume attached
attack attempted attended attention attribute audience authorised authority automatic automatically average avoid
awards away awful backward bad based basically basis because become before began begin behind below bench benefit
beside between beyond big blocked book both bottom bound breach break brings brought build built business busy
called came cannot capable captured careful carefully carried carry category caused certain chain chance changed
character charge charged chart cheap checked choose chosen claim claimed clean clearly click client closed closely
closer collect collected collection combination combined come command commercial commit commitment committed commonly
communicate compact company compare compared comparison compensation competent complete completely completion comply
component composed comprehensive comprises concerned confirm confirmed conform confused congress connect connection
consecutive consequence consider considerable considerations considered consist consistently constant constantly
constitution construct consult consumer contacted contain contained container continue continued contract contrast
contribute contributed contribution convenient convention conversion convert convicted cookie coordinated copy
copyright core coroner correction correctly correspond cost counted country couple coverage covered covers created
creation creative credit critical curated currently customer cut damaged database dated dead deal decide decided
declaration declared dedicated defence define defined definitely delegate deleted delivered demonstrate depends deputy
derived describe described description descriptive designate designated designed desired despite destination detail
detailed detained detect determine determined develop developed device diagram dialogue differ differently
difficulties diligent directed directive directly disagree disclose disclosed discover discovery discussed display
displayed disseminate disseminated dissemination distinct distinguish distribute distribution diverse divide done
double doubt downloadable downloaded drafted drama draw drawn drive driven drop dropped duplicate duration earlier
earliest easier easily easy edition editor educational effect effort either elected element eligible else elsewhere
embed embedded employer empty enable encounter encourage encouraged end ended endorsed enforcement enhance enhanced
enough enquire ensure entered entire entirely entitled equal equally escape especially essentially establish
established estimate etc evaluate even eventually ever exact exactly examine examined exceeds except exception
exceptional exchange exclusively executed exercise exist expand expect expenses expired explain explore explored
export expose expressed extend extent external extra facilitated facility fail failed fair fairly fall familiar far
fast faster fatality fault favour federal fee feed feel few fewer field fifteen fifty fill filled film filter finally
fine finish finished firm fit flexible flood floor folder followed font foot footage foreign forget format formed
former formerly formulate forward found founded frame framed free freedom frequently freshly fulfilled fully funeral
furthermore gained gather gathered gave generally generate generation gets give given goes gone govern governor
granted grants greater greatest ground grouped grown guarantee guardian guess guest half hand handed handle
happen happened happy hardware heard heavily height held helped helpful helpline hence heritage higher highest
highlighted highly historical historically history hold holder honest hoped hosted hot however huge hundred identical
identify ill illegal illustrate illustrated immediate immediately implement implemented import importantly impose
imposed improve incidental include included income incomplete incorporate incorrect increased indeed independence
independently indicate indicated indirect individual individually induction ineffective inevitable inform informal
informative initially initiate initiated injure input inquiry inside inspect inspected inspector inspired install
instance instead institute institution instruction insurance intended intensity intention intentional interest
interested internal interpretation interval interview introduce introduced invest investigate investigated investment
invite invited involve involved issued item itself join joined jointly journal judge judged judgment jurisdiction just
justice keen kept kill killed killer killings kind know known labelled large larger largest last lasted lastly late
lately latent later launch launched lawful lawyer lay layout learned learns least leave lecture led left legally
legislative length less lesson let lethal liable licence lies likely likewise limit limitation listed listings
literally little load loaded locally located location log long longer longest loop lost lot lower lowest magazine
mainly maintain maintained maintenance major majority make maker manner manual manually many marked market mass
massive master match matched material maximum maybe mean meaningful meant meanwhile measured mechanism meet mention
mentioned merely merge merged middle mind minimise minimum minus minute mistake mixed mode moderate monitor monitored
month monthly mostly motion movement much municipal murder murdered mutually namely narrative nation nationally native
naturally near nearby nearest nearly necessarily necessary needed negative negligence negotiated neighbour neither
never nevertheless newer newest newly nobody none nor normally noted notes notice noticed notified notify nowhere
numbered numerous object objectives obligation observe observed obtain obtained obvious occur occurred odd offered
official officially often okay omitted once onto onwards opened openly operate operated operational opposite optional
ordinary organise original originally otherwise ought outbreak outer outlined output overall overcome overleaf
overnight own owned owner ownership paid paired paragraph park particular particularly partly party passed past path
pause payment people per percent perform performed perhaps period permission permit personally phase photograph
phrase pick picked piece plain plans platform please pleased pledge poem pointed popular portion position possibility
possible possibly potential potentially precise prefer preferable preliminary presented presently presents pretty
prevalence prevented price prime print printable printed prioritise prioritised privacy privilege probable probably
problem proceed proceedings procured produce produced product production professionally proficient profound progressed
project prominent promise promote promoted prompted pronounced proper properly property proposal proposed prosecuted
prosecution prosecutor protect proud prove proven provide provided provisional publicity publicly publish publisher
publishes pull purely pursuant pursue push put qualified qualify quarter quarterly query quite quote raise raised
random range rare rarely rate rather ratio reach reached reader readily real realise really reasonably receive
received recently recommend recommended recover recruit recruitment redesign reduced refer referenced referred reflect
reflected regard regarded regardless registrar regularly regulator reiterate reject relate related relation relatively
release released relevant reliable rely remain remained remarks remember remembered remote remove renamed renewed
repeal repeated repeatedly replace replaced reported representative request requested require required requirement
reserved reset reside resolve resolved respective respond responded rest restart restored restrict resubmit resulted
retain retained returned reuse reveal revealed revise revision revisit revisited rewritten room root round route row
ruled run safeguard safeguarded said same satisfied saved says scale scan scene schedule scheduled science scientific
scored screen searched searches seasonal second secondary secondly sectors secured see seek seem seen segment select
selected selection send sense sent sentence sentenced separate separated separately sequence seriously serve served
sets several severely shape she sheets shift shoot shoulder show shown side signal signature significantly similar
similarly simple simply since site sits size sketch slightly slow small smaller smart soften software sold sole solely
solicitor somebody someone sometimes somewhere soon sort sought sound source space speak speaker specialised specially
species specifically specification specified specify spent split spoke sponsor spread stable staff staged stand
started starter stated static stayed still stopped store stored straight streams strengthen strict strong stronger
strongly struck studied stuff submitted subsequent subsequently substantial substantially substitute succeed success
such suddenly suffer suffered sufficient sufficiently suggest suggested suggestion suit sum summarise summarised
superseded supplementary supplied supplier supply supported supportive suppose sure surge survive survived suspect
suspend sustain sustained switch systematic systematically tab tackle take taken talk talked taught teach technically
tell temporary tend term terminate territory tested them then thereafter therefore thereof they things third thirty
thorough though thought thousand threads threaten threatened thrive through throughout thus ticket tied tier tight
tightly timetable today told tomorrow tonight total totally towards town trace tracked tracker trade tragedy tragic
tragically trail trained trainer transferred transform transformation transparency transparent trap treat treated tree
tribunal tribute troubled true truly trusted truth try turn turned twelve twenty twice typical typically ultimately
unable unaware uncertain unclear undergo underneath underpin undertake undertaken undertook unfair unfortunately
unhappy unique universally unless unlike unlikely unlimited unlock unnecessary unpack unpublished unrelated unreported
unresolved unsupported unsure unusual upgrade upon upper urge urged usable usage usual usually utilise vacant valid
validate valuable valued variation varied variety vary vast verbally verdict verified verify versus very via viewed
vigilant visited visitor void volume volunteers vote wait wake walked wall want wanted warn warned watched weak wear
web weekend welcomed whatever whenever whereas whereby wherever whether whichever while whilst whom whose widely width
window within woman wonder worded worked worse worst worth write writer wrong wrote yearly yes yesterday yet yields
you younger youngest yourself zero zone
"""

TOPIC_WORDS = frozenset(_TOPICS.split()) | frozenset(_COMMON.split())
"""Words of briefings, guides and services and common English words, in small letters: no pseudonyms, though some
are surnames. Words that are given names too (Grace, Hope, Mark) are not among them."""
