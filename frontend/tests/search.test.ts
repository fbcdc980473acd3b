import { describe, expect, test } from "vitest";
import { answerOf, counted } from "../src/search/answer";

const one = { address: "/fr/entity/e1/", pieces: [["Watteau", true]], language: "fr", what: "personne", why: "" };

describe("what the site answers", () => {
  test("is taken as it is", () => expect(answerOf({ suggestions: [one] })).toEqual([one]));
  test.each([null, {}, [], { suggestions: "x" }, { suggestions: [null, 1, {}] }])("is nothing where it is %j", (answer) =>
    expect(answerOf(answer)).toEqual([]),
  );
  test.each(["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""])("does not lead to %s", (address) =>
    expect(answerOf({ suggestions: [{ ...one, address }] })).toEqual([]),
  );
});

test("suggestions are counted in the words of the page", () => {
  const words = { none: "aucune", one: "une suggestion", many: "# suggestions" };
  expect([0, 1, 7].map((number) => counted(number, words))).toEqual(["aucune", "une suggestion", "7 suggestions"]);
});
