import { parse } from 'yaml';
import { readText } from './repository.js';

/** A workflow that a page tells its readers to write, whole. */
export interface Caller {
  /** The page, and the heading that it stands under. */
  where: string;
  /** As it is linted and parsed: a commit in place of `<commit>`. */
  text: string;
  jobs: Record<string, CallingJob>;
}

export interface CallingJob {
  uses?: string;
  permissions?: Record<string, string>;
  with?: Record<string, unknown>;
}

/** Pages that hold callers. */
const pages = ['README.md', 'docs/workflows.md', 'docs/audit.md', 'docs/report.md'];

/** Any commit: what matters is its form. */
export const COMMIT = '0123456789abcdef0123456789abcdef01234567';

/** Every caller in the pages: the YAML blocks with jobs in them. */
export function callers(): Caller[] {
  return pages.flatMap((page) =>
    readText(page)
      .split(/^(?=#+ )/m)
      .flatMap((section) => {
        const heading = /^#+ (.*)/.exec(section)?.[1] ?? '';
        return Array.from(section.matchAll(/^```yaml\n([\s\S]*?)^```/gm), ([, block = '']) => block)
          .filter((block) => /^jobs:/m.test(block))
          .map((block) => ({ ...parsed(block), where: `${page}: ${heading}` }));
      }),
  );
}

function parsed(block: string): Pick<Caller, 'text' | 'jobs'> {
  const text = block.replaceAll('<commit>', COMMIT);
  return { text, jobs: parse(text).jobs };
}
