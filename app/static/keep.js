/* A form on a bad line: what is typed is kept on this phone until it was sent, photos are made smaller and go one by one,
   and where there is no line nothing is lost. Without this file the forms work. What it says stands in
   templates/front/offline.html. Never for the sealed channel: its pages do not know this file.
   Order: drawer · words · what is on the page · drafts found here · photos · sending · the line · the page itself */
const place = document.querySelector("[data-keep]"), form = place?.matches("form") ? place : null, path = location.pathname;
const asks = form?.elements.draft, picker = asks && form.querySelector("input[type=file]");
const DRAWER = "khamrong-drafts", CACHE = "khamrong-forms", DAYS = 7 * 864e5, SIDE = 1920, PAUSE = 60000, PROBE = 10000;
const make = (tag, given, ...inside) => { const it = Object.assign(document.createElement(tag), given); it.append(...inside); return it; };

// The drawer: words by the key of their draft; photos in a box of their own, which is opened only for photos.
const drafts = () => { try { return JSON.parse(localStorage.getItem(DRAWER)) ?? {}; } catch { return {}; } };
function put(key, draft) {
  const all = { ...drafts(), [key]: draft };
  if (!draft) delete all[key];
  try {
    if (Object.keys(all).length) localStorage.setItem(DRAWER, JSON.stringify(all)); else localStorage.removeItem(DRAWER);
    return true;
  } catch { return false; }
}
let box;
const opened = () => box ??= new Promise((done, fail) => {
  const asked = indexedDB.open(DRAWER, 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore("photos", { keyPath: "key" });
  asked.onsuccess = () => done(asked.result);
  asked.onerror = () => fail(asked.error);
});
const photos = async (act) => {
  const change = (await opened()).transaction("photos", "readwrite"), asked = act(change.objectStore("photos"));
  return new Promise((done, fail) => { change.oncomplete = () => done(asked.result); change.onabort = change.onerror = () => fail(change.error); });
};
function drop(key) {
  if (drafts()[key]?.photos) photos((all) => all.delete(key)).catch(() => {});
  put(key);
}
const newKey = () => btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(24)))).replace(/\+/g, "-").replace(/\//g, "_");

// Words: asked for once a day, kept with the form for when there is no line.
const lang = document.documentElement.lang;
let words, spoken;
async function learn() {
  spoken = await fetch(`/offline/${lang}?${import.meta.url.split("/").at(-2)}`).catch(() => self.caches?.match("/offline"));
  words = new DOMParser().parseFromString(await spoken.clone().text(), "text/html").getElementById("keep").dataset;
}
const filled = (text, given) => text.replace(/{(\w+)}/g, (_all, name) => given[name]);
function when(at) {
  const date = new Date(at).toLocaleDateString(lang === "en" ? "en-GB" : lang, { day: "numeric", month: "long", year: "numeric" });
  const [hour, minute] = new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" }).split(":");
  return `${date} ${filled(words.clock, { hour, minute })}`;
}
const button = (label, act, look = "button") => make("button", { type: "button", className: look, textContent: label, onclick: act });

// What the page says beside its button: one notice that is read aloud, and the line that tells what is kept.
const press = form && [...form.querySelectorAll(".buttons")].at(-1), notice = make("div", {}), line = make("p", { className: "hint section" });
notice.setAttribute("role", "status");
function say(head, text, ...more) {
  notice.className = head ? "notice waiting flow section" : "";
  notice.replaceChildren(...(head ? [make("p", {}, make("b", { textContent: head })), ...(text ? [make("p", { textContent: text })] : []), ...more] : []));
  if (head) notice.scrollIntoView({ block: "nearest" });
}
const row = (...inside) => make("p", { className: "buttons" }, ...inside);

// Keeping: a moment after each change, and before the page goes.
let key = asks?.value, keeping = true, timer, known = false;
function own(name, isKnown) { asks.value = key = name; known = isKnown; }
function typed() { return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !/^(csrf_token|draft|remove|switch)$/.test(name)); }
function save(stored = 0) {  // photos are counted once they are stored; those that went are here, too
  clearTimeout(timer);
  timer = null;
  if (!keeping) return;
  if (known && !drafts()[key]) own(newKey(), false);  // sent or deleted in another tab: from here on it is another matter
  known = put(key, { path, at: Date.now(), fields: typed(), photos: stored || drafts()[key]?.photos || 0 });
  tell(known ? words.kept : words.cannot);
}
function tell(text) {
  const wipe = button(words.wipe, () => { keeping = false; clearTimeout(timer); drop(key); line.replaceChildren(words.wiped); }, "as-link");
  line.replaceChildren(text, " ", ...(known ? [wipe] : []));
}
const touched = () => [...form.elements].some((it) => it.type === "file" ? it.files.length
  : /^(radio|checkbox)$/.test(it.type) ? it.checked !== it.defaultChecked
  : it.matches("select") ? it.selectedIndex > 0 && !it.options[it.selectedIndex].defaultSelected
  : it.matches("input,textarea") && it.type !== "hidden" && it.value !== it.defaultValue);

