// Knots on the map as buttons: one for each place, or for several that lie too near one another.
import { type Map as GlMap, Marker } from "maplibre-gl";
import { type Box, type Knot, knots, neighbour, type Place, radiusOf, withRoom } from "./clusters";
import { say, type Words } from "./words";

const RADIUS = 40; // pixels within which places are one knot
const MOST = 150; // knots on the map at once
const GAP = 3; // pixels between a knot and its name
const LETTER = 7.6; // pixels that a letter of a name takes, about
const CLOSEST = 13; // zoom from which every place is alone

export interface Chosen {
  onPlace(place: Place, byKey: boolean): void;
  onCluster(places: Place[]): void;
}

/** Draws the knots of `places` that are in view; drawn anew by `draw`. */
export class Markers {
  private shown: { marker: Marker; button: HTMLButtonElement; knot: Knot }[] = [];
  private places: Place[] = [];
  private open = "";

  constructor(
    private readonly map: GlMap,
    private readonly words: Words,
    private readonly chosen: Chosen,
  ) {}

  set(places: Place[]): void {
    this.places = places;
    this.draw();
  }

  /** Marks the place `code` as the one that is open. */
  mark(code: string): void {
    this.open = code;
    for (const { button, knot } of this.shown) this.current(button, knot);
  }

  draw(): void {
    const focused = this.shown.findIndex(({ button }) => button === document.activeElement);
    const code = this.shown[focused]?.knot.head.code;
    const zoom = this.map.getZoom();
    const bounds = this.map.getBounds();
    const every = knots(this.places, zoom, zoom >= CLOSEST ? 1 : RADIUS);
    const inView = every.filter((knot) => bounds.contains([knot.head.lon, knot.head.lat])).slice(0, MOST);
    const most = Math.max(1, ...every.map((knot) => knot.count));
    for (const { marker } of this.shown) marker.remove();
    this.shown = inView.map((knot) => this.made(knot, most));
    this.name();
    this.shown.forEach(({ button }, number) => {
      button.tabIndex = number === 0 ? 0 : -1;
    });
    if (code) this.focus(this.shown.findIndex(({ knot }) => knot.places.some((place) => place.code === code)));
  }

  private made(knot: Knot, most: number): { marker: Marker; button: HTMLButtonElement; knot: Knot } {
    const button = document.createElement("button");
    const size = 2 * radiusOf(knot.count, most);
    const { name } = knot.head;
    const many = knot.places.length > 1;
    button.type = "button";
    button.className = many ? "map-knot cluster" : "map-knot";
    button.style.width = button.style.height = `${size}px`;
    const said = many ? "cluster" : knot.count === 1 ? "one" : "many";
    button.setAttribute("aria-label", say(this.words, said, { name, count: knot.count, places: knot.places.length }));
    const count = document.createElement("span");
    count.textContent = String(knot.count);
    count.ariaHidden = "true";
    const label = document.createElement("span");
    label.className = "label";
    label.textContent = many ? `${name} +${knot.places.length - 1}` : name;
    label.ariaHidden = "true";
    button.append(count, label);
    button.addEventListener("click", (event) => {
      if (many) this.chosen.onCluster(knot.places);
      else this.chosen.onPlace(knot.head, event.detail === 0);
    });
    button.addEventListener("keydown", (event) => this.move(event, button));
    this.current(button, knot);
    const marker = new Marker({ element: button, anchor: "center" }).setLngLat([knot.head.lon, knot.head.lat]).addTo(this.map);
    button.removeAttribute("role"); // it is a button, whatever the library says of markers
    return { marker, button, knot };
  }

  private current(button: HTMLButtonElement, knot: Knot): void {
    const here = knot.places.some((place) => place.code === this.open);
    button.toggleAttribute("data-open", here);
    button.setAttribute("aria-pressed", String(here));
  }

  /** Shows the names that have room beside their knots: to the right, else to the left. */
  private name(): void {
    const at = this.shown.map(({ knot }) => this.map.project([knot.head.lon, knot.head.lat]));
    const taken: Box[] = this.shown.map(({ button }, number) => {
      const half = parseFloat(button.style.width) / 2;
      const { x = 0, y = 0 } = at[number] ?? {};
      return { left: x - half, top: y - half, right: x + half, bottom: y + half };
    });
    const boxes = taken.map((box, number) => {
      const wide = (this.shown[number]?.button.querySelector(".label")?.textContent?.length ?? 0) * LETTER;
      const middle = (box.top + box.bottom) / 2;
      const line = { top: middle - 10, bottom: middle + 10 };
      const right = { ...line, left: box.right + GAP, right: box.right + GAP + wide };
      return [right, { ...line, left: box.left - GAP - wide, right: box.left - GAP }];
    });
    const { width } = this.map.getContainer().getBoundingClientRect();
    withRoom(boxes, taken, width).forEach((side, number) => {
      const button = this.shown[number]?.button;
      const cut = (boxes[number]?.[0]?.right ?? 0) > width; // one that is shown while it is pointed at may not be cut either
      button?.toggleAttribute("data-named", side >= 0);
      button?.toggleAttribute("data-left", side === 1 || (side < 0 && cut));
    });
  }

  private move(event: KeyboardEvent, button: HTMLButtonElement): void {
    if (!event.key.startsWith("Arrow")) return;
    event.preventDefault();
    event.stopPropagation(); // or the map would move as well
    const from = this.shown.findIndex((one) => one.button === button);
    const points = this.shown.map(({ knot }) => this.map.project([knot.head.lon, knot.head.lat]));
    this.focus(neighbour(points, from, event.key));
  }

  private focus(number: number): void {
    const next = this.shown[number];
    if (!next) return;
    for (const { button } of this.shown) button.tabIndex = -1;
    next.button.tabIndex = 0;
    next.button.focus({ preventScroll: true });
  }
}
