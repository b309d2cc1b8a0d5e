// Filters the directory in place: facets and free text together, the state in the address. Without it every value of a
// facet has a page of its own. Words come from data attributes, so the script speaks every language.
(() => {
  const form = document.querySelector(".nz-filter");
  if (!form) return;
  const lang = document.documentElement.lang;
  const fold = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/ß/g, "ss");
  const search = form.querySelector("input");
  const selects = [...form.querySelectorAll("select")];
  const fields = [search, ...selects];
  const state = form.querySelector("[role=status]");
  const none = document.querySelector(".nz-filter-none");
  const letters = [...document.querySelectorAll(".nz-register__letter")].map((section) => ({
    section,
    jump: document.querySelector(`.nz-jumps [href="#${section.id}"]`)?.parentElement,
    rows: [...section.querySelectorAll("[data-words]")],
  }));
  const rows = letters.flatMap((letter) => letter.rows).map((element) => ({
    element,
    words: element.dataset.words,
    values: selects.map((select) => (element.dataset[select.dataset.facet] || "").split(" ")),
  }));

  function count(hits, select, at) {
    const counts = {};
    for (const row of hits) for (const value of row.values[at]) counts[value] = (counts[value] || 0) + 1;
    for (const option of select.options) {
      if (!option.value) continue;
      const found = counts[option.value] || 0;
      option.text = `${option.dataset.words} (${found.toLocaleString(lang)})`;
      option.disabled = !found && !option.selected;
    }
  }

  function show() {
    const wanted = fold(search.value).split(/\s+/);
    const spelled = rows.filter((row) => wanted.every((word) => row.words.includes(word)));
    const fits = (row, at) => !selects[at].value || row.values[at].includes(selects[at].value);
    const fitsBut = (row, but) => selects.every((_, at) => at === but || fits(row, at));
    selects.forEach((select, at) => count(spelled.filter((row) => fitsBut(row, at)), select, at));
    const hits = new Set(spelled.filter((row) => fitsBut(row)));
    for (const row of rows) row.element.hidden = !hits.has(row);
    for (const letter of letters) {
      letter.section.hidden = letter.rows.every((element) => element.hidden);
      if (letter.jump) letter.jump.hidden = letter.section.hidden;
    }
    none.hidden = hits.size > 0;
    state.textContent = state.dataset.words.replace("{n}", hits.size.toLocaleString(lang));
  }

  function read() {
    const asked = new URLSearchParams(location.search);
    for (const field of fields) field.value = asked.get(field.name) || "";
    for (const select of selects) if (select.selectedIndex < 0) select.value = "";
    show();
  }

  function write(isStep) {
    show();
    if (location.protocol === "file:") return;
    const asked = new URLSearchParams(fields.filter((field) => field.value).map((field) => [field.name, field.value]));
    const address = location.pathname + (String(asked) && `?${asked}`);
    history[isStep ? "pushState" : "replaceState"](null, "", address);
  }

  function clear() {
    for (const field of fields) field.value = "";
    write(true);
    search.focus();
  }

  search.addEventListener("input", () => write(false));
  for (const select of selects) select.addEventListener("change", () => write(true));
  for (const button of document.querySelectorAll(".nz-filter-clear")) button.addEventListener("click", clear);
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("popstate", read);
  document.querySelector(".nz-facets").hidden = true;
  form.hidden = false;
  read();
})();
