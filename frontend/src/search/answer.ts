// What the site answers to a question for suggestions, looked at before it is believed.

export interface Suggestion {
  address: string;
  pieces: [string, boolean][];
  language: string;
  what: string;
  why: string;
}

/** The suggestions in `answer`; those that lead anywhere but into this site are left out. */
export function answerOf(answer: unknown): Suggestion[] {
  const found = (answer as { suggestions?: unknown } | null)?.suggestions;
  return Array.isArray(found) ? found.filter(isSuggestion) : [];
}

function isSuggestion(one: Partial<Suggestion> | null): one is Suggestion {
  return (
    typeof one?.address === "string" &&
    /^\/(?!\/)/.test(one.address) &&
    Array.isArray(one.pieces) &&
    one.pieces.every((piece) => Array.isArray(piece) && typeof piece[0] === "string") &&
    [one.language, one.what, one.why].every((said) => typeof said === "string")
  );
}

/** How many there are, in the words of the page: `one`, or `many` with # for the number. */
export function counted(number: number, words: DOMStringMap | Record<string, string | undefined>): string {
  if (number === 0) return words["none"] ?? "";
  return number === 1 ? (words["one"] ?? "") : (words["many"] ?? "").replace("#", String(number));
}
