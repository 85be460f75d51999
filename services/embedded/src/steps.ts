/** A line for each step: what it is while it runs, and its seconds when the next begins. */
export class Steps {
  private began: number | undefined;

  constructor(
    private readonly write: (text: string) => void,
    private readonly now: () => number = Date.now,
  ) {}

  next(what: string): void {
    this.done();
    this.began = this.now();
    this.write(`${what} … `);
  }

  done(): void {
    if (this.began === undefined) return;
    this.write(`${((this.now() - this.began) / 1_000).toFixed(1)} s\n`);
    this.began = undefined;
  }
}
