// Going along the network by keyboard: where one stands, which neighbour is chosen, and the way back.
import type { Net } from "./data";

export class Walk {
  here: number;
  /** The place of the chosen neighbour among those of `here`; -1: none is chosen yet. */
  chosen = -1;
  private readonly behind: number[] = [];

  constructor(
    private readonly net: Net,
    start: number,
  ) {
    this.here = start;
  }

  /** Who is meant by Enter: the chosen neighbour, else where one stands. */
  get meant(): number {
    return this.net.neighbours[this.here]?.[this.chosen]?.at ?? this.here;
  }

  /** Chooses the next neighbour (`by` 1) or the one before (-1), around and around. */
  choose(by: 1 | -1): void {
    const count = this.net.neighbours[this.here]?.length ?? 0;
    if (count) this.chosen = this.chosen < 0 ? (by > 0 ? 0 : count - 1) : (this.chosen + by + count) % count;
  }

  /** Goes to the chosen neighbour. */
  go(): void {
    if (this.meant !== this.here) this.to(this.meant);
  }

  /** Goes to the knot `at`, from where `back` returns. */
  to(at: number): void {
    this.behind.push(this.here);
    this.here = at;
    this.chosen = -1;
  }

  /** Goes back to where one came from. */
  back(): void {
    this.here = this.behind.pop() ?? this.here;
    this.chosen = -1;
  }
}
