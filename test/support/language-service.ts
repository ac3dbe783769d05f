import { join } from 'node:path';
import { type ActionsMetadataProvider, validate } from '@actions/languageservice';
import { parse } from 'yaml';
import { readText, root } from './repository.js';

type ActionReference = Parameters<ActionsMetadataProvider['fetchActionMetadata']>[0];
type ActionMetadata = NonNullable<Awaited<ReturnType<ActionsMetadataProvider['fetchActionMetadata']>>>;

/**
 * What GitHub's own language service finds in a workflow or an action.yml, one text each. It knows the inputs of our actions and workflows, as `$/…`
 * and as they are pinned, and those of others' actions that we give.
 */
export async function findingsOf(path: string, text: string): Promise<string[]> {
  const diagnostics = await validate(documentOf(path, text), {
    fileProvider: {
      getFileContent: async (reference) => {
        const file = 'path' in reference ? reference.path : '';
        return { name: file, content: readText(file) };
      },
    },
    actionsMetadataProvider: {
      fetchActionMetadata: async (reference) => metadataOf(reference),
    },
  });
  return diagnostics.map(({ message, range }) => `${path}:${range.start.line + 1}: ${message}`);
}

/** Of others' actions, what the stand-ins say, and the inputs that we give to those that have none: by the name of the repository. */
const others: Record<string, ActionMetadata> = {
  'codeql-action': withInputs('sarif_file'),
  checkout: withInputs('persist-credentials', 'fetch-depth'),
  'setup-node': withInputs('node-version'),
};

function withInputs(...names: string[]): ActionMetadata {
  return { name: '', description: '', inputs: Object.fromEntries(names.map((name) => [name, { description: '' }])) };
}

function metadataOf({ owner, name, path }: ActionReference): ActionMetadata | undefined {
  if (owner === 'assay-rs') return parse(readText(join(path ?? '', 'action.yml')));
  if (owner !== 'actions' && owner !== 'github') return undefined;
  return others[name] ?? parse(readText(`test/support/standins/${name}/action.yml`));
}

type Document = Parameters<typeof validate>[0];

/** A document as editors hand it over, as far as the service reads it. */
function documentOf(path: string, text: string): Document {
  const lines = text.split('\n');
  const starts = lines.map((_, line) => lines.slice(0, line).reduce((sum, { length }) => sum + length + 1, 0));
  const offsetAt: Document['offsetAt'] = ({ line, character }) => (starts[line] ?? 0) + character;
  return {
    uri: `file://${join(root, path)}`,
    languageId: 'yaml',
    version: 1,
    lineCount: lines.length,
    getText: (range) => (range === undefined ? text : text.slice(offsetAt(range.start), offsetAt(range.end))),
    positionAt: (offset) => {
      const line = starts.findLastIndex((start) => start <= offset);
      return { line, character: offset - (starts[line] ?? 0) };
    },
    offsetAt,
    getLineRange: (line) => ({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } }),
    getEOLCharacters: () => '\n',
  };
}
