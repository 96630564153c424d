// Photos are made smaller on the phone before they are sent, where it can; the server does it where it cannot.
const SIDE = 1600;
const box = document.querySelector("[data-shrink]"), picker = box?.querySelector("input[type=file]");
const line = document.createElement("p");
let ours = false, ready = Promise.resolve();
async function smaller(file) {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
    const paper = Object.assign(document.createElement("canvas"), { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) });
    const ink = paper.getContext("2d");
    ink.fillStyle = "#fff";
    ink.fillRect(0, 0, paper.width, paper.height);
    ink.drawImage(picture, 0, 0, paper.width, paper.height);
    const made = await new Promise((done) => paper.toBlob(done, "image/jpeg", 0.8));
    return made && made.size < file.size ? new File([made], `${file.name.replace(/\.\w+$/, "")}.jpg`, { type: "image/jpeg" }) : file;
  } catch { return file; }
}
async function shrink() {
  const held = new DataTransfer();
  line.textContent = box.dataset.shrink;
  for (const file of [...picker.files]) held.items.add(await smaller(file));
  picker.files = held.files;
  line.textContent = "";
  ours = true;
  picker.dispatchEvent(new Event("change"));
  ours = false;
}
if (picker) {
  line.setAttribute("role", "status");
  box.append(line);
  picker.addEventListener("change", () => { if (!ours) ready = shrink(); });
  picker.form.addEventListener("submit", (event) => {
    if (!line.textContent) return;
    event.preventDefault();
    event.stopPropagation();
    ready.then(() => picker.form.requestSubmit(event.submitter));
  }, true);
}
