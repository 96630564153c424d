/* An old register is read piece by piece; with script nobody has to press for the next one. */
(() => {
  "use strict";
  const form = document.getElementById("go-on");
  if (form) setTimeout(() => form.requestSubmit(), 150);
})();
