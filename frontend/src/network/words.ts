// What the template says, in the reader's language.
export interface Words {
  picture: string;
  help: string;
  find: string;
  open: string;
  near: string;
  far: string;
  whole: string;
  connections: string;
  bridge: string;
  nobody: string;
  shown: string;
  all: string;
  neighbour: string;
  kinds: Record<string, string>;
  relations: Record<string, string>;
}

export function wordsOf(id: string): Words {
  return JSON.parse(document.getElementById(id)?.textContent ?? "{}") as Words;
}

/** `text` with what stands in braces replaced. */
export function filled(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
