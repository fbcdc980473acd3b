// The timeline by keyboard and by hand: arrow keys go from mark to mark, + and - nearer and farther, Home and End to the first and the
// last; dragging the picture goes earlier or later. Without this script every mark is a link of its own, and so are all the ways.

import { beside, dragged, type Place } from "./timeline/steps";

const PULLED = 160; // pixels that the picture must be dragged to go on

function enhance(picture: SVGSVGElement): void {
  const links = [...picture.querySelectorAll<SVGAElement>(".lane a")];
  const places: Place[] = links.map((link) => {
    const box = link.getBoundingClientRect();
    return { x: box.left, y: box.top };
  });
  links.forEach((link, at) => link.setAttribute("tabindex", at === 0 ? "0" : "-1"));
  const go = (at: number): void => {
    for (const link of links) link.setAttribute("tabindex", "-1");
    links[at]?.setAttribute("tabindex", "0");
    links[at]?.focus();
  };
  picture.addEventListener("keydown", (event) => {
    const at = links.indexOf(event.target as SVGAElement);
    if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const way = { "+": "in", "=": "in", "-": "out" }[event.key];
    if (way) {
      follow(way);
      return;
    }
    const next = beside(places, at, event.key);
    if (next === undefined) return;
    event.preventDefault();
    go(next);
  });
}

/** Follows the way of this name, if the page has one. */
function follow(way: string): void {
  document.querySelector<HTMLAnchorElement>(`.zoom [data-way="${way}"]`)?.click();
}

function draggable(frame: HTMLElement): void {
  let from: number | undefined;
  frame.addEventListener("pointerdown", (event) => {
    const wide = frame.scrollWidth > frame.clientWidth; // then dragging scrolls
    from = event.pointerType === "mouse" && event.button === 0 && !wide ? event.clientX : undefined;
  });
  window.addEventListener("pointerup", (event) => {
    const way = from === undefined ? undefined : dragged(event.clientX - from, PULLED);
    from = undefined;
    if (way) follow(way);
  });
  frame.addEventListener("dragstart", (event) => {
    event.preventDefault();
  });
}

const picture = document.querySelector<SVGSVGElement>(".timeline svg.time");
const frame = picture?.parentElement;
if (picture && frame) {
  enhance(picture);
  draggable(frame);
}
