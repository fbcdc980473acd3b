// Files that are dropped anywhere on the form are chosen in its field of files; what is chosen is shown and announced.
const form = document.getElementById("dropping");
const field = form.querySelector("input[type=file]");
const told = form.querySelector(".dropped");
let over = 0; // entered elements that the pointer has not left

const holdsFiles = (event) => [...event.dataTransfer.types].includes("Files");

function tell(text) {
  if (told.textContent !== text) told.textContent = text;
}

function tellChosen() {
  const names = [...field.files].map((file) => file.name);
  tell(names.length ? `${told.dataset.chosen} ${names.join(", ")}` : "");
}

function left() {
  over = 0;
  form.classList.remove("over");
}

form.addEventListener("dragenter", (event) => {
  if (!holdsFiles(event)) return;
  event.preventDefault();
  over += 1;
  form.classList.add("over");
  tell(told.dataset.over);
});

form.addEventListener("dragleave", () => {
  over = Math.max(0, over - 1);
  if (over || !form.classList.contains("over")) return;
  left();
  tellChosen();
});

form.addEventListener("drop", (event) => {
  const text = event.target.closest("textarea, input:not([type=file])");
  if (text && !holdsFiles(event)) return; // words that are dragged into a field of words
  event.preventDefault();
  left();
  const chosen = new DataTransfer();
  // a folder comes as a file that cannot be read: the list of items tells which are files
  const items = [...event.dataTransfer.items].filter((item) => item.kind === "file" && !item.webkitGetAsEntry?.()?.isDirectory);
  const dropped = items.length ? items.map((item) => item.getAsFile()) : [...event.dataTransfer.files];
  if (!dropped.length) return tell(told.dataset.none);
  const all = field.multiple ? [...field.files, ...dropped] : dropped.slice(0, 1);
  for (const file of all) chosen.items.add(file);
  field.files = chosen.files;
  tellChosen();
});

// A file that misses the form must not replace the page, and what was filled in with it.
for (const kind of ["dragover", "drop"]) {
  document.addEventListener(kind, (event) => {
    if (holdsFiles(event)) event.preventDefault();
  });
}

field.addEventListener("change", tellChosen);
