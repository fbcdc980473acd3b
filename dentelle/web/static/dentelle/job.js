// Watching a job: asks for what changes on its page and puts it in place, until the job has ended.
const place = document.getElementById("job");
const announce = document.getElementById("announce");
const beside = document.getElementById("while");
const EVERY = 1_500; // milliseconds
const SLOWEST = 20_000; // when the server does not answer
let pause = EVERY;
let before = state();

function state() {
  return place.querySelector("[data-state]").dataset.state;
}

async function look() {
  try {
    const answer = await fetch(location.pathname, { headers: { "X-Part": "job" }, redirect: "error" });
    const html = await answer.text();
    if (!answer.ok || !html.includes("data-state")) throw new Error(String(answer.status));
    pause = EVERY;
    place.innerHTML = html;
  } catch {
    pause = Math.min(2 * pause, SLOWEST); // what is shown stays; the link beside it looks again by hand
  }
  if (state() !== before) {
    before = state();
    announce.textContent = place.querySelector(".how").textContent;
  }
  if (before === "waiting" || before === "running") setTimeout(look, pause);
  else beside.hidden = true;
}

document.getElementById("reload").hidden = true;
setTimeout(look, pause);
