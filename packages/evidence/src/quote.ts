/** A text of somebody else's as a message quotes it: in quotation marks, escaped as JSON, at most 100 characters. */
export function quote(text: string): string {
  return JSON.stringify(text.length <= 100 ? text : `${text.slice(0, 100)}…`);
}

/** The first `limit` texts, each as {@link quote} has it, and how many more there are: `"a", "b" and 3 more`. Empty of none. */
export function quoteSome(texts: readonly string[], limit: number): string {
  const more = texts.length - limit;
  return `${texts.slice(0, limit).map(quote).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** A place in JSON, as a schema's failure has it: `problems[3].kind`; the empty text for the whole. `root` stands before it. */
export function jsonPath(path: readonly PropertyKey[], root = ''): string {
  const steps = path.map((key) =>
    typeof key === 'number' ? `[${key}]` : /^[\w-]+$/.test(String(key)) ? `.${String(key)}` : `[${quote(String(key))}]`,
  );
  return `${root}${steps.join('')}`.replace(/^\./, '');
}
