"""Words of this field and of its pages that are nobody's name.

Belongs here: words that stand capitalised in titles, labels and on covers and would else be taken for given
names or surnames. Does not belong here: names of areas (the authority file has them), or any name.
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

NEVER_NAMES = frozenset(_WORDS.split())
"""The words, in small letters."""
