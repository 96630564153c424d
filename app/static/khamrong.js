/* Khamrong: small niceties. Every page works without this file. */
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const on = (selector, type, act) => all(selector).forEach((it) => it.addEventListener(type, (event) => act(it, event)));

  // What is wrong with a form is said first. Coming back to it later opens the form anew, with the words that this phone
  // keeps, and not the browser's question whether to send once more.
  const wrong = document.querySelector(".error-summary");
  wrong?.focus();
  if (wrong && document.querySelector("form[data-keep]")) history.replaceState(null, "", location.href);

  // A form goes once; coming back (or 15 s) makes it ready again. Buttons are not disabled: their value would be lost.
  const ready = () => all("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    all("[aria-disabled]", form).forEach((it) => it.removeAttribute("aria-disabled"));
  });
  on("form[data-once]", "submit", (form, event) => {
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "1";
    event.submitter?.setAttribute("aria-disabled", "true");
    setTimeout(ready, 15000);
  });
  addEventListener("pageshow", ready);

  // Leaving at once: nothing left to see while the other site loads, and Back does not return here.
  on("[data-leave]", "click", (it, event) => {
    event.preventDefault();
    document.body.replaceChildren();
    location.replace(it.href);
  });

  // Printing and copying exist only where a script can do them.
  all("[data-print],[data-copy],[data-locate]").forEach((it) => { it.hidden = it.matches("[data-locate]") && !navigator.geolocation; });
  on("[data-print]", "click", (it, event) => { event.preventDefault(); print(); });
  on("[data-copy]", "click", async (it, event) => {
    event.preventDefault();
    await navigator.clipboard?.writeText(it.dataset.copy);
    say(it, it.dataset.done);
  });

  // My position into the field named by data-locate; the words to say stand on the button.
  on("[data-locate]", "click", (it, event) => {
    event.preventDefault();
    say(it, it.dataset.wait);
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      document.getElementById(it.dataset.locate).value = `${coords.latitude.toFixed(6)}, ${coords.longitude.toFixed(6)}`;
      say(it, it.dataset.done);
    }, () => say(it, it.dataset.failed), { enableHighAccuracy: true, timeout: 20000, maximumAge: 60000 });
  });
  function say(it, words) {
    let place = it.nextElementSibling;
    if (!place?.matches("[role=status]")) {
      place = Object.assign(document.createElement("span"), { className: "small soft" });
      place.setAttribute("role", "status");
      it.after(place);
    }
    place.textContent = words ?? "";
  }

  // Names of the photos chosen, with a small picture of each.
  on("input[data-preview]", "change", (field) => {
    field.nextElementSibling?.matches("ul.files") && field.nextElementSibling.remove();
    const list = Object.assign(document.createElement("ul"), { className: "files" });
    [...field.files].forEach((file) => {
      const line = document.createElement("li");
      if (/^image\/(jpeg|png|webp)$/.test(file.type)) {
        const picture = Object.assign(new Image(), { alt: "", src: URL.createObjectURL(file) });
        picture.onload = () => URL.revokeObjectURL(picture.src);
        line.append(picture);
      }
      line.append(Object.assign(document.createElement("span"), { textContent: `${field.dataset.words ?? ""} ${file.name}` }));
      list.append(line);
    });
    if (list.children.length) field.after(list);
  });

  // Comforts in files of their own; with data-when only if this phone keeps something of that name.
  all("[data-script]").forEach(({ dataset: { script, when } }) => {
    try { if (!when || localStorage[when]) import(`/${script}`).catch(() => {}); } catch { /* it keeps nothing */ }
  });

  // What is typed is kept on this phone by a script of its own: fetched when somebody begins.
  const kept = document.querySelector("[data-keep]"), keep = () => import(`/${kept.dataset.keep}`).catch(() => {});
  if (kept) {
    ["focusin", "input"].forEach((type) => kept.addEventListener(type, keep));
    try { if (localStorage["khamrong-drafts"]) keep(); } catch { /* it keeps nothing */ }
  }
})();
