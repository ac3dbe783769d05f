import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** GitHub calls only workflows in .github/workflows; they are written in workflows/. */
export function workflows(root) {
  return sources(root).map(([name, text]) => [`.github/workflows/${name}`, `${header(name)}${text}`]);
}

/**
 * The workflows with `$/x` as `OWNER/REPO/x@REF`; `target` is `OWNER/REPO@REF`. A file in which no `$/` was replaced is an
 * error: it would not use this repository's actions at all.
 */
export function pinnedWorkflows(root, target) {
  const [repository, ref] = target.split('@');
  return sources(root).map(([name, text]) => {
    const pinned = text.replace(/(\buses: )\$\/(\S+)/g, `$1${repository}/$2@${ref}`);
    if (pinned === text) throw new Error(`workflows/${name} uses no action of this repository`);
    return [`.github/workflows/${name}`, `${header(name)}${pinned}`];
  });
}

function sources(root) {
  const folder = join(root, 'workflows');
  const names = readdirSync(folder).filter((name) => name.endsWith('.yml'));
  return names.sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')]);
}

function header(name) {
  return `# Generated from workflows/${name} by npm run generate. Edit that file.\n`;
}
