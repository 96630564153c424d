// A text chosen from the list goes into the message at once; without this script the button does it by way of the server.
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=fill]");
  if (!button) return;
  const chosen = button.form.elements.template.selectedOptions[0];
  const message = button.form.elements.message;
  event.preventDefault();
  event.stopPropagation();
  if (!chosen || !chosen.dataset.text) return;
  message.value = `${message.value}\n${chosen.dataset.text}`.trim();
  message.dispatchEvent(new Event("input", { bubbles: true }));
  const gap = message.value.indexOf("……");
  message.focus();
  if (gap >= 0) message.setSelectionRange(gap, gap + 2);
}, true);

// Two strokes typed in the message lead to the list, which finds by what is typed next; Enter puts the text in, Escape goes back.
document.addEventListener("input", (event) => {
  const message = event.target, list = message.name === "message" && message.form?.elements.template;
  const at = message.selectionStart;
  if (!list || event.isComposing || document.querySelector("details[data-keys=off]") || !/(^|\s)\/\/$/.test(message.value.slice(0, at))) return;
  message.setRangeText("", at - 2, at, "end");
  list.focus();
});
document.addEventListener("keydown", (event) => {
  if (event.target.name !== "template" || !["Enter", "Escape"].includes(event.key)) return;
  event.preventDefault();
  if (event.key === "Enter") event.target.form.elements.fill.click();
  event.target.form.elements.message.focus();
});
