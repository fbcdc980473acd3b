// The rest of the page goes with the map: filters, list, panel of a place, tables, and the address that says it all.

const PARTS = ["map-count", "layers", "legend", "tables", "nowhere", "map-drawn", "places", "place"]; // what an answer replaces

/** The query of the page as it is now. */
export function query(): URLSearchParams {
  return new URLSearchParams(location.search);
}

/** Puts `search` into the address and into the links that lead to the same page in another language. */
export function remember(search: URLSearchParams, push: boolean): void {
  const asked = search.toString();
  const address = `${location.pathname}${asked ? `?${asked}` : ""}${location.hash}`;
  if (push) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
  follow();
}

/** Makes the links to other languages lead to what is shown now, at the same place of the map. */
export function follow(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>("nav.languages a")) {
    const address = new URL(link.href);
    address.search = location.search;
    address.hash = location.hash;
    link.href = address.href;
  }
}

/** Loads the page that `search` asks for and takes its parts over; false where that failed. */
export async function load(search: URLSearchParams): Promise<boolean> {
  const answer = await fetch(`${location.pathname}?${search}`, { headers: { Accept: "text/html" } });
  if (!answer.ok) return false;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const id of PARTS) {
    const there = document.getElementById(id);
    const next = fresh.getElementById(id);
    if (there && next) there.replaceWith(next);
    else if (there) there.hidden = true;
    else if (next) document.getElementById("tables")?.after(next);
  }
  const figure = document.getElementById("map");
  const given = fresh.getElementById("map")?.dataset;
  if (figure && given) Object.assign(figure.dataset, { level: given["level"], asked: given["asked"] });
  const area = document.querySelector<HTMLSelectElement>("#map-area");
  const areas = fresh.querySelector<HTMLSelectElement>("#map-area");
  if (area && areas && area !== document.activeElement) area.replaceChildren(...areas.children);
  const shade = document.querySelector<HTMLSelectElement>("#map-shade");
  const shades = fresh.querySelector<HTMLSelectElement>("#map-shade");
  if (shade && shades && shade !== document.activeElement) shade.replaceChildren(...shades.children);
  const domain = document.querySelector<HTMLSelectElement>("#map-domain");
  if (domain) domain.value = search.get("domain") ?? "";
  return true;
}

/** What the form asks for, without what is empty. */
export function formed(form: HTMLFormElement): URLSearchParams {
  const found = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string" && value) found.append(name, value);
  return found;
}
