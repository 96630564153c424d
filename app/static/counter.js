/* The counter's form: earlier cases while somebody types, and everything by keyboard. Without it the page works by buttons. */
(() => {
  "use strict";
  const form = document.querySelector("form.counter");
  if (!form) return;
  const beside = document.getElementById("earlier"), said = document.getElementById("earlier-said");
  const WHO = ["applicant", "phone", "village", "place", "register_number"];
  const submit = [...form.querySelectorAll("button:not([name])")].pop();
  let pause, asked, running, left;
  form.querySelectorAll("[data-unscripted]").forEach((it) => { it.hidden = true; });

  // One stop for the Tab key; the arrows move from there.
  const offers = () => [...beside.querySelectorAll("button[name=use]")];
  const calm = () => beside.querySelectorAll("a,button").forEach((it) => { it.tabIndex = it === offers()[0] ? 0 : -1; });
  calm();

  async function look() {
    const body = new FormData();
    ["csrf_token", ...WHO].forEach((name) => body.append(name, form.elements[name]?.value ?? ""));
    const now = WHO.map((name) => body.get(name)).join("\n");
    if (now === asked) return;
    asked = now;
    running?.abort();
    running = new AbortController();
    try {
      const answer = await fetch(beside.dataset.address, { method: "POST", body, signal: running.signal, redirect: "error" });
      if (!answer.ok || beside.contains(document.activeElement)) return;
      beside.innerHTML = await answer.text();
      calm();
      said.textContent = beside.querySelector("[data-said]")?.dataset.said ?? "";
    } catch { /* no connection: the form itself works */ }
  }
  const soon = (event) => {
    if (!WHO.includes(event.target.name)) return;
    clearTimeout(pause);
    pause = setTimeout(look, 300);
  };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);

  // Enter goes on to the next field; Ctrl+Enter sends; the down arrow goes to the earlier cases, Escape comes back.
  function onward(from) {
    const stops = [...form.querySelectorAll("input,select,textarea,button,summary")].filter((it) =>
      it.offsetParent && it.type !== "hidden" && !beside.contains(it) && (it === from || it.type !== "radio" || it.name !== from.name));
    stops[stops.indexOf(from) + 1]?.focus();
  }
  function among(event) {
    const list = offers(), step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) list[Math.min(Math.max(list.indexOf(event.target) + step, 0), list.length - 1)]?.focus();
    else if (event.key === "Escape") left?.focus();
    else return;
    event.preventDefault();
  }
  form.addEventListener("keydown", (event) => {
    const it = event.target;
    if (event.isComposing) return;
    if (beside.contains(it)) return among(event);
    const line = it.matches("input:not([type=file])");
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit(submit);
    else if (event.key === "Enter" && line) onward(it);
    else if (event.key === "ArrowDown" && line && WHO.includes(it.name) && offers().length) { left = it; offers()[0].focus(); }
    else return;
    event.preventDefault();
  });
})();
