/** Gives each thing on the page an id that nothing else has. */
export class Anchors {
  readonly #taken = new Map<string, number>();

  /** The wish itself, with what an id or a link's fragment cannot hold replaced; numbered from its second use on. */
  take(wish: string): string {
    const id = wish.replace(/[^\w/@.-]/g, '_');
    const uses = (this.#taken.get(id) ?? 0) + 1;
    this.#taken.set(id, uses);
    // `~` is in no wish, so a numbered id meets no other.
    return uses === 1 ? id : `${id}~${uses}`;
  }
}
