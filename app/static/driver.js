/* The driver's round: what is marked is kept on this phone first and sent when there is a line, once, with its true time.
   Without this file the page's forms work. Order: drawer · what is written · sending · what is shown · pen · the page itself */
(() => {
  "use strict";
  const list = document.querySelector("[data-round]");
  if (!list) return;
  const words = list.dataset, path = location.pathname, until = Number(words.until), line = document.getElementById("line");
  const CACHE = "khamrong-rounds", PHOTO_SIDE = 1600, LONGEST = 120000, marks = new Map();
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const make = (tag, given, ...inside) => { const it = Object.assign(document.createElement(tag), given); it.append(...inside); return it; };
  const part = (name) => name.split("-").pop();

  // The drawer: marks of this phone, by key. Where the browser keeps nothing they live as long as the page.
  const drawer = new Promise((done) => {
    try {
      const asked = indexedDB.open("khamrong-rounds", 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore("marks", { keyPath: "key" });
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => done(null);
    } catch { done(null); }
  });
  async function stored(act) {
    const open = await drawer;
    if (!open) throw new Error("no drawer");
    return new Promise((done, fail) => {
      const change = open.transaction("marks", "readwrite"), asked = act(change.objectStore("marks"));
      change.oncomplete = () => done(asked.result);
      change.onabort = change.onerror = () => fail(change.error);
    });
  }
  let safe = true;
  async function keep(mark) { marks.set(mark.key, mark); await stored((box) => box.put(mark)).catch(() => { safe = false; }); }
  async function drop(mark) { marks.delete(mark.key); await stored((box) => box.delete(mark.key)).catch(() => {}); }

  // What the form says, as it will be sent; photos are made smaller where this phone can.
  const key = () => [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16).padStart(2, "0")).join("");
  const chosen = (form, name) => form.querySelector(`[name$="-${name}"]:checked`);
  const field = (form, name) => form.querySelector(`[name$="-${name}"]:not([type=radio])`);
  async function smaller(file) {
    try {
      const picture = await createImageBitmap(file, { imageOrientation: "from-image" }), scale = Math.min(1, PHOTO_SIDE / Math.max(picture.width, picture.height));
      const paper = make("canvas", { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) });
      paper.getContext("2d").drawImage(picture, 0, 0, paper.width, paper.height);
      const made = await new Promise((done) => paper.toBlob(done, "image/jpeg", 0.8));
      return made && made.size < file.size ? new File([made], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" }) : file;
    } catch { return file; }
  }
  async function gather(form) {
    const fields = [], before = form.carried ?? [], proof = chosen(form, "proof")?.value;
    for (const [name, value] of new FormData(form)) {
      if (!(value instanceof File)) fields.push([name, part(name) === "key" ? key() : value]);
      else if (value.size) fields.push([name, await smaller(value)]);
    }
    const pen = form.querySelector("canvas"), drawn = proof === "drawn" && pen.inked;
    if (drawn) fields.push([pen.dataset.name, new File([await new Promise((done) => pen.toBlob(done, "image/png"))], `${pen.dataset.file}.png`, { type: "image/png" })]);
    return [...fields, ...before.filter(([name, value]) => value instanceof File && !fields.some((it) => it[0] === name))];
  }
  function missing(form) {
    const wrong = {}, result = chosen(form, "result")?.value, proof = chosen(form, "proof")?.value, has = (name) => field(form, name).value.trim();
    const litres = Number(has("litres").replace(/[,\s]/g, "").replace(/[๐-๙]/g, (digit) => digit.charCodeAt(0) - 0xe50));
    if (!result) wrong.result = words.needResult;
    if (!/^(full|part)$/.test(result)) return wrong;
    if (!(litres >= 1)) wrong.litres = words.needLitres;
    else if (result === "part" && litres >= Number(form.closest(".outcome").dataset.planned)) wrong.litres = words.needLess;
    if (!has("recipient")) wrong.recipient = words.needRecipient;
    if (!proof) wrong.proof = words.needProof;
    if (proof === "word" && !has("word")) wrong.word = words.needWord;
    const signed = form.querySelector("canvas").inked || form.carried?.some(([name]) => part(name) === "signature");
    if (proof === "drawn" && !signed) wrong.signature = words.needSignature;
    return wrong;
  }
  function summary(form) {
    const said = (name) => chosen(form, name)?.closest("label").textContent.trim(), water = /^(full|part)$/.test(chosen(form, "result").value);
    return [said("result"), ...(water ? [`${field(form, "litres").value}\u00a0${words.litres}`, field(form, "recipient").value] : [])].join(" · ");
  }

  // Sending: one after another in the order in which things happened. What is not answered is sent again under its key.
  let sending = false, cut = false;
  const next = () => [...marks.values()].filter((it) => it.state === "waiting").sort((a, b) => a.at - b.at)[0];
  async function send() {
    if (sending) return;
    sending = true;
    const done = [];
    try {
      for (let mark = next(); mark; mark = next()) if (!await give(mark, done)) break;
    } catch { cut = true; }
    sending = false;
    if (done.length) await refresh(done);
    draw();
  }
  async function give(mark, done) {
    const body = new FormData(), stop = new AbortController(), timer = setTimeout(() => stop.abort(), LONGEST);
    mark.fields.forEach(([name, value]) => body.append(name, value));
    body.append("ago", Math.max(0, Math.round((Date.now() - mark.at) / 1000)));
    try {
      const answer = await fetch(mark.url, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "error", signal: stop.signal });
      cut = answer.status >= 500 || answer.status === 429;
      if (cut) return false;
      const said = await answer.json().catch(() => ({}));
      if (answer.ok) { done.push(mark.stop); await drop(mark); }
      else if (answer.status === 409) await keep({ ...mark, state: "taken", already: said.already });
      else if (answer.status !== 404) await keep({ ...mark, state: "wrong", errors: said.errors ?? { note: words.refused } });
      else if (await refresh([])) await keep({ ...mark, state: "taken", already: words.gone });
      else return false;
      return true;
    } finally { clearTimeout(timer); }
  }
  // The office's view of the stops named, of all that nobody is writing on, and of the head; false: this link is over.
  async function refresh(stops) {
    const answer = await fetch(path);
    if (answer.status === 404) { await over(); return false; }
    const fresh = answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
    const calm = all(".stop", list).filter((it) => stops.includes(it.id.slice(5)) || !it.querySelector("details[open]"));
    for (const id of fresh ? ["round-head", ...calm.map((it) => it.id)] : []) {
      const now = document.getElementById(id), then = fresh.getElementById(id);
      if (now && then) now.replaceWith(document.adoptNode(then));
    }
    all("form", list).forEach((form) => form.classList.add("scripted"));
    return true;
  }
  async function over() {
    const left = [...marks.values()].map((mark) => mark.summary);
    for (const mark of [...marks.values()]) await drop(mark);
    await self.caches?.open(CACHE).then((cache) => cache.delete(path)).catch(() => {});
    list.replaceChildren(make("li", { className: "sheet flow" }, make("p", {}, make("b", { textContent: words.over })), ...left.map((it) => make("p", { textContent: it }))));
    document.getElementById("round-head")?.remove();
  }

  // What is shown: beside each stop what this phone still holds of it.
  const place = (mark) => document.getElementById(mark.stop ? `stop-${mark.stop}` : "round-head") ?? document.getElementById("round-head");
  function draw() {
    all(".kept").forEach((it) => it.remove());
    all(".stop.on-phone").forEach((it) => { it.classList.remove("on-phone"); });
    all(".outcome[hidden],.set-out[hidden]").forEach((it) => { it.hidden = false; });
    for (const mark of marks.values()) if (place(mark)) show(mark, place(mark));
    const waiting = [...marks.values()].filter((it) => it.state === "waiting").length;
    const said = [waiting && (cut || !navigator.onLine) ? words.offline : "", !safe && waiting ? words.memory : "", waiting ? `${words.count} ${waiting}\u00a0${words.points}` : ""].filter(Boolean).join(" · ");
    if (line.textContent !== said) line.textContent = said;
  }
  function show(mark, where) {
    const form = where.querySelector("form"), box = make("div", { className: "kept flow" });
    if (mark.state === "wrong" && form && mark.stop) { fill(form, mark); blame(form, mark.errors); return; }
    const hides = where.querySelector(mark.stop ? ".outcome" : ".set-out");
    if (hides) hides.hidden = true;
    const head = { waiting: words.kept, wrong: words.wrong, taken: words.taken }[mark.state];
    box.append(make("p", {}, make("b", { textContent: head }), ` ${mark.already ?? ""}`), make("p", { textContent: `${mark.state === "waiting" ? "" : words.mine} ${mark.summary}` }));
    if (mark.state === "waiting" && mark.stop) box.append(button(words.mend, async () => { if (!sending) { await drop(mark); draw(); fill(form, mark); } }));
    if (mark.state !== "waiting") box.append(button(words.seen, async () => { await drop(mark); draw(); refresh([mark.stop]).catch(() => {}); }));
    where.classList.add("on-phone");
    where.append(box);
  }
  const button = (label, act) => make("p", { className: "buttons" }, make("button", { type: "button", className: "button quiet", textContent: label, onclick: act }));
  function fill(form, mark) {
    if (form.carried === mark.fields) return;
    form.closest("details").open = true;
    form.carried = mark.fields;
    form.mending = mark;
    mark.fields.filter(([, value]) => typeof value === "string").forEach(([name, value]) => { if (form.elements[name]) form.elements[name].value = value; });
  }
  function blame(form, wrong) {
    all(".error", form).forEach((it) => it.remove());
    all(".has-error", form).forEach((it) => it.classList.remove("has-error"));
    all("[aria-invalid]", form).forEach((it) => { it.removeAttribute("aria-invalid"); it.removeAttribute("aria-describedby"); });
    Object.entries(wrong).forEach(([name, said], at) => {
      const input = form.querySelector(`[name$="-${name}"]`), box = form.querySelector(`[data-field=${name}]`) ?? input?.closest("fieldset,.field") ?? form;
      const id = `e-${form.closest(".stop").id}-${name}`, error = make("p", { className: "error", id, textContent: said, tabIndex: -1 });
      box.classList.add("has-error");
      input?.setAttribute("aria-invalid", "true");
      input?.setAttribute("aria-describedby", id);
      box.matches("fieldset") ? box.querySelector("legend").after(error) : box.prepend(error);
      if (!at) error.focus();
    });
  }

  addEventListener("submit", async (event) => {
    const form = event.target, stop = form.closest(".stop")?.id.replace("stop-", "") ?? "";
    if (!stop && !form.matches(".set-out")) return;
    event.preventDefault();
    delete form.dataset.sent;
    all("[aria-disabled]", form).forEach((it) => it.removeAttribute("aria-disabled"));
    if (form.busy) return;
    const wrong = stop ? missing(form) : {};
    if (stop) blame(form, wrong);
    if (Object.keys(wrong).length) return;
    form.busy = true;
    const mark = { key: key(), round: path, until, stop, url: form.action, at: Date.now(), state: "waiting", summary: stop ? summary(form) : words.left };
    mark.fields = stop ? await gather(form) : [];
    if (form.mending) { mark.at = form.mending.at; await drop(form.mending); }
    await keep(mark);
    form.busy = form.carried = form.mending = null;
    draw();
    send();
  });

  // The pen.
  let last;
  const spot = (pen, event) => { const box = pen.getBoundingClientRect(), grow = pen.width / box.width; return [(event.clientX - box.left) * grow, (event.clientY - box.top) * grow]; };
  addEventListener("pointerdown", (event) => {
    const pen = event.target;
    if (!pen.matches?.("canvas.pen")) return;
    event.preventDefault();
    pen.setPointerCapture(event.pointerId);
    last = spot(pen, event);
  });
  addEventListener("pointermove", (event) => {
    const pen = event.target;
    if (!last || !pen.matches?.("canvas.pen")) return;
    const ink = pen.getContext("2d"), to = spot(pen, event);
    Object.assign(ink, { lineWidth: 5, lineCap: "round", strokeStyle: "#16262c" });
    ink.beginPath(); ink.moveTo(...last); ink.lineTo(...to); ink.stroke();
    last = to;
    pen.inked = true;
  });
  ["pointerup", "pointercancel"].forEach((type) => addEventListener(type, () => { last = null; }));
  addEventListener("click", (event) => {
    const wipe = event.target.closest?.("[data-wipe]"), pen = wipe?.closest(".by-drawing").querySelector("canvas");
    if (!pen) return;
    pen.getContext("2d").clearRect(0, 0, pen.width, pen.height);
    pen.inked = false;
  });

  // The page itself is kept where the browser can, and whatever is past its time is thrown away.
  async function tidy() {
    const kept = await stored((box) => box.getAll()).catch(() => []);
    for (const mark of kept) {
      if (mark.until < Date.now()) await drop(mark);
      else if (mark.round === path) marks.set(mark.key, mark);
    }
    const cache = await self.caches?.open(CACHE).catch(() => null);
    for (const request of cache ? await cache.keys() : []) {
      const ends = (await cache.match(request))?.headers.get("Expires");
      if (ends && new Date(ends) < Date.now()) await cache.delete(request);
    }
    return cache;
  }
  async function stay(cache) {
    if (!cache || !navigator.serviceWorker) return;
    const first = !navigator.serviceWorker.controller;
    await navigator.serviceWorker.register(words.worker);
    await document.fonts.ready;
    const drawn = performance.getEntriesByType("resource").map((it) => new URL(it.name)).filter((it) => it.origin === location.origin && it.pathname.startsWith("/assets/"));
    if (first) await cache.addAll([path, ...new Set(drawn.map((it) => it.pathname))]);
    document.documentElement.dataset.kept = "1";
  }
  all("form").forEach((form) => form.classList.add("scripted"));
  tidy().then(async (cache) => {
    if (until < Date.now()) return over();
    draw();
    addEventListener("online", () => send());
    addEventListener("offline", draw);
    setInterval(() => next() && send(), 30000);
    if (next()) send();
    await stay(cache);
  }).catch(() => {});
})();
