import { describe, expect, it } from "vitest";
import { beside, dragged, type Place } from "../src/timeline/steps";

const PLACES: Place[] = [
  { x: 10, y: 0 },
  { x: 200, y: 0 },
  { x: 190, y: 22 },
  { x: 20, y: 44 },
];

describe("keys among marks", () => {
  it("goes from mark to mark in the order of time", () => {
    expect(beside(PLACES, 0, "ArrowRight")).toBe(1);
    expect(beside(PLACES, 0, "ArrowLeft")).toBeUndefined();
    expect(beside(PLACES, 3, "ArrowRight")).toBeUndefined();
    expect(beside(PLACES, 2, "Home")).toBe(0);
    expect(beside(PLACES, 0, "End")).toBe(3);
  });
  it("goes to the nearest row, and there to the nearest in time", () => {
    expect(beside(PLACES, 1, "ArrowDown")).toBe(2);
    expect(beside(PLACES, 3, "ArrowUp")).toBe(2);
    expect(beside(PLACES, 3, "ArrowDown")).toBeUndefined();
  });
  it("leaves other keys alone", () => {
    expect(beside(PLACES, 0, "Tab")).toBeUndefined();
  });
});

describe("dragging", () => {
  it("goes on when it was far enough", () => {
    expect(dragged(200, 160)).toBe("earlier");
    expect(dragged(-200, 160)).toBe("later");
    expect(dragged(100, 160)).toBeUndefined();
  });
});
