// Searches the pages in the reader's browser: looks the words up in the index that lies beside the pages, and shows what
// is found. The words are asked of nobody else. Words that readers see stand in the page.
(() => {
  "use strict";

  const PAGE = 10;
  const PAUSE_MS = 150;
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
      await pagefind.options({ noWorker: true, baseUrl, excerptLength: 28 });
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
    const marked = [...(await hit.data()).excerpt.matchAll(/<mark>(.*?)<\/mark>/gs)].map(([, word]) => folded(word));
    const begins = texts.flatMap((text) => folded(text).split(/[^\p{L}\p{N}]+/u)).map((word) => word.slice(0, 4));
    return !marked.length || begins.some((begin) => begin && marked.some((word) => word.includes(begin)));
  }

  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ß", "ss");

  // -- Showing --------------------------------------------------------------------------------------------------------

  function make(name, className, ...inner) {
    const element = document.createElement(name);
    element.className = className;
    element.append(...inner);
    return element;
  }

  // An excerpt is a text with <mark> around the words; of the rest, the index has written < and > as entities.
  function excerpt(html) {
    const parts = html.split(/<mark>(.*?)<\/mark>/s);
    const plain = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
    return parts.map((part, number) => (number % 2 ? make("mark", "", plain(part)) : plain(part)));
  }

  function item({ url, meta, excerpt: html }) {
    const link = make("a", "nz-found__title", meta.title ?? url);
    link.href = url;
    const label = make("span", "nz-found__label", meta.label ?? "");
    return make("li", "nz-found__item", link, label, make("p", "nz-found__words", ...excerpt(html)));
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
