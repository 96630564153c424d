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
