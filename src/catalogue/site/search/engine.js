// Ranking: a question and the index in, reviews in their order out.
//
// Belongs here: words, stems, typing errors, scores. Does not belong here: the page, or any network but the function
// that is handed in. The layout of the index is described in indexing.py.

const LONGEST_WORD = 40;
const MOST_WORDS = 12;
const MOST_BEGINNINGS = 60;
const QUALITY = { exact: 1, beginning: 0.6, error: 0.45 };
const SATURATION = 4 * 1.2; // BM25's k1, in the unit of the weights: a word in two passages

/** Cut text into words, by the rule of indexing.py. */
export function words(text) {
  const plain = text.replace(/['’ʼ]/g, "").normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "");
  return (plain.match(/[\p{L}\p{N}]+/gu) || []).filter((word) => word.length <= LONGEST_WORD);
}

/** How many typing errors are forgiven in a word of so many letters. */
export function forgiven(letters) {
  if (letters < 4) return 0;
  return letters < 8 ? 1 : 2;
}

/** Whether two words are at most so many errors apart: a letter too many, missing, wrong, or two exchanged. */
export function near(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return false;
  let before = [];
  let last = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row += 1) {
    const now = [row];
    let least = row;
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1];
      let cost = Math.min(last[column] + 1, now[column - 1] + 1, last[column - 1] + (same ? 0 : 1));
      if (row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]) {
        cost = Math.min(cost, before[column - 2] + 1);
      }
      now.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return false;
    before = last;
    last = now;
  }
  return last[other.length] <= most;
}

/** The index, opened: it is asked for words and filters, and fetches the files that it needs. */
export class Engine {
  /**
   * @param {object} index What index.json holds.
   * @param {(name: string) => Promise<any>} fetched Gives the content of a numbered file.
   */
  constructor(index, fetched) {
    this.index = index;
    this.fetched = fetched;
    this.terms = index.terms ? index.terms.split(" ") : [];
    let following = 0;
    this.stems = index.stems.map((told) => (told ? following - told : following++));
    this.stop = new Set(index.stop.split(" "));
  }

  /** Words of a question that are asked: no stop word, each once. */
  asked(question) {
    return [...new Set(words(question).filter((word) => !this.stop.has(word)))].slice(0, MOST_WORDS);
  }

  /**
   * Find reviews.
   *
   * @param {string} question Words as typed; none asks for all reviews.
   * @param {Record<string, string>} narrowed Key of the choice by name of the filter; a missing or empty one asks for all.
   * @returns {Promise<{found: number[], every: boolean, read: {typed: string, as: string[]}[], unknown: string[], marks: string[]}>}
   *   Reviews, the best first; whether each holds every word; words that were read as others; words that stand nowhere;
   *   words to mark.
   */
  async search(question, narrowed) {
    const asked = this.asked(question).map((word) => this.understood(word));
    const meant = asked.filter((one) => one.stems.size);
    const unknown = asked.filter((one) => !one.stems.size).map((one) => one.typed);
    const marks = meant.flatMap((one) => one.marks);
    const read = meant.filter((one) => one.kind === "error").map((one) => ({ typed: one.typed, as: one.as }));
    if (!asked.length) {
      return { found: this.all().filter((review) => this.passes(review, narrowed)), every: true, read, unknown, marks };
    }
    const scored = await Promise.all(meant.map((one) => this.scores(one.stems)));
    const sums = new Map();
    for (const scores of scored) {
      for (const [review, score] of scores) {
        const sum = sums.get(review) || { score: 0, held: 0 };
        sums.set(review, { score: sum.score + score, held: sum.held + 1 });
      }
    }
    const passing = [...sums].filter(([review]) => this.passes(review, narrowed));
    const whole = unknown.length ? [] : passing.filter(([, sum]) => sum.held === meant.length);
    const taken = whole.length ? whole : passing;
    taken.sort((a, b) => b[1].held - a[1].held || b[1].score - a[1].score || a[0] - b[0]);
    return { found: taken.map(([review]) => review), every: whole.length > 0, read, unknown, marks };
  }

  /** All reviews, in the index's order: the newest first. */
  all() {
    return this.index.reviews.map((_, review) => review);
  }

  /** Whether a review has every choice that is asked for; a choice that no review has lets none pass. */
  passes(review, narrowed) {
    return Object.entries(narrowed).every(([name, key]) => {
      const filter = this.index.filters[name];
      return !key || (filter !== undefined && filter.held[review].includes(filter.keys.indexOf(key)));
    });
  }

  /** What a word stands for: stems with the quality of each, the terms to mark, and how it was understood. */
  understood(typed) {
    const start = this.place(typed);
    const exact = this.terms[start] === typed ? [start] : [];
    const beginnings = [];
    if (typed.length >= 3) {
      let at = start + exact.length;
      while (at < this.terms.length && this.terms[at].startsWith(typed) && beginnings.length < MOST_BEGINNINGS) {
        beginnings.push(at);
        at += 1;
      }
    }
    const most = forgiven(typed.length);
    const errors = exact.length || beginnings.length || !most ? [] : this.alike(typed, most);
    const kind = exact.length ? "exact" : beginnings.length ? "beginning" : "error";
    const stems = new Map();
    for (const [places, quality] of [[exact, QUALITY.exact], [beginnings, QUALITY.beginning], [errors, QUALITY.error]]) {
      for (const term of places) {
        const stem = this.stems[term];
        stems.set(stem, Math.max(stems.get(stem) || 0, quality));
      }
    }
    const marks = this.terms.filter((_, term) => stems.has(this.stems[term]));
    return { typed, kind, stems, marks, as: errors.map((term) => this.terms[term]) };
  }

  /** Places of the terms that are the fewest errors away, if any are near enough. */
  alike(typed, most) {
    for (let errors = 1; errors <= most; errors += 1) {
      const found = [];
      this.terms.forEach((term, place) => {
        if (near(typed, term, errors)) found.push(place);
      });
      if (found.length) return found;
    }
    return [];
  }

  /** Place of the first term that is not before a word. */
  place(word) {
    let low = 0;
    let high = this.terms.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.terms[middle] < word) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Score of each review that holds any of the stems: the best of them counts. */
  async scores(stems) {
    const best = new Map();
    const size = this.index.stemsAFile;
    await Promise.all(
      [...stems].map(async ([stem, quality]) => {
        const file = await this.fetched(this.index.postings[Math.floor(stem / size)]);
        const flat = file[stem % size];
        const holders = flat.length / 2;
        const rarity = Math.log(1 + (this.index.reviews.length - holders + 0.5) / (holders + 0.5));
        let review = 0;
        for (let at = 0; at < flat.length; at += 2) {
          review += flat[at];
          const score = (quality * rarity * flat[at + 1]) / (flat[at + 1] + SATURATION);
          best.set(review, Math.max(best.get(review) || 0, score));
        }
      }),
    );
    return best;
  }

  /** Passages of a review: words and page. */
  async passages(review) {
    const size = this.index.reviewsAFile;
    const file = await this.fetched(this.index.passages[Math.floor(review / size)]);
    return file[review % size];
  }

  /** The passages that hold most of the marked words, at most so many; the first ones where none is marked. */
  async best(review, marks, most) {
    const wanted = new Set(marks);
    const rated = (await this.passages(review)).map(([text, page], place) => ({
      text,
      page,
      place,
      held: new Set(words(text).filter((word) => wanted.has(word))).size,
    }));
    const chosen = wanted.size ? rated.filter((one) => one.held) : rated;
    return chosen.sort((a, b) => b.held - a.held || a.place - b.place).slice(0, most);
  }
}
