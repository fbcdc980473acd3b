// Scoring by keyboard: a digit scores the current criterion and goes to the next, Enter keeps, j and k turn the pages.
const KEPT = "dentelle-keys"; // whether single keys act, in this browser: as on the review desk
const criteria = [...document.querySelectorAll(".score")];
const keysOn = document.getElementById("keys-on");
const keep = document.querySelector('[name="do"][value="score"]');

function current() {
  const focused = document.activeElement.closest(".score");
  return focused || criteria.find((one) => !one.querySelector(":checked")) || criteria[0];
}

function give(digit) {
  const here = current();
  const choice = here && here.querySelector(`input[value="${digit}"]`);
  if (!choice) return false;
  choice.checked = true;
  const next = criteria[criteria.indexOf(here) + 1];
  const target = next ? next.querySelector(":checked") || next.querySelector("input") : keep;
  target.focus();
  return true;
}

function press(key) {
  const there = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (there) there.click();
  return Boolean(there);
}

document.addEventListener("keydown", (event) => {
  const target = event.target;
  const typing = target.closest("textarea, select") || (target.matches("input") && !["radio", "checkbox"].includes(target.type));
  if (typing || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (keysOn && !keysOn.checked) return;
  if (!keysOn && localStorage.getItem(KEPT) === "off") return;
  const done = /^[0-9]$/.test(event.key) ? give(event.key) : event.key === "Enter" ? false : press(event.key);
  if (done) event.preventDefault();
});

if (keysOn) {
  document.querySelector(".keys").hidden = false;
  keysOn.checked = localStorage.getItem(KEPT) !== "off";
  keysOn.addEventListener("change", () => localStorage.setItem(KEPT, keysOn.checked ? "on" : "off"));
}
