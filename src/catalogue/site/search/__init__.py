"""Searching the site in the browser: an index that is printed, and the scripts that ask it.

Belongs here: what the index holds (``entries``, ``passages``), how its words are counted and its files are cut
(``indexing``), and what is put into the site (``files``): the page, the index, the scripts. Does not belong here: the
search inside an edition (``publish.index``), or any other page.

Theory
------
The browser asks plain files; no server answers anything, and no question leaves the reader's machine. The index holds
nothing but what the site's pages print: titles, publishers, areas, themes, reviewers, and the quotations and first
words that stand on the pages of reviews. It holds no text of any document.

Pagefind, the library that is usual for this, was looked at first and not taken: it finds no word with a typing error,
needs ``wasm-unsafe-eval`` in the content security policy, answers offline only with its own code changed, and took 0.3
to 0.5 s a question at this size. Here ``engine.js`` ranks (BM25 over words' stems, beginnings of words, and words with
a typing error), ``search.js`` is the page, and ``offline.js`` keeps what was loaded for when there is no connection.

What is loaded first is small: the list of reviews and the dictionary. Where each word stands, and the passages that are
shown beside results, are in further files that are fetched when a question needs them. The name of each holds a hash of
its bytes, so that no reader gets files of two editions mixed.
"""

from catalogue.site.search.files import files, pages

__all__ = ["files", "pages"]
