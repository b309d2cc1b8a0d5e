// Searches the pages in the reader's browser: looks the words up in the index that lies beside the pages, and shows what
// is found. The words are asked of nobody else. Words that readers see stand in the page.
(() => {
  "use strict";

  const PAGE = 10;
  const PAUSE_MS = 150;
  const [LENGTH, BEFORE] = [28, 6]; // words of an excerpt, and of those before the first that was found
  const [SURE, ENDING] = [4, 3]; // letters by which a word is known again, and of the endings that are left out
  const INNER = "⁂";
  const by = (id) => document.getElementById(`nz-search-${id}`);
  const [words, kind, state, list, more] = ["words", "kind", "state", "found", "more"].map(by);
  const form = document.getElementById("nz-search");
  const said = form.dataset;
  const search = { engine: null, number: 0, timer: 0, hits: [], shown: 0 };

  // -- Looking up -----------------------------------------------------------------------------------------------------

  // The engine is loaded with the first search, or as soon as somebody goes to the field.
  function engine() {
    search.engine ??= import(new URL("pagefind.js", new URL(said.index, location))).then(async (pagefind) => {
      const baseUrl = new URL(said.root, location).pathname;
      await pagefind.options({ noWorker: true, baseUrl });
      await pagefind.init();
      return pagefind;
    });
    search.engine.catch(() => (search.engine = null));
    return search.engine;
  }

  // The index writes ü as u. Who has no ü writes ue, and some names are spelled so: each is looked for as the other.
  function spellings(text) {
    const short = text.replace(/([aou])e/gi, "$1\u0308").normalize("NFC");
    const long = text.replace(/[äöü]/gi, (letter) => `${letter.normalize("NFD")[0]}e`);
    return [...new Set([text, short, long])];
  }

  async function lookUp(text, filters) {
    const pagefind = await engine();
    const found = await Promise.all(spellings(text).map((each) => pagefind.search(each, { filters })));
    const best = new Map();
    for (const hit of found.flatMap(({ results }) => results)) {
      if (!best.has(hit.id) || best.get(hit.id).score < hit.score) best.set(hit.id, hit);
    }
    const hits = [...best.values()].sort((one, other) => other.score - one.score);
    return hits.length && (await isNear(hits[0], spellings(text))) ? hits : [];
  }

  // A word that is not in the index is taken for any word that begins with its first letter: that is no hit.
  async function isNear(hit, texts) {
    const { content, locations } = await hit.data();
    const all = content.split(/\s+/);
    const found = locations.map((at) => folded(all[at] ?? ""));
    const begins = texts.flatMap((text) => wanted(text)).map((word) => word.slice(0, SURE));
    return !found.length || begins.some((begin) => found.some((word) => word.includes(begin)));
  }

  const wanted = (text) => folded(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);

  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ß", "ss");

  // -- Showing --------------------------------------------------------------------------------------------------------

  function make(name, className, ...inner) {
    const element = document.createElement(name);
    element.className = className;
    element.append(...inner);
    return element;
  }

  // What a page says follows the words within its compounds, if there are any. Where one of those was found, the
  // compound is shown. The index has written < and > as entities.
  function excerpt({ content, locations }) {
    const all = content.split(/\s+/);
    const first = all.findIndex((word) => word.startsWith(INNER)) + 1;
    const sought = spellings(words.value).flatMap(wanted).filter((word) => word.length >= SURE);
    const stems = sought.map((word) => word.slice(0, Math.max(SURE, word.length - ENDING)));
    const holds = (word) => stems.some((stem) => folded(word).includes(stem));
    const found = new Set(locations.filter((at) => at >= first));
    if (!found.size) all.forEach((word, at) => at >= first && holds(word) && found.add(at));
    const start = Math.max(first, (found.size ? Math.min(...found) : first) - BEFORE);
    const shown = all.slice(start, start + LENGTH).map((word, at) => {
      const text = word.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
      return found.has(start + at) ? make("mark", "", text) : text;
    });
    if (start > first) shown.unshift("…");
    if (start + LENGTH < all.length) shown.push("…");
    return shown.flatMap((each) => [each, " "]);
  }

  function item(hit) {
    const { url, meta } = hit;
    const link = make("a", "nz-found__title", meta.title ?? url);
    link.href = url;
    const label = make("span", "nz-found__label", meta.label ?? "");
    return make("li", "nz-found__item", link, label, make("p", "nz-found__words", ...excerpt(hit)));
  }

  async function showMore(number) {
    const next = search.hits.slice(search.shown, search.shown + PAGE);
    const items = (await Promise.all(next.map((hit) => hit.data()))).map(item);
    if (number !== search.number) return null;
    list.append(...items);
    search.shown += next.length;
    list.hidden = !search.shown;
    more.hidden = search.shown >= search.hits.length;
    return items[0];
  }

  const say = (text, q, n) => (state.textContent = text.replace("{q}", q).replace("{n}", n));

  function clear() {
    Object.assign(search, { hits: [], shown: 0 });
    list.replaceChildren();
    list.hidden = more.hidden = true;
  }

  async function run() {
    clearTimeout(search.timer);
    const number = ++search.number;
    const text = words.value.trim();
    remember(text);
    if (!text) {
      clear();
      state.textContent = "";
      return;
    }
    const patience = setTimeout(() => say(said.busy), 400);
    try {
      const hits = await lookUp(text, kind.value ? { kind: kind.value } : {});
      if (number !== search.number) return;
      clear();
      search.hits = hits;
      await showMore(number);
      if (number !== search.number) return;
      say([said.none, said.one][hits.length] ?? said.many, text, hits.length.toLocaleString(document.documentElement.lang));
    } catch {
      if (number === search.number) {
        clear();
        say(said.failed);
      }
    } finally {
      clearTimeout(patience);
    }
  }

  // -- Asking ---------------------------------------------------------------------------------------------------------

  function remember(text) {
    const address = new URL(location);
    address.search = new URLSearchParams({ ...(text && { q: text }), ...(kind.value && { kind: kind.value }) });
    history.replaceState(null, "", address);
  }

  function recall() {
    const asked = new URLSearchParams(location.search);
    words.value = asked.get("q") ?? "";
    kind.value = asked.get("kind") ?? "";
    if (kind.selectedIndex < 0) kind.value = "";
  }

  // Arrows lead from the field to what is found, from one to the next, and back; Escape leads back at once.
  function walk(event) {
    const stops = [words, ...list.querySelectorAll("a")];
    const here = stops.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1, Escape: -here }[event.key];
    if (here < 0 || !step || !stops[here + step] || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    stops[here + step].focus();
  }

  function begin() {
    recall();
    if (location.protocol === "file:") {
      say(said.disk);
      return;
    }
    form.hidden = false;
    state.textContent = "";
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      run();
    });
    words.addEventListener("input", () => {
      clearTimeout(search.timer);
      search.timer = setTimeout(run, PAUSE_MS);
    });
    words.addEventListener("focus", () => engine().catch(() => {}), { once: true });
    kind.addEventListener("change", run);
    more.addEventListener("click", async () => (await showMore(search.number))?.querySelector("a").focus());
    document.addEventListener("keydown", walk);
    addEventListener("pageshow", (event) => event.persisted && recall());
    if (words.value) run();
    else words.focus();
  }

  begin();
})();
