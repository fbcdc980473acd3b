// What the script says, from the page, in its language.

export type Words = Record<string, string>;

/** The words that the page carries for the script. */
export function wordsOf(id: string): Words {
  return JSON.parse(document.getElementById(id)?.textContent ?? "{}") as Words;
}

/** The sentence `name` with what stands in braces filled in. */
export function say(words: Words, name: string, said: Record<string, string | number> = {}): string {
  return (words[name] ?? "").replace(/\{(\w+)\}/g, (whole, key: string) => String(said[key] ?? whole));
}
