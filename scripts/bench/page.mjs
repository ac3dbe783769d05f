/** The page of figures: a heading, then sections that begin with `## `. */

/** What stands before the first section. @param {string} page */
export function headingOf(page) {
  return partsOf(page)[0];
}

/**
 * The page with these sections in place of those that have the same titles; others are added at its end.
 * @param {string} page @param {string} sections
 */
export function replaceSections(page, sections) {
  const parts = partsOf(page);
  for (const section of partsOf(sections).slice(1)) {
    const at = parts.findIndex((part) => titleOf(part) === titleOf(section));
    parts.splice(at === -1 ? parts.length : at, at === -1 ? 0 : 1, section);
  }
  return `${parts.map((part) => part.trim()).join('\n\n')}\n`;
}

function partsOf(page) {
  return page.split(/^(?=## )/m);
}

/** Without its numbers: how many files and megabytes were measured changes from one day to the next. */
function titleOf(part) {
  return part.split('\n', 1)[0].replaceAll(/\d+/g, '');
}
