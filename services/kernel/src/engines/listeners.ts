/** Who wants to know that events were written: the relay, and tests. */
export class Listeners {
  private readonly all = new Set<() => void>();

  readonly call = (): void => this.all.forEach((listener) => listener());

  add(listener: () => void): () => void {
    this.all.add(listener);
    return () => void this.all.delete(listener);
  }
}
