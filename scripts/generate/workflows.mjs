import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { composed } from './compose.mjs';

/** GitHub calls only workflows in .github/workflows; they are written in workflows/, and what several have in workflows/parts/. */
export function workflows(root) {
  return sources(root).map(([name, text]) => [`.github/workflows/${name}`, `${header(name)}${text}`]);
}

/**
 * The workflows with every `$/x`, an action or another workflow, as `OWNER/REPO/x@REF`, for what knows no `$/`: GitHub Enterprise Server, older
 * runners, act.
 * @param {string} root @param {{ repository: string, ref: string }} target
 */
export function pinnedWorkflows(root, { repository, ref }) {
  return sources(root).map(([name, text]) => {
    const pinned = text.replace(/(\buses: )\$\/(\S+)/g, `$1${repository}/$2@${ref}`);
    if (pinned.includes('$/')) throw new Error(`workflows/${name} holds a $/ that is no \`uses: $/…\``);
    return [`.github/workflows/${name}`, `${header(name)}${pinned}`];
  });
}

/** The reusable workflows by their files' names, composed. @returns {[string, string][]} */
export function sources(root) {
  const folder = join(root, 'workflows');
  const names = readdirSync(folder).filter((name) => name.endsWith('.yml'));
  return names.sort().map((name) => [name, composed(folder, name)]);
}

function header(name) {
  return `# Generated from workflows/${name} and workflows/parts by npm run generate. Edit those files.\n`;
}
