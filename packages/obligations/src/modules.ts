import type { Attributes } from './attributes.js';
import type { ModuleDeclaration } from './obligation.js';

/** What a module's attributes say of the file that it is in. */
export function modulePaths(attributes: Attributes | undefined): Pick<ModuleDeclaration, 'path' | 'conditionalPaths'> {
  if (attributes === undefined) return { conditionalPaths: [] };
  const { path, conditionalPaths } = attributes;
  return path === undefined ? { conditionalPaths } : { path, conditionalPaths };
}
