import type { MemberExpression, Node } from 'oxc-parser';
import type { Source } from '../support/sources.js';

/** Modules of Node's that compute and do not look: anyone may use them. All others are the host's. */
const pureModules = [
  'node:crypto',
  'node:path',
  'node:path/posix',
  'node:zlib',
  'node:url',
  'node:stream',
  'node:util',
  'node:buffer',
];

/** Exports of those that give another answer each time. */
const impureImports = ['randomBytes', 'randomFill', 'randomFillSync', 'randomInt', 'randomUUID', 'getRandomValues'];

/** Members of `process` that a package may use besides the host: how a program is started, talks and ends. */
const processMembers: Readonly<Record<string, readonly string[]>> = {
  entry: ['argv', 'exitCode'],
  cli: ['argv', 'exitCode', 'stdout', 'stderr', 'on', 'off', 'once', 'cwd'],
  'action-kit': ['exitCode', 'stdout', 'once', 'cwd'],
};

/** Globals that look at the clock, the network or chance, or that reach everything else. */
const worldGlobals = [
  ...['performance', 'setTimeout', 'setInterval', 'setImmediate', 'Temporal'],
  ...['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest', 'navigator', 'crypto'],
  ...['globalThis', 'global', 'console', 'eval', 'Function'],
];

/** Methods whose answer depends on the machine's locale. */
const localeMethods = [
  'localeCompare',
  'toLocaleString',
  'toLocaleDateString',
  'toLocaleTimeString',
  'toLocaleLowerCase',
  'toLocaleUpperCase',
];

/** Every look at the world in a source that has no business looking, as `path: what`. The host may look at everything. */
export function looksAtTheWorld(source: Source): string[] {
  if (source.owner === 'host') return [];
  const looks = source.imports.filter(isNodeModule).filter((specifier) => !pureModules.includes(specifier));
  const names = new Names(processMembers[source.owner] ?? []);
  source.visit({
    ImportSpecifier: ({ imported }) => names.imported('name' in imported ? imported.name : imported.value),
    MemberExpression: (node) => names.member(node),
    NewExpression: ({ callee, arguments: args }) => {
      if (isNamed(callee, 'Date') && args.length > 0) names.allow(callee);
    },
    Property: ({ key, computed, shorthand }) => (computed || shorthand ? undefined : names.allow(key)),
    PropertyDefinition: ({ key, computed }) => (computed ? undefined : names.allow(key)),
    MethodDefinition: ({ key, computed }) => (computed ? undefined : names.allow(key)),
    TSPropertySignature: ({ key, computed }) => (computed ? undefined : names.allow(key)),
    TSMethodSignature: ({ key, computed }) => (computed ? undefined : names.allow(key)),
    TSTypeReference: ({ typeName }) => names.allow(typeName),
    Identifier: (node) => names.identifier(node),
  });
  return [...looks, ...names.looks()].map((what) => `${source.path}: ${what}`);
}

function isNodeModule(specifier: string): boolean {
  return (
    !specifier.startsWith('.') &&
    (specifier.startsWith('node:') || bareNodeModules.includes(specifier.split('/')[0] ?? ''))
  );
}

/** Node's modules by the names that older code uses; under these, all are refused. */
const bareNodeModules = [
  ...[
    'assert',
    'buffer',
    'child_process',
    'cluster',
    'crypto',
    'dgram',
    'dns',
    'events',
    'fs',
    'http',
    'http2',
    'https',
    'module',
  ],
  ...[
    'net',
    'os',
    'path',
    'perf_hooks',
    'process',
    'readline',
    'stream',
    'timers',
    'tls',
    'tty',
    'url',
    'util',
    'v8',
    'vm',
  ],
  ...['worker_threads', 'zlib'],
];

function isNamed(node: Node, name: string): boolean {
  return node.type === 'Identifier' && node.name === name;
}

/** Gathers identifiers; those that turn out to be keys, types or allowed members are taken out again at the end. */
class Names {
  readonly #allowedMembers: readonly string[];
  readonly #allowed = new Set<Node>();
  /** With the member that was taken of it, for the message. */
  readonly #members = new Map<Node, string>();
  readonly #suspects: Node[] = [];
  readonly #looks: string[] = [];

  constructor(allowedMembers: readonly string[]) {
    this.#allowedMembers = allowedMembers;
  }

  imported(name: string): void {
    if (impureImports.includes(name)) this.#looks.push(name);
  }

  member({ object, property, computed }: MemberExpression): void {
    if (computed || property.type !== 'Identifier') return;
    this.allow(property);
    const { name } = property;
    this.#members.set(object, name);
    if (localeMethods.includes(name)) this.#looks.push(`.${name}`);
    if (isNamed(object, 'Math') && name === 'random') this.#looks.push('Math.random');
    if (isNamed(object, 'process') && this.#allowedMembers.includes(name)) this.allow(object);
    if (isNamed(object, 'Date') && ['parse', 'UTC'].includes(name)) this.allow(object);
  }

  identifier(node: Node): void {
    if ('name' in node && ['process', 'Date', ...worldGlobals].includes(String(node.name))) this.#suspects.push(node);
  }

  allow(node: Node): void {
    this.#allowed.add(node);
  }

  looks(): string[] {
    const left = this.#suspects.filter((node) => !this.#allowed.has(node));
    return [...this.#looks, ...left.map((node) => this.#describe(node))];
  }

  #describe(node: Node): string {
    const name = 'name' in node ? String(node.name) : node.type;
    const member = this.#members.get(node);
    return member === undefined ? name : `${name}.${member}`;
  }
}
