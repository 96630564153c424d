/* Khamrong: cases that this phone keeps because somebody asked it to: number, address, day; no words. And sharing.
   A button [data-mine] holds an address; [data-mine-list] is the list of all that are kept. */
const KEY = "khamrong-mine", MOST = 50;
const read = () => { try { return JSON.parse(localStorage.getItem(KEY)) ?? []; } catch { return []; } };
const write = (cases) => { cases.length ? localStorage.setItem(KEY, JSON.stringify(cases)) : localStorage.removeItem(KEY); draw(); };
const without = (url) => read().filter((it) => it.url !== url);
const possible = () => { try { localStorage.setItem(`${KEY}?`, "1"); localStorage.removeItem(`${KEY}?`); return true; } catch { return false; } };
const list = document.querySelector("[data-mine-list]"), button = document.querySelector("[data-mine]");

function draw() {
  const cases = read();
  if (button) {
    const { mine: url, remember, forget } = button.dataset;
    button.textContent = cases.some((it) => it.url === url) ? forget : remember;
  }
  if (!list) return;
  list.hidden = !cases.length;
  list.querySelector("ul").replaceChildren(...cases.map((it) => {
    const line = list.querySelector("template").content.cloneNode(true), link = line.querySelector("a");
    link.href = it.url;
    link.textContent = it.number;
    const day = line.querySelector("time");
    day.dateTime = it.day;
    day.textContent = new Date(it.day).toLocaleDateString(list.dataset.locale, { dateStyle: "long" });
    const forget = line.querySelector("button");
    forget.setAttribute("aria-label", `${forget.textContent} ${it.number}`);
    forget.addEventListener("click", () => { write(without(it.url)); settle(); });
    return line;
  }));
}

// After a line is gone the keyboard stands on what is left.
function settle() {
  (list.hidden ? document.getElementById("main") : list.querySelector("ul button")).focus();
}

if (button && possible()) {
  const { mine: url, number, day, kept, gone } = button.dataset, said = document.querySelector("[data-mine-said]");
  button.closest("[hidden]").hidden = button.closest("[data-script]").hidden = false;
  document.querySelector(`form[action="${url}/stop"]`)?.addEventListener("submit", () => write(without(url)));
  button.addEventListener("click", () => {
    const before = read(), rest = without(url);
    write(rest.length === before.length ? [{ url, number, day }, ...rest].slice(0, MOST) : rest);
    said.textContent = rest.length === before.length ? kept : gone;
  });
}
list?.querySelector("[data-forget-all]").addEventListener("click", () => { write([]); settle(); });
addEventListener("storage", (event) => event.key === KEY && draw());
draw();

const share = document.querySelector("[data-share]");
if (share && navigator.share) {
  share.hidden = share.closest("[data-script]").hidden = false;
  share.addEventListener("click", () => navigator.share({ title: share.dataset.title, url: new URL(share.dataset.share, location).href }).catch(() => {}));
}
