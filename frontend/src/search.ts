// Suggestions while somebody types into the search field: the combobox of the ARIA Authoring Practices, with a list that opens
// below the field. Without this script the form does all there is to do.

import { answerOf, counted, type Suggestion } from "./search/answer";

const WAIT = 120; // milliseconds after the last key
const LEAST = 2; // letters

function enhance(form: HTMLFormElement): void {
  const field = form.querySelector<HTMLInputElement>("input[name=q]");
  const address = form.dataset["suggest"];
  if (!field || !address) return;
  const list = document.createElement("ul");
  list.id = `${field.id}-suggestions`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset["list"] ?? "");
  list.hidden = true;
  const told = document.createElement("span");
  told.className = "unseen";
  told.setAttribute("role", "status");
  field.parentElement?.append(list);
  form.append(told);
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
    autocapitalize: "none",
  })) {
    field.setAttribute(name, value);
  }

  let active = -1;
  let waiting: number | undefined;
  let asking: AbortController | undefined;
  let composing = false;

  const options = (): HTMLElement[] => [...list.querySelectorAll<HTMLElement>("[role=option]")];

  function choose(place: number): void {
    const all = options();
    active = all.length ? ((place + 1 + all.length + 1) % (all.length + 1)) - 1 : -1; // -1 is the field itself
    all.forEach((one, at) => one.setAttribute("aria-selected", String(at === active)));
    const chosen = all[active];
    if (chosen) {
      field!.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    } else {
      field!.removeAttribute("aria-activedescendant");
    }
  }

  function close(): void {
    asking?.abort();
    window.clearTimeout(waiting);
    list.hidden = true;
    field!.setAttribute("aria-expanded", "false");
    choose(-1);
  }

  function show(found: readonly Suggestion[]): void {
    list.replaceChildren(...found.map((one, at) => option(one, `${list.id}-${at}`)));
    list.hidden = found.length === 0;
    field!.setAttribute("aria-expanded", String(found.length > 0));
    choose(-1);
    told.textContent = counted(found.length, form.dataset);
  }

  async function ask(): Promise<void> {
    const text = field!.value.trim();
    if (text.length < LEAST) {
      told.textContent = "";
      return close();
    }
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(`${address}?${new URLSearchParams({ q: text })}`, {
        signal: asking.signal,
        headers: { Accept: "application/json" },
        credentials: "same-origin",
      });
      if (answer.ok && document.activeElement === field) show(answerOf(await answer.json()));
    } catch {
      // another key was pressed meanwhile, or the site cannot be reached: the form still works
    }
  }

  field.addEventListener("input", () => {
    if (composing) return;
    window.clearTimeout(waiting);
    waiting = window.setTimeout(ask, WAIT);
  });
  field.addEventListener("compositionstart", () => (composing = true));
  field.addEventListener("compositionend", () => {
    composing = false;
    void ask();
  });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) void ask();
      else choose(active + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && active >= 0 && !list.hidden) {
      event.preventDefault();
      open(options()[active]);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault(); // the first closes the list, the second empties the field
      close();
    } else if (event.key === "Tab") {
      close();
    }
  });
  field.addEventListener("blur", () => window.setTimeout(close, WAIT)); // a click on an option comes first
  list.addEventListener("click", (event) => open((event.target as Element).closest<HTMLElement>("[role=option]") ?? undefined));
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
}

function open(chosen: HTMLElement | undefined): void {
  if (chosen?.dataset["address"]) window.location.assign(chosen.dataset["address"]);
}

function option(one: Suggestion, id: string): HTMLElement {
  const item = document.createElement("li");
  item.id = id;
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  item.dataset["address"] = one.address;
  const text = document.createElement("bdi");
  if (one.language) text.lang = one.language;
  for (const [said, hit] of one.pieces) {
    text.append(hit ? Object.assign(document.createElement("mark"), { textContent: said }) : said);
  }
  const what = Object.assign(document.createElement("span"), { className: "meta", textContent: one.what });
  item.append(text, " ", what);
  if (one.why) item.append(" ", Object.assign(document.createElement("span"), { className: "meta", textContent: one.why }));
  return item;
}

document.querySelectorAll<HTMLFormElement>("form[data-suggest]").forEach(enhance);
