// Keeps a page of the preview up to date, and shows what is to be mended.
// The server adds it to each page; the files that are built do not have it.
(() => {
  "use strict";

  const { mark } = document.currentScript.dataset;
  const isWaiting = "netzsiteWaiting" in document.documentElement.dataset;
  const shown = { mark, problems: [], events: null, retry: 0 };

  // -- Following what changes -----------------------------------------------------------------------------------------

  // Browsers open six connections to a host: only a page that is looked at listens. It hears what it has missed.
  function listen() {
    clearTimeout(shown.retry);
    if (document.visibilityState === "hidden") {
      shown.events?.close();
      shown.events = null;
    } else if (!shown.events) {
      const query = new URLSearchParams({ path: location.pathname, mark: shown.mark });
      shown.events = new EventSource(`/_netzsite/events?${query}`);
      shown.events.addEventListener("change", (event) => change(JSON.parse(event.data)));
      shown.events.addEventListener("problems", (event) => tell(JSON.parse(event.data)));
      shown.events.addEventListener("error", listenLater);
    }
  }

  // The server has gone. When it is back it is another run of it, and says that the page has changed.
  function listenLater() {
    shown.events?.close();
    shown.events = null;
    shown.retry = setTimeout(listen, 1000);
  }

  function change({ mark, page, files }) {
    shown.mark = mark;
    const addresses = new Set(files.map((file) => new URL(`/${encodeURI(file)}`, location).pathname));
    const sheets = new Set(styleSheets().map(pathOf).filter((path) => addresses.delete(path)));
    const loaded = performance.getEntriesByType("resource").map((entry) => new URL(entry.name).pathname);
    if (page || loaded.some((address) => addresses.has(address))) {
      reload();
    } else {
      sheets.forEach(exchange);
    }
  }

  const styleSheets = () => [...document.querySelectorAll("link[rel~=stylesheet]")];
  const pathOf = (sheet) => new URL(sheet.href).pathname;

  // The old style sheet goes when the new one is there, so that the page is never without.
  function exchange(path) {
    const old = styleSheets().filter((sheet) => pathOf(sheet) === path);
    const next = old.at(-1).cloneNode();
    next.href = `${path}?${shown.mark}`;
    next.addEventListener("load", () => old.forEach((sheet) => sheet.remove()), { once: true });
    old.at(-1).after(next);
  }

  // -- Keeping the place ----------------------------------------------------------------------------------------------

  const PLACE = `netzsite place ${location.pathname}`;

  function reload() {
    sessionStorage.setItem(PLACE, JSON.stringify([scrollX, scrollY]));
    location.reload();
  }

  // Again when pictures and fonts have taken their room, unless the reader has moved meanwhile.
  function returnToPlace() {
    const place = sessionStorage.getItem(PLACE);
    sessionStorage.removeItem(PLACE);
    if (place === null) return;
    const [left, top] = JSON.parse(place);
    const moved = new AbortController();
    const go = () => scrollTo({ left, top, behavior: "instant" });
    for (const name of ["wheel", "touchstart", "pointerdown", "keydown"]) {
      addEventListener(name, () => moved.abort(), { once: true, passive: true, signal: moved.signal });
    }
    go();
    addEventListener("load", () => requestAnimationFrame(go), { once: true, signal: moved.signal });
  }

  // -- Showing problems -----------------------------------------------------------------------------------------------

  const CLOSED = "netzsite closed";
  const ASKED = "netzsite asked";
  const host = document.createElement("netzsite-problems");
  const root = host.attachShadow({ mode: "open" });

  function make(name, className, text, further = {}) {
    const element = document.createElement(name);
    element.className = className;
    element.textContent = text;
    for (const [key, value] of Object.entries(further)) element.setAttribute(key, value);
    return element;
  }

  const sheet = make("link", "", "", { rel: "stylesheet", href: "/_netzsite/live.css" });
  const badge = make("button", "badge", "", { type: "button", "aria-haspopup": "dialog" });
  const news = make("p", "news", "", { role: "status" });
  const named = { role: "alertdialog", "aria-labelledby": "title", "aria-describedby": "advice" };
  const panel = make("dialog", "panel", "", named);
  const title = make("h2", "panel__title", "", { id: "title", tabindex: "-1", "aria-live": "polite" });
  const close = make("button", "panel__close", "Close", { type: "button", title: "Close (Esc)" });
  const advice = make("p", "panel__advice", "", { id: "advice" });
  const list = make("ol", "panel__list", "", { role: "list" });

  const isError = (problem) => problem.severity === "error";

  function count(problems) {
    const errors = problems.filter(isError).length;
    const counts = [[errors, "error"], [problems.length - errors, "warning"]];
    const parts = counts.filter(([number]) => number);
    return parts.map(([number, word]) => `${number} ${word}${number === 1 ? "" : "s"}`).join(", ");
  }

  function item(problem) {
    const entry = make("li", `problem problem--${problem.severity}`, "");
    const spot = [problem.file, problem.line, problem.column].filter(Boolean).join(":");
    const sort = make("p", "problem__sort", "");
    const [severity, code] = [make("strong", "problem__severity", problem.severity), make("span", "", problem.code)];
    sort.append(severity, " ", code);
    entry.append(sort, make("p", "problem__spot", spot), make("p", "problem__message", problem.message));
    if (problem.hint) entry.append(make("p", "problem__hint", problem.hint));
    return entry;
  }

  // Errors open by themselves, and what somebody asked for stays open; what somebody has closed stays closed until
  // there is something else to say.
  function tell(problems) {
    const said = JSON.stringify(problems);
    const hasErrors = problems.some(isError);
    if (shown.problems.length && !problems.length) news.textContent = "No problems any more";
    shown.problems = problems;
    title.textContent = count(problems);
    advice.textContent = adviceFor(hasErrors);
    badge.textContent = title.textContent;
    badge.className = hasErrors ? "badge badge--error" : "badge";
    badge.hidden = isWaiting || !problems.length;
    const warnings = problems.filter((problem) => !isError(problem));
    list.replaceChildren(...[...problems.filter(isError), ...warnings].map(item));
    const isNews = sessionStorage.getItem(CLOSED) !== said;
    if (isNews) sessionStorage.removeItem(CLOSED);
    const isAsked = sessionStorage.getItem(ASKED) !== null;
    put(problems.length > 0 && (isWaiting || isAsked || (hasErrors && (isNews || panel.open))));
  }

  function adviceFor(hasErrors) {
    if (!hasErrors) return "The pages are up to date. What is listed here could be better.";
    return isWaiting
      ? "There is no website yet. It appears here when the errors are mended and saved."
      : "You see the last good state. This goes away when the errors are mended and saved.";
  }

  function put(isOpen) {
    if (isWaiting) {
      panel.open = isOpen;
      document.querySelector(".page__state").hidden = isOpen;
    } else if (isOpen && !panel.open) {
      panel.showModal();
      title.focus();
    } else if (!isOpen) {
      panel.close();
    }
  }

  function ask() {
    sessionStorage.setItem(ASKED, "");
    put(true);
  }

  function dismiss() {
    sessionStorage.setItem(CLOSED, JSON.stringify(shown.problems));
    sessionStorage.removeItem(ASKED);
    put(false);
  }

  function build() {
    const head = make("div", "panel__head", "");
    head.append(title, close);
    panel.append(head, advice, list);
    panel.classList.toggle("panel--page", isWaiting);
    close.hidden = isWaiting;
    badge.hidden = true;
    badge.addEventListener("click", ask);
    close.addEventListener("click", dismiss);
    panel.addEventListener("cancel", dismiss);
    panel.addEventListener("click", (event) => event.target === panel && dismiss());
    root.append(sheet, news, badge, panel);
    (isWaiting ? document.querySelector("main") : document.body).append(host);
  }

  returnToPlace();
  sheet.addEventListener("load", listen, { once: true });
  build();
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => shown.events?.close());
  addEventListener("pageshow", (event) => event.persisted && listenLater());
})();
