// Places that lie too near one another to be told apart become one knot. Pure: the same places, zoom and radius give the same knots.

export interface Place {
  code: string;
  name: string;
  count: number;
  lon: number;
  lat: number;
}

export interface Knot {
  /** The place with most entries: the knot lies where it lies. */
  head: Place;
  places: Place[];
  count: number;
}

export interface Point {
  x: number;
  y: number;
}

const TILE = 512; // pixels of the whole world at zoom 0

/** Where a place lies on the Mercator plane of the whole world at `zoom`, in pixels. */
export function project(place: { lon: number; lat: number }, zoom: number): Point {
  const size = TILE * 2 ** zoom;
  const sine = Math.sin((place.lat * Math.PI) / 180);
  return { x: (place.lon / 360 + 0.5) * size, y: (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * size };
}

/** Knots of `places`, those with most entries first; whatever lies within `radius` pixels of a greater one belongs to it. */
export function knots(places: readonly Place[], zoom: number, radius: number): Knot[] {
  const ordered = [...places].sort((one, other) => other.count - one.count || (one.code < other.code ? -1 : 1));
  const cells = new Map<string, { knot: Knot; at: Point }[]>();
  const found: Knot[] = [];
  for (const place of ordered) {
    const at = project(place, zoom);
    const column = Math.floor(at.x / radius);
    const row = Math.floor(at.y / radius);
    let nearest: Knot | undefined;
    let least = radius * radius;
    for (let x = column - 1; x <= column + 1; x += 1) {
      for (let y = row - 1; y <= row + 1; y += 1) {
        for (const other of cells.get(`${x} ${y}`) ?? []) {
          const far = (other.at.x - at.x) ** 2 + (other.at.y - at.y) ** 2;
          if (far < least) {
            least = far;
            nearest = other.knot;
          }
        }
      }
    }
    if (nearest) {
      nearest.places.push(place);
      nearest.count += place.count;
      continue;
    }
    const knot = { head: place, places: [place], count: place.count };
    found.push(knot);
    const key = `${column} ${row}`;
    cells.set(key, [...(cells.get(key) ?? []), { knot, at }]);
  }
  return found.sort((one, other) => other.count - one.count || (one.head.code < other.head.code ? -1 : 1));
}

/** The radius of a knot in pixels: its area grows with the count, within bounds that can be seen and hit. */
export function radiusOf(count: number, most: number): number {
  return Math.round(11 + 17 * Math.sqrt(most > 1 ? count / most : 0));
}

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/**
 * Which of the places of each name has room, -1 for none: within `width`, covering no earlier name, nor any of `taken` but its own.
 * The first place that has room is chosen.
 */
export function withRoom(names: readonly (readonly Box[])[], taken: readonly Box[], width: number): number[] {
  const kept: Box[] = [];
  return names.map((boxes, number) => {
    const chosen = boxes.findIndex((box) => {
      if (box.left < 0 || box.right > width) return false;
      return !kept.some((other) => meet(box, other)) && !taken.some((other, place) => place !== number && meet(box, other));
    });
    const box = boxes[chosen];
    if (box) kept.push(box);
    return chosen;
  });
}

function meet(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

/** The knot to which an arrow leads from `from`: the nearest in that direction, -1 for none. */
export function neighbour(points: readonly Point[], from: number, key: string): number {
  const start = points[from];
  const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
  if (!start || !way) return -1;
  const [dx = 0, dy = 0] = way;
  let best = -1;
  let least = Infinity;
  points.forEach((point, number) => {
    const along = (point.x - start.x) * dx + (point.y - start.y) * dy;
    const aside = Math.abs((point.x - start.x) * dy + (point.y - start.y) * dx);
    const far = along + 2 * aside;
    if (number !== from && along > 0 && aside <= 2 * along && far < least) {
      least = far;
      best = number;
    }
  });
  return best;
}
