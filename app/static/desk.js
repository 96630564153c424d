/* Khamrong at the desk: what only officers' pages need. Every page works without this file. */
(() => {
  "use strict";

  // The queue by keyboard: j and k move, Enter opens (it is a link), / searches, ? explains.
  const rows = () => [...document.querySelectorAll(".queue-row h3 a")].filter((it) => it.offsetParent);
  if (document.querySelector(".queue-row, [data-keys]")) addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input,textarea,select")) return;
    const list = rows(), at = list.indexOf(document.activeElement), key = event.key;
    const step = { j: 1, k: -1 }[key];
    if (step && list.length) list[at < 0 ? 0 : Math.min(Math.max(at + step, 0), list.length - 1)].focus();
    else if (key === "/") document.querySelector("input[type=search]")?.focus();
    else if (key === "?") { const help = document.querySelector("details[data-keys]"); if (help) help.open = !help.open; }
    else return;
    event.preventDefault();
  });
})();
