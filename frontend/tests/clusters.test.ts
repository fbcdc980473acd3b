import { expect, test } from "vitest";
import { knots, neighbour, type Place, project, radiusOf, withRoom } from "../src/map/clusters";

const place = (code: string, lon: number, lat: number, count = 1): Place => ({ code, name: code, count, lon, lat });

test("places near one another are one knot, where most of them are", () => {
  const places = [place("a", 3.5, 50.3, 2), place("b", 3.51, 50.3, 9), place("c", 4.5, 50.3)];
  const found = knots(places, 6, 40);
  expect(found.map((knot) => [knot.head.code, knot.count, knot.places.length])).toEqual([
    ["b", 11, 2],
    ["c", 1, 1],
  ]);
  expect(knots(places, 14, 40)).toHaveLength(3);
});

test("no entry is lost, whatever the zoom and the order", () => {
  const places = Array.from({ length: 3000 }, (_, n) => place(String(n), (n * 7919) % 360 - 180, ((n * 104729) % 160) - 80, 1 + (n % 7)));
  const total = places.reduce((sum, one) => sum + one.count, 0);
  for (const zoom of [0, 3, 9]) {
    const found = knots(places, zoom, 44);
    expect(found.reduce((sum, knot) => sum + knot.count, 0)).toBe(total);
    expect(knots([...places].reverse(), zoom, 44).map((knot) => knot.head.code)).toEqual(found.map((knot) => knot.head.code));
  }
});

test("the plane of the map is Mercator's", () => {
  expect(project({ lon: 0, lat: 0 }, 0)).toEqual({ x: 256, y: 256 });
  expect(project({ lon: 180, lat: 0 }, 1).x).toBe(1024);
});

test("a knot grows with its count, within bounds", () => {
  expect(radiusOf(1, 1)).toBe(11);
  expect(radiusOf(100, 100)).toBe(28);
  expect(radiusOf(25, 100)).toBeLessThan(radiusOf(50, 100));
});

test("labels that would cover one another are left out", () => {
  const box = (left: number) => ({ left, top: 0, right: left + 10, bottom: 10 });
  expect(withRoom([[box(0)], [box(5)], [box(20)]], [], 100)).toEqual([0, -1, 0]);
  expect(withRoom([[box(0)]], [box(0)], 100)).toEqual([0]);
  expect(withRoom([[box(0)], [box(20)]], [box(40), box(5)], 100)).toEqual([-1, 0]);
  expect(withRoom([[box(95), box(70)], [box(95)]], [], 100)).toEqual([1, -1]); // what the edge would cut stands on the other side
});

test("arrows lead from knot to knot", () => {
  const points = [{ x: 0, y: 0 }, { x: 10, y: 1 }, { x: 30, y: 0 }, { x: 0, y: 20 }];
  expect(neighbour(points, 0, "ArrowRight")).toBe(1);
  expect(neighbour(points, 1, "ArrowRight")).toBe(2);
  expect(neighbour(points, 0, "ArrowDown")).toBe(3);
  expect(neighbour(points, 0, "ArrowLeft")).toBe(-1);
});
