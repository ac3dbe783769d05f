import { basename } from 'node:path';
import { type Node, parseSync, Visitor, type VisitorObject } from 'oxc-parser';
import { readText, trackedFiles } from './repository.js';

/** A TypeScript file of a package or an action, read by a parser: what its text says in strings and comments is not code. */
export interface Source {
  /** From the repository's root. */
  path: string;
  /** The package as `test/invariants/edges.ts` names it. */
  owner: string;
  isTest: boolean;
  /** Every module that it names: static, dynamic, type-only and re-exported ones. */
  imports: readonly string[];
  /** What it imports in a way that no reader of the text can follow: `import(name)`, `require(…)`. */
  opaqueImports: readonly string[];
  visit(visitor: VisitorObject): void;
}

/** The folder of a package, by its name in the table of edges. */
export function folderOf(owner: string): string {
  return owner === 'actions' ? 'actions' : `packages/${owner}`;
}

/** Every source file of the packages and the actions. */
export function readSources(): Source[] {
  return trackedFiles()
    .filter((path) => /^(packages|actions)\/.*\.ts$/.test(path) && !/^actions\/[^/]+\/dist\//.test(path))
    .map((path) => readSource(path, readText(path)));
}

/** Parses one file. Throws when it does not parse: a file that cannot be read must not look like one without imports. */
export function readSource(path: string, text: string): Source {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]?.message}`);
  const visit = (visitor: VisitorObject) => new Visitor(visitor).visit(program);
  const [first = '', second = ''] = path.split('/');
  return {
    path,
    owner: first === 'actions' ? 'actions' : second,
    isTest: /\.test\.ts$/.test(path) || basename(path).startsWith('test-'),
    ...importsOf(visit),
    visit,
  };
}

function importsOf(visit: Source['visit']): Pick<Source, 'imports' | 'opaqueImports'> {
  const imports = new Set<string>();
  const opaqueImports: string[] = [];
  const note = (node: Node | null) => {
    if (node === null) return;
    if (node.type === 'Literal' && typeof node.value === 'string') imports.add(node.value);
    else opaqueImports.push(`import at offset ${node.start}`);
  };
  visit({
    ImportDeclaration: ({ source }) => note(source),
    ExportAllDeclaration: ({ source }) => note(source),
    ExportNamedDeclaration: ({ source }) => note(source),
    ImportExpression: ({ source }) => note(source),
    TSImportType: ({ source }) => note(source),
    TSExternalModuleReference: ({ expression }) => note(expression),
    CallExpression: ({ callee, start }) => {
      if (callee.type === 'Identifier' && callee.name === 'require') opaqueImports.push(`require at offset ${start}`);
    },
  });
  return { imports: [...imports], opaqueImports };
}
