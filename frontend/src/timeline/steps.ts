// Where a key leads among the marks of a timeline, and what dragging it means.

export interface Place {
  readonly x: number;
  readonly y: number;
}

const NEAR = 4; // pixels within which two marks stand in one row

/** The number of the mark that `key` leads to from the mark `at`; nothing for another key, or at the edge. */
export function beside(places: readonly Place[], at: number, key: string): number | undefined {
  const here = places[at];
  if (!here) return undefined;
  switch (key) {
    case "ArrowRight":
      return at + 1 < places.length ? at + 1 : undefined;
    case "ArrowLeft":
      return at > 0 ? at - 1 : undefined;
    case "ArrowDown":
      return nearest(places, here, (place) => place.y > here.y + NEAR);
    case "ArrowUp":
      return nearest(places, here, (place) => place.y < here.y - NEAR);
    case "Home":
      return 0;
    case "End":
      return places.length - 1;
    default:
      return undefined;
  }
}

/** Of the marks that `fits` takes the one in the nearest row, there the one nearest in time. */
function nearest(places: readonly Place[], here: Place, fits: (place: Place) => boolean): number | undefined {
  let best: number | undefined;
  let least = Infinity;
  places.forEach((place, number) => {
    const far = Math.abs(place.y - here.y) * 10_000 + Math.abs(place.x - here.x);
    if (fits(place) && far < least) [best, least] = [number, far];
  });
  return best;
}

/** The way that dragging by `pixels` to the right (negative: to the left) takes; nothing for less than `pulled`. */
export function dragged(pixels: number, pulled: number): "earlier" | "later" | undefined {
  if (Math.abs(pixels) < pulled) return undefined;
  return pixels > 0 ? "earlier" : "later";
}
