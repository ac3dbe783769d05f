import { type Place, UserError } from '@assay/evidence';
import { type ComponentName, componentText } from './component.js';
import { quoted } from './quoted.js';

/** What to do with a lock that is not as Assay wrote it. */
export const repair = 'restore it from version control, or delete it and write it anew with assay toolchain lock';

/** Where in a lock's file each thing stands. */
export interface LockPlaces {
  /** The line of a component's file: two hosts may have the same path. The lock itself where that does not name it. */
  placeOf(component: string | null, path: string): Place;
  /** The first line that begins with this text: `release =`. */
  lineOf(text: string): Place;
}

/** Finds places in the text of a lock. Lines of files are looked up when the first is asked for: most locks are in order. */
export function lockPlaces(text: string, path: string): LockPlaces {
  let lines: Map<string, number> | undefined;
  const fileLines = () => {
    lines ??= linesOfFiles(text);
    return lines;
  };
  return {
    placeOf(component, file) {
      const line = fileLines().get(`${component} ${quoted(file)}`);
      return line === undefined ? { path } : { path, line, column: 3 };
    },
    lineOf(start) {
      const index = text.split('\n').findIndex((line) => line.startsWith(start));
      return index < 0 ? { path } : { path, line: index + 1, column: 1 };
    },
  };
}

/** The line of each file by the text of its component and its path as the lock writes it. */
function linesOfFiles(text: string): Map<string, number> {
  const lines = new Map<string, number>();
  const component: ComponentName = { name: '', target: '' };
  for (const [index, line] of text.split('\n').entries()) {
    const [, key, value = ''] = /^(?:(name|target) = |\s*\{ path = )("(?:[^"\\]|\\.)*")/.exec(line) ?? [];
    if (value === '') continue;
    if (key === 'name' || key === 'target') component[key] = value.slice(1, -1);
    else lines.set(`${componentText(component)} ${value}`, index + 1);
  }
  return lines;
}

/** Somebody wrote into the lock, or it is damaged. `path`: the file of the toolchain that is concerned. */
export function editedLock(
  component: ComponentName,
  what: string,
  { placeOf, lineOf }: LockPlaces,
  path?: string,
): UserError {
  const at =
    path === undefined ? lineOf(`name = ${JSON.stringify(component.name)}`) : placeOf(componentText(component), path);
  return new UserError(`the lock was edited, or is damaged: component ${componentText(component)}: ${what}`, {
    at,
    remedy: repair,
  });
}
