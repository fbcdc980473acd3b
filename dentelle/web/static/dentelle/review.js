// Deciding without a page load: sends the desk's own forms and links, and puts the desk that comes back in place of the old one.
const desk = document.getElementById("desk");
const announce = document.getElementById("announce");
const keys = document.getElementById("keys");
const keysOn = document.getElementById("keys-on");
const KEPT = "dentelle-keys"; // whether single keys decide, in this browser
const RENEW = 60_000; // milliseconds; a lease lasts five minutes
let busy = false;

const current = () => desk.firstElementChild;
const token = () => desk.querySelector("[name=csrfmiddlewaretoken]").value;

function say(text) {
  announce.textContent = "";
  requestAnimationFrame(() => { announce.textContent = text; });
}

function dress() {
  for (const button of desk.querySelectorAll("[data-press='?']")) button.hidden = false;
}

function put(html) {
  desk.innerHTML = html;
  dress();
  history.replaceState(null, "", current().dataset.address);
  const heading = desk.querySelector(".here");
  const said = [...desk.querySelectorAll(".said li, .wrong-chain p")].map((line) => line.textContent).join(" ");
  if (heading) heading.focus({ preventScroll: true });
  scrollTo(0, 0);
  say([said, heading ? heading.textContent.replace(/\s+/g, " ") : ""].join(" "));
}

async function go(address, options = {}) {
  if (busy) return; // a key pressed twice must not decide what nobody has seen
  busy = true;
  desk.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { ...options, headers: { "X-Part": "desk" }, redirect: "error" });
    const html = await answer.text();
    if (!html.includes('class="desk"')) throw new Error(String(answer.status));
    put(html);
  } catch {
    say(announce.dataset.failed);
    announce.classList.remove("unseen");
    announce.classList.add("messages");
  } finally {
    busy = false;
    desk.removeAttribute("aria-busy");
  }
}

desk.addEventListener("submit", (event) => {
  event.preventDefault();
  go(event.target.action, { method: "POST", body: new FormData(event.target, event.submitter) });
});

desk.addEventListener("click", (event) => {
  const pressed = event.target.closest("[data-press]");
  if (!pressed || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (pressed.dataset.press === "?") keys.showModal();
  if (pressed.tagName === "A") {
    event.preventDefault();
    go(pressed.href);
  }
});

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, dialog");
  if (event.key === "Escape" && typing && desk.contains(typing)) desk.querySelector(".here").focus();
  if (typing || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (!keysOn.checked && event.key !== "?") return;
  const edit = event.key === "e" && desk.querySelector("[data-edit]");
  const pressed = edit || desk.querySelector(`[data-press="${CSS.escape(event.key)}"]`);
  if (!pressed) return;
  event.preventDefault();
  if (edit) edit.select();
  else pressed.click();
});

keysOn.checked = localStorage.getItem(KEPT) !== "off";
keysOn.addEventListener("change", () => localStorage.setItem(KEPT, keysOn.checked ? "on" : "off"));

function held(leave) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", token());
  body.set("key", current().dataset.key);
  if (leave) body.set("leave", "1");
  return body;
}

setInterval(async () => {
  if (!current().dataset.mine || document.hidden) return;
  const answer = await fetch(desk.dataset.hold, { method: "POST", body: held(false) });
  if (answer.status === 409) say(announce.dataset.lost);
}, RENEW);

addEventListener("pagehide", () => {
  if (current().dataset.mine) navigator.sendBeacon(desk.dataset.hold, held(true));
});

dress();
