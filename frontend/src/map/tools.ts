// Buttons that move the map, for those who use neither pointer nor keys.
import type { Map as GlMap } from "maplibre-gl";
import { say, type Words } from "./words";

const STEP = 120; // pixels that one press moves

/** The buttons of `map`; `whole` shows the whole territory again. */
export function tools(map: GlMap, words: Words, whole: () => void): HTMLElement {
  const bar = document.createElement("div");
  bar.className = "map-tools";
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", say(words, "tools"));
  const acts: [string, string, () => void][] = [
    ["in", "+", () => map.zoomIn()],
    ["out", "−", () => map.zoomOut()],
    ["whole", "⤢", whole],
    ["left", "←", () => map.panBy([-STEP, 0])],
    ["up", "↑", () => map.panBy([0, -STEP])],
    ["down", "↓", () => map.panBy([0, STEP])],
    ["right", "→", () => map.panBy([STEP, 0])],
  ];
  for (const [name, sign, act] of acts) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = sign;
    button.title = say(words, name);
    button.setAttribute("aria-label", say(words, name));
    button.addEventListener("click", act);
    bar.append(button);
  }
  return bar;
}
