/* Khamrong at the desk: what only officers' pages need. Every page works without this file. */
(() => {
  "use strict";
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const token = () => one("input[name=csrf_token]")?.value ?? "";
  const send = (url, body, more = {}) => fetch(url, { method: "POST", body, headers: { Accept: "application/json", "X-CSRFToken": token() }, ...more });
  const seen = (it) => it.offsetParent && !it.closest("[hidden]");

  // Every key of this page in a window; without this script, as on a telephone, there are no keys to tell of.
  const help = one("details[data-keys]");
  let dialog;
  function explain() {
    if (!dialog) {
      dialog = Object.assign(document.createElement("dialog"), { className: "keys-dialog" });
      const title = Object.assign(document.createElement("h2"), { id: "keys-title", tabIndex: -1, autofocus: true, textContent: one("summary", help).textContent });
      const close = Object.assign(document.createElement("button"), { type: "button", className: "button quiet", textContent: help.dataset.close });
      close.addEventListener("click", () => dialog.close());
      dialog.setAttribute("aria-labelledby", title.id);
      dialog.append(title, ...[...help.children].slice(1).map((it) => it.cloneNode(true)), close);
      document.body.append(dialog);
    }
    dialog.showModal();
  }
  if (help) help.hidden = matchMedia("(hover: none) and (pointer: coarse)").matches;
  help && one("summary", help).addEventListener("click", (event) => { event.preventDefault(); explain(); });

  // Single keys, by their place where the keyboard writes Thai; never while somebody types, never once turned off.
  const rows = () => all(".queue-row h3 a").filter(seen);
  const typing = (it) => it.closest("textarea,select,[contenteditable],input:not([type=checkbox],[type=radio])");
  const plain = (event) => /^[!-~]$/.test(event.key) ? event.key
    : event.code === "Slash" ? (event.shiftKey ? "?" : "/") : (/^Key[A-Z]$/.test(event.code) ? event.code[3].toLowerCase() : event.key);
  let first = "", timer;
  function step(by) {
    const list = rows(), at = list.indexOf(document.activeElement?.closest(".queue-row")?.querySelector("h3 a"));
    list.length && list[at < 0 ? 0 : Math.min(Math.max(at + by, 0), list.length - 1)].focus();
  }
  function press(it) {
    if (it.matches("a[href]")) it.click();
    else it.focus();
  }
  function act(key) {
    const sequence = first && one(`[data-keys-to="${first}${key}"]`);
    first = "";
    clearTimeout(timer);
    const mark = document.activeElement?.closest(".queue-row")?.querySelector("input[type=checkbox]");
    const found = all(`[aria-keyshortcuts="${key}"]`).find(seen);
    if (sequence) location.assign(sequence.href);
    else if (key === "?" && help) explain();
    else if (key === "j" && rows().length) step(1);
    else if (key === "k" && rows().length) step(-1);
    else if (key === "x" && mark) mark.click();
    else if (found) press(found);
    else if (key === "g") { first = key; timer = setTimeout(() => { first = ""; }, 1500); }
    else return false;
    return true;
  }
  if (help?.dataset.keys === "on") addEventListener("keydown", (event) => {
    const key = plain(event);
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target) || !/^[a-z/?]$/.test(key)) return;
    if (dialog?.open) { if (key === "?") { event.preventDefault(); dialog.close(); } return; }
    if (act(key)) event.preventDefault();
  });

  // The queue one came from: the way back leads there, n and p go through its cases.
  const QUEUE = "queue", kept = () => { try { return JSON.parse(sessionStorage[QUEUE]); } catch { return null; } };
  if (one(".queue-row")) try { sessionStorage[QUEUE] = JSON.stringify({ url: location.pathname + location.search, cases: all(".queue-row h3 a").map((it) => it.pathname) }); } catch { /* none is kept then */ }
  const neighbours = one("[data-neighbours]"), queue = neighbours && kept();
  if (queue) {
    const at = queue.cases.indexOf(location.pathname), back = one(".trail a");
    if (at >= 0 && back) back.href = queue.url;
    [["prev", at - 1], ["next", at + 1]].forEach(([rel, place]) => {
      const link = one(`[rel=${rel}]`, neighbours);
      link.hidden = at < 0 || !queue.cases[place];
      if (!link.hidden) { link.href = queue.cases[place]; neighbours.hidden = false; }
    });
  }

  // Marked cases: how many, all of a group at once.
  const bar = one("[data-marked]");
  if (bar) {
    const boxes = () => all(".queue-row input[type=checkbox]");
    const count = () => { const n = boxes().filter((it) => it.checked).length; one("[data-count]", bar).textContent = n ? bar.dataset.marked.replace("%", n) : ""; };
    all("[data-all]").forEach((button) => {
      const mine = all("input[type=checkbox]", button.closest("details"));
      button.hidden = mine.length < 2;
      button.addEventListener("click", () => { const on = !mine.every((it) => it.checked); mine.forEach((it) => { it.checked = on; }); count(); });
    });
    addEventListener("change", count);
    addEventListener("pageshow", count);
  }

  // Who else is here, and what they did since this page was opened: told before anything is typed.
  const present = one("[data-here]");
  let over = false;
  async function beat() {
    if (over || document.visibilityState !== "visible") return;
    const body = new URLSearchParams({ version: present.dataset.version });
    const answer = await send(present.dataset.here, body).catch(() => null);
    if (!answer) return;
    const place = one("[data-changed]", present);
    if (answer.redirected || answer.status === 401) { over = true; place.textContent = present.dataset.gone; return; }
    if (!answer.ok) return;
    const { who, writing, changed } = await answer.json(), line = one("[data-who]", present);
    const words = [who, writing].filter(Boolean).join(" · ");
    if (line.textContent !== words) line.textContent = words;
    line.hidden = !words;
    if (place.textContent !== changed) place.textContent = changed;
    one("[data-again]", present).hidden = !changed;
  }
  if (present) {
    setInterval(beat, 45000);
    document.addEventListener("visibilitychange", beat);
    document.addEventListener("focusin", function early(event) {
      if (typing(event.target)) { document.removeEventListener("focusin", early); beat(); }
    });
  }

  // What is typed for a case is kept three seconds later, and when the page is left without sending it.
  all("[data-draft]").forEach((place) => {
    const form = one("form", place), said = one("[data-saved]", place);
    const typed = () => {
      const data = new FormData(form);
      [...data].forEach(([name, value]) => typeof value === "string" || data.delete(name));
      ["version", "key", "template"].forEach((name) => data.delete(name));
      return new URLSearchParams(data);
    };
    let before = typed().toString(), wait, going;
    const save = async (more = {}) => {
      clearTimeout(wait);
      const body = typed(), words = body.toString();
      if (over || words === before) return;
      body.set("version", present?.dataset.version ?? "");  // what was sent from this page meanwhile is no draft any more
      going = new AbortController();
      const answer = await send(place.dataset.draft, body, { signal: going.signal, ...more }).catch(() => null);
      if (!answer?.ok || answer.redirected) return;
      before = words;
      said.textContent = (await answer.json()).said;
    };
    form.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(save, 3000); });
    form.addEventListener("submit", () => { clearTimeout(wait); going?.abort(); before = typed().toString(); });
    addEventListener("pagehide", () => save({ keepalive: true }));
  });
})();

document.querySelectorAll("[data-reveal]").forEach((label) => {
  label.hidden = false;
  label.querySelector("input").addEventListener("change", ({ target }) =>
    target.form.querySelectorAll('input[autocomplete$="password"]').forEach((field) => { field.type = target.checked ? "text" : "password"; }));
});
