// Going along a network, finding a name in it.
import { expect, test } from "vitest";
import { found, net, type Drawn } from "../src/network/data";
import { Walk } from "../src/network/walk";
import { filled } from "../src/network/words";

const drawn: Drawn = {
  entities: [
    ["e1", "Université", "organisation", "university", 3, 2, 0, 0],
    ["e2", "Atelier", "organisation", "company", 1, 0, 10, 0],
    ["e3", "Élan", "organisation", "company", 1, 0, 0, 10],
    ["e4", "Atelier du Nord", "organisation", "company", 1, 0, -10, 1],
  ],
  relations: [
    [0, 1, 0],
    [0, 1, 1],
    [2, 0, 0],
    [0, 3, 0],
  ],
  properties: ["hosts", "signed"],
  total: 4,
};

test("neighbours stand in the order of the picture, each once with all that ties the two", () => {
  expect(net(drawn).neighbours[0]).toEqual([
    { at: 1, properties: ["hosts", "signed"] },
    { at: 2, properties: ["hosts"] },
    { at: 3, properties: ["hosts"] },
  ]);
});

test("one goes along and back", () => {
  const walk = new Walk(net(drawn), 0);
  expect(walk.meant).toBe(0);
  walk.choose(-1);
  expect(walk.meant).toBe(3);
  walk.choose(1);
  walk.go();
  expect([walk.here, walk.meant]).toEqual([1, 1]);
  walk.back();
  walk.back();
  expect(walk.here).toBe(0);
});

test("a name is found whatever its accents, whole before begun before held", () => {
  const { knots } = net(drawn);
  expect(["elan", "ATELIER", "atelier du", "nord", "", "nobody"].map((text) => found(knots, text))).toEqual([2, 1, 3, 3, -1, -1]);
});

test("words in braces are filled in once", () => {
  expect(filled("{a} of {b} {c}", { a: 1, b: "{a}" })).toBe("1 of {a} {c}");
});