// Drafts found on this phone are told of, never filled in: the phone may be somebody else's.
function offer(name, draft) {
  const found = make("section", { className: "sheet narrow notice waiting flow" });
  found.setAttribute("role", "status");
  const use = async () => {  // what was on the page before it stays a draft, and is told of
    found.remove();
    if (timer) save();
    const before = key, typed = drafts()[before];
    await fill(name, draft);
    if (typed && before !== name) offer(before, typed);
  };
  const away = () => { drop(name); found.replaceChildren(make("p", { textContent: words.dropped })); };
  found.append(make("p", {}, make("b", { textContent: filled(words.found, { when: when(draft.at) }) })), make("p", { textContent: words.whose }), row(button(words.use, use), button(words.drop, away, "button quiet")));
  form.before(found);
}
async function fill(name, draft) {
  if (timer) save();
  own(name, true);
  for (const it of form.elements) {
    if (!it.name || /^(hidden|file|submit)$/.test(it.type)) continue;
    const given = draft.fields.filter((pair) => pair[0] === it.name).map((pair) => pair[1]);
    if (/^(radio|checkbox)$/.test(it.type)) it.checked = given.includes(it.value);
    else it.value = given[0] ?? "";
    if (given[0]) it.closest("details")?.setAttribute("open", "");
  }
  tell(words.kept);
  form.querySelector("input:not([type=hidden]),textarea,select").focus();
  if (draft.photos && picker) choose((await photos((all) => all.get(name)).catch(() => null))?.files ?? []);
}

// Photos: smaller, without what the camera wrote beside them, where this phone can; what it cannot read goes as it is.
let shrinking = Promise.resolve(), ours = false, safe = false;
const gone = new WeakSet();
async function smaller(file) {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" }), scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
    const paper = make("canvas", { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) }), ink = paper.getContext("2d");
    ink.fillStyle = "#fff";
    ink.fillRect(0, 0, paper.width, paper.height);
    ink.drawImage(picture, 0, 0, paper.width, paper.height);
    const made = await new Promise((done) => paper.toBlob(done, "image/jpeg", 0.8));
    return made ? new File([made], `${file.name.replace(/\.\w+$/, "")}.jpg`, { type: "image/jpeg" }) : file;
  } catch { return file; }
}
function choose(files) {
  const held = new DataTransfer();
  files.forEach((file) => held.items.add(file));
  picker.files = held.files;
  ours = true;  // the small pictures under the field are drawn anew, nothing is made smaller twice
  picker.dispatchEvent(new Event("change"));
  ours = false;
}
async function chosen() {
  const files = [];
  line.replaceChildren(words.shrinking);
  for (const file of [...picker.files]) files.push(await smaller(file));
  choose(files);
  if (!keeping) return line.replaceChildren(words.wiped);
  save();
  await remember();
  if (safe) save(picker.files.length);
  else tell(words.nophotos);
}
async function remember() {
  const files = [...picker.files], put = (all) => all.put({ key, files, gone: files.map((it) => gone.has(it)) });
  safe = keeping && known && await photos(put).then(() => true, () => false);
}

// Sending: the words first, then one photo after another; each goes again under the same key until it is answered.
function post(extra, progress) {
  return new Promise((done, fail) => {
    const body = new FormData(form), call = new XMLHttpRequest();
    let stuck = setTimeout(() => call.abort(), PAUSE);
    if (picker) body.delete(picker.name);
    if (extra) body.append(picker.name, extra);
    call.upload.onprogress = (event) => { clearTimeout(stuck); stuck = setTimeout(() => call.abort(), PAUSE); progress?.(event.loaded / event.total); };
    call.onloadend = () => {
      clearTimeout(stuck);
      let said = null;
      try { said = JSON.parse(call.responseText); } catch { /* a page: of the network between, or of a server in trouble */ }
      if (said && (call.status === 200 || call.status === 422)) done(said);
      else if (extra && call.status === 413) done({ refused: filled(words.stuck, sofar(extra)) });
      else fail(call.status >= 400 ? "refused" : "lost");
    };
    call.open("POST", form.action);
    call.setRequestHeader("Accept", "application/json");
    call.send(body);
  });
}
async function ask(extra, progress) {
  const said = await post(extra, progress);
  if (said.token) form.elements.csrf_token.value = said.token;
  return said.stale ? post(extra, progress) : said;  // the page was older than its token: the new one came with the answer
}
const sofar = (file) => ({ name: file?.name, n: [...picker.files].filter((it) => gone.has(it)).length, all: picker.files.length });
let busy = false, at;
async function go() {
  if (busy) return;
  busy = true;
  rest();
  press.firstElementChild.setAttribute("aria-disabled", "true");
  try {
    await shrinking;
    if (asks) save();
    say(words.sending);
    await deliver();
  } catch (why) { await missed(why); }
  busy = false;
  press.firstElementChild.removeAttribute("aria-disabled");
}
async function deliver() {
  at = null;
  let said = await ask();
  if (picker && said.held < sofar().n) [...picker.files].forEach((file) => gone.delete(file));  // not there any more
  if (said.sent) return say(words.sent, "", row(make("a", { className: "button", href: said.sent, textContent: words.look })));
  if (!said.wrong?.some((name) => name !== "photos")) {
    for (const file of picker ? [...picker.files] : []) {
      if (gone.has(file)) continue;
      const bar = make("progress", { max: 1, value: 0 });
      bar.setAttribute("aria-label", words.sending);
      Object.assign(bar.style, { inlineSize: "100%", accentColor: "var(--action)" });
      at = file;
      say(filled(words.photo, { n: sofar(file).n + 1, all: picker.files.length }), "", bar);
      said = await ask(file, (part) => { bar.value = part; });
      if (said.refused) return say(said.refused, "", row(button(words.without, () => { choose([...picker.files].filter((it) => it !== file)); remember(); go(); })));
      gone.add(file);
      await remember();
    }
  }
  if (said.to) return location.assign(said.to);
  if (picker && safe) choose([]);  // they are on this phone; only the words go again, to be shown with what is to be mended
  HTMLFormElement.prototype.submit.call(form);
}

