/* A session that ends by itself: told two minutes before, with a way to stay. What it says stands on the page.
   Without this file the page says beforehand when it ends, and a form that comes too late is not lost. */
const WARNING = 120, one = (selector, root = document) => root.querySelector(selector);
const make = (tag, given) => Object.assign(document.createElement(tag), given);

function watch({ dataset: words }) {
  const tabs = new BroadcastChannel(`session ${words.stay}`);
  let end, dialog, over = false;
  const hear = (at) => { end = Math.max(end ?? 0, at); over = false; if (end - Date.now() > WARNING * 1000) dialog?.close(); };
  const tell = (at) => { hear(at); tabs.postMessage(at); };
  tabs.onmessage = ({ data }) => hear(data);

  async function stay() {
    const token = one("input[name=csrf_token]")?.value ?? "";
    const answer = await fetch(words.stay, { method: "POST", headers: { Accept: "application/json", "X-CSRFToken": token } }).catch(() => null);
    const said = answer?.ok && !answer.redirected ? await answer.json().catch(() => null) : null;
    if (said?.left > WARNING) return tell(Date.now() + said.left * 1000);
    one("p", dialog).textContent = said ? words.last : words.failed;
    one("[data-more]", dialog).hidden = Boolean(said);
    one("[data-close]", dialog).focus();
  }
  function warn() {
    if (!dialog) {
      dialog = make("dialog", { className: "keys-dialog" });
      const title = make("h2", { id: `session-${words.name}`, textContent: words.title }), text = make("p", { id: `session-text-${words.name}` });
      const more = make("button", { type: "button", className: "button", textContent: words.more, onclick: stay });
      const close = make("button", { type: "button", className: "button quiet", textContent: words.close, onclick: () => dialog.close() });
      const row = make("p", { className: "buttons" });
      more.dataset.more = close.dataset.close = "";
      row.append(more, close);
      dialog.setAttribute("role", "alertdialog");
      dialog.setAttribute("aria-labelledby", title.id);
      dialog.setAttribute("aria-describedby", text.id);
      dialog.append(title, text, row);
      document.body.append(dialog);
    }
    one("p", dialog).textContent = words.text;
    one("[data-more]", dialog).hidden = false;
    dialog.showModal();
  }
  let warned = 0;
  setInterval(() => {
    const left = end - Date.now();
    if (left <= 0 && !over) { over = true; if (dialog?.open) { one("p", dialog).textContent = words.over; one("[data-more]", dialog).hidden = true; one("[data-close]", dialog).focus(); } }
    else if (left > 0 && left <= WARNING * 1000 && warned !== end) { warned = end; warn(); }
  }, 1000);
  tell(Date.now() + Number(words.left) * 1000);
}
document.querySelectorAll("[data-left]").forEach(watch);
