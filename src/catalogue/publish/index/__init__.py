"""The search index inside the edition: four tables and the macros that any client can run.

Belongs here: how words are counted, stemmed, ranked and asked. Does not belong here: the text itself, which is counted
and dropped; no position of any word is kept, so that no document can be put together again.

Ranking is BM25 over two streams. Words of a review's own labels (title, pseudonyms, areas, themes and so on) count with
a weight for each label and whatever their number; words of its documents' texts count less, and less again the longer
the texts are (b = 0.75). Their weighted sum is what BM25 then saturates (k1 = 1.2), so that a word in a title beats a
word in passing and a hundred mentions beat one. What a stem adds to a review's score depends on nothing that is asked,
so it is worked out when the edition is printed.

A phrase can be found only where the edition prints words in their order: in labels and quotations. Keeping which words
stand beside which, even as hashes, would give texts away: every pair of words of the dictionary can be tried against
them, and the pairs then chained.

Words are cut by one macro, ``search_words``, both when the index is built and when it is asked, so the two cannot
differ. Stems are looked up in a dictionary of the words that occur: the file needs no stemmer.
"""

from catalogue.publish.index.filling import Making
from catalogue.publish.index.macros import CUT, MACROS, STATEMENTS
from catalogue.publish.index.tables import TABLES

__all__ = ["CUT", "MACROS", "STATEMENTS", "TABLES", "Making"]
