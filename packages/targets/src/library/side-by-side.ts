/** Does something for each item, at most so many at a time, and gives the results in the order of the items. The first error is thrown. */
export async function sideBySide<Item, Result>(
  items: readonly Item[],
  atMost: number,
  each: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) results[at] = await each(items[at] as Item);
  };
  await Promise.all(Array.from({ length: Math.min(atMost, items.length) }, work));
  return results;
}