// The line: looked for again and again while somebody waits for it; nothing leaves before they press.
let probe;
function rest() { clearInterval(probe); removeEventListener("online", look); }
const answers = () => fetch("/healthz", { cache: "no-store" }).then((answer) => answer.json()).then((said) => said.ok, () => false);
async function look() { if (!busy && await answers()) { rest(); offerAgain(); } }
function offerAgain(cut) {
  const label = cut ? words.again : asks ? words.go : words.send;
  say(cut ?? (asks ? words.alive : words.back), asks ? "" : words.safe, row(button(label, go)));
}
async function missed(why) {
  const cut = at && filled(words.stuck, sofar(at)), lost = why === "lost";
  if (lost && await answers()) return offerAgain(cut);
  if (!lost) return say(cut ?? words.busy, asks ? "" : words.safe, row(button(words.again, go)));
  say(asks ? words.lost : words.unsure, [cut, asks ? known ? words.wait : words.cannot : words.once].filter(Boolean).join(" · "));
  probe = setInterval(look, PROBE);
  addEventListener("online", look);
}

// The page itself, kept for when there is no line; nothing is kept for somebody who saves data.
async function stay() {
  if (!navigator.serviceWorker || navigator.connection?.saveData) return;
  await navigator.serviceWorker.register("worker.js");
  await document.fonts.ready;
  const cache = await caches.open(CACHE), names = performance.getEntriesByType("resource").map((it) => new URL(it.name).pathname);
  const drawn = [...new Set(names.filter((it) => it.startsWith("/assets/")))], file = (it) => it.split("/").slice(3).join("/");
  for (const { url } of await cache.keys()) {
    const old = new URL(url).pathname;
    if (!drawn.includes(old) && drawn.some((it) => file(it) === file(old))) await cache.delete(old);
  }
  for (const it of drawn) if (!await cache.match(it)) await cache.add(it);
  if (!await cache.match(path)) await cache.add(path);
  if (spoken) await cache.put("/offline", spoken);
  document.documentElement.dataset.kept = "1";
}

for (const [name, draft] of Object.entries(drafts())) if (name === place?.dataset.sent || Date.now() - draft.at > DAYS) drop(name);
const ready = () => learn().catch(() => new Promise((again) => setTimeout(again, PROBE)).then(ready));
if (form) ready().then(async () => {
  form.append(notice);
  addEventListener("pageshow", (event) => { if (event.persisted) say(""); });
  addEventListener("submit", (event) => {
    if (event.target !== form || event.submitter?.name) return;
    event.preventDefault();
    event.stopPropagation();
    go();
  }, true);
  if (!asks) return;
  form.append(line);
  const going = "going" in form.dataset;
  own(going ? key : newKey(), going && key in drafts());
  for (const [name, draft] of Object.entries(drafts())) if (draft.path === path && name !== key) offer(name, draft);
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(() => save(), 400); });
  picker?.addEventListener("change", () => { if (!ours) shrinking = chosen(); });
  document.addEventListener("visibilitychange", () => { if (timer) save(); });
  addEventListener("pagehide", () => { if (timer) save(); });
  if (!navigator.onLine) say(words.shell);
  tell(words.kept);
  if (known && picker && drafts()[key].photos) {
    const held = await photos((all) => all.get(key)).catch(() => null);
    if (held) choose(held.files.filter((_file, n) => !held.gone[n]));
  } else if (touched()) { if (picker?.files.length) shrinking = chosen(); else save(); }
  const settle = () => setTimeout(() => stay().catch(() => {}), 1500);
  if (document.readyState === "complete") settle(); else addEventListener("load", settle);
});
