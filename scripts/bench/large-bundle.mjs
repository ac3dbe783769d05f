import { execFileSync } from 'node:child_process';
import { createCipheriv } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildBundle, bundledInputs, namedProducts, renderGuide } from '../../packages/bundle/build/src/index.js';
import { checkOf } from '../../packages/check/build/src/index.js';
import { evidenceFiles, sha256 } from '../../packages/evidence/build/src/index.js';
import { allChecks } from '../../packages/pipeline/build/src/index.js';
import { renderHtml } from '../../packages/report/build/src/index.js';

/** Size of each added file: 250 kB, as sources and reports of tools are. */
const FILE = 250_000;

/**
 * A bundle that verifies, of a workspace whose evidence also rests on this many `bytes` of further files, and whose facts know this many more
 * `packages`: what a project with large inputs, or large facts and so a large report, would have. The bytes do not compress and are the same
 * every time.
 */
export async function makeLargeBundle({ workspace, file, bytes = 0, packages = 0 }) {
  execFileSync(process.execPath, [join(import.meta.dirname, '../../dist/assay.js'), 'qualify'], {
    cwd: workspace,
    stdio: 'pipe',
  });
  const evidence = join(workspace, 'target/assay/evidence');
  // It leaves evidence of every check that the policy asks for, and of no other.
  const rank = ({ predicate }) => allChecks.indexOf(checkOf(allChecks, predicate.check));
  const statements = readdirSync(evidence)
    .filter((name) => name.endsWith('.json') && !name.endsWith('.facts.json'))
    .map((name) => JSON.parse(readFileSync(join(evidence, name), 'utf8')))
    .sort((a, b) => rank(a) - rank(b));
  const asked = statements.map(({ predicate }) => checkOf(allChecks, predicate.check));
  const notAsked = allChecks.filter((check) => !asked.includes(check)).map(({ name }) => name);
  const added = Array.from({ length: Math.ceil(bytes / FILE) }, (_, index) => ({
    path: `large/${String(index).padStart(4, '0')}.bin`,
    content: noise(index),
  }));
  const msrv = statements.find(({ predicate }) => predicate.check === 'msrv').predicate;
  const further = Array.from({ length: packages }, (_, index) => ({
    name: `package-${index}`,
    version: '1.0.0',
    line: index + 1,
  }));
  msrv.facts.unreached = msrv.facts.unreached.concat(further);
  msrv.inputs.push(...added.map(({ path, content }) => ({ path, sha256: sha256(content) })));
  msrv.inputs.sort((a, b) => (a.path < b.path ? -1 : 1));
  const contents = new Map(added.map(({ path, content }) => [path, content]));
  const inputs = bundledInputs(statements).map(({ path }) => ({
    path,
    content: contents.get(path) ?? readFileSync(join(workspace, path)),
  }));
  const products = namedProducts(statements).map(({ path }) => ({
    path,
    content: readFileSync(join(workspace, 'target/assay', path)),
  }));
  const bundle = buildBundle({
    policy: readFileSync(join(workspace, 'assay.toml')),
    evidence: statements.flatMap(evidenceFiles),
    inputs,
    products,
    report: renderHtml({ statements, checks: allChecks, notAsked }),
    guide: renderGuide({ statements, notAsked, checks: allChecks, holdsAssay: false }),
  });
  writeFileSync(file, bundle.bytes);
}

/** The key stream of a cipher: incompressible, and the same on every machine. */
function noise(seed) {
  const iv = Buffer.alloc(16);
  iv.writeUInt32BE(seed);
  return createCipheriv('aes-128-ctr', Buffer.alloc(16), iv).update(Buffer.alloc(FILE));
}
