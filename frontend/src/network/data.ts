// What the server sends of a selection, and who is a neighbour of whom in it.
export type EntityRow = [id: string, name: string, shape: string, kind: string, degree: number, severed: number, x: number, y: number];

export interface Drawn {
  entities: EntityRow[];
  relations: [left: number, right: number, property: number][];
  properties: string[];
  total: number;
}

export interface Knot {
  id: string;
  name: string;
  shape: string;
  kind: string;
  degree: number;
  severed: number;
  x: number;
  y: number;
}

export interface Net {
  knots: Knot[];
  /** For each knot its neighbours, from the left of the picture clockwise, each with the properties that tie the two. */
  neighbours: { at: number; properties: string[] }[][];
  total: number;
}

/** The neighbours of each knot, in the order in which the eye meets them around it. */
export function net(drawn: Drawn): Net {
  const knots = drawn.entities.map(([id, name, shape, kind, degree, severed, x, y]) => ({ id, name, shape, kind, degree, severed, x, y }));
  const ties: Map<number, Set<string>>[] = knots.map(() => new Map());
  for (const [left, right, property] of drawn.relations) {
    for (const [one, other] of [[left, right], [right, left]] as const) {
      const known = ties[one]!.get(other) ?? new Set<string>();
      ties[one]!.set(other, known.add(drawn.properties[property]!));
    }
  }
  const neighbours = ties.map((found, at) =>
    [...found]
      .map(([other, properties]) => ({ at: other, properties: [...properties].sort() }))
      .sort((one, other) => turn(knots[at]!, knots[one.at]!) - turn(knots[at]!, knots[other.at]!) || one.at - other.at),
  );
  return { knots, neighbours, total: drawn.total };
}

function turn(from: Knot, to: Knot): number {
  return Math.atan2(to.y - from.y, to.x - from.x);
}

/** The place of the knot that is called `text`, whatever case and accents; else of the first whose name begins so, or holds it; -1. */
export function found(knots: Knot[], text: string): number {
  const wanted = folded(text);
  if (!wanted) return -1;
  const names = knots.map((knot) => folded(knot.name));
  const tries = [(name: string) => name === wanted, (name: string) => name.startsWith(wanted), (name: string) => name.includes(wanted)];
  for (const fits of tries) {
    const at = names.findIndex(fits);
    if (at >= 0) return at;
  }
  return -1;
}

function folded(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
