import { canonicalJson } from '@assay/evidence';
import { packed, resummed } from '../support/real-bundle.js';
import { replaced, TARGET, type Tampering } from './tampering.js';

type Entries = Map<string, string>;

/** An edit of the entries, after which the digests were made to agree. */
function edited(what: string, change: (entries: Entries) => void, problems: Tampering['problems']): Tampering {
  return { what, tamper: (bundle) => resummed(bundle, change), problems };
}

function removed(name: string, problems: Tampering['problems']): Tampering {
  return edited(`${name} was removed`, (entries) => void entries.delete(name), problems);
}

function added(name: string, problems: Tampering['problems'], content = 'x'): Tampering {
  return edited(`${JSON.stringify(name)} was added`, (entries) => void entries.set(name, content), problems);
}

/** An edit of the text of one entry. */
function rewritten(
  what: string,
  name: string,
  change: (text: string) => string,
  problems: Tampering['problems'],
): Tampering {
  return edited(what, (entries) => void entries.set(name, change(entries.get(name) ?? '')), problems);
}

/** An edit of `SHA256SUMS` itself. */
function sums(what: string, change: (text: string) => string, problems: Tampering['problems']): Tampering {
  const tamper: Tampering['tamper'] = ({ entries }) =>
    packed(new Map(entries).set('SHA256SUMS', change(entries.get('SHA256SUMS') ?? '')));
  return { what, tamper, problems };
}

const MSRV = 'evidence/msrv.json';
const msrv = (what: string, change: (text: string) => string, problems: Tampering['problems']) =>
  rewritten(what, MSRV, change, problems);

/** The entries were changed: removed, added, exchanged, written anew. */
export const entries: readonly Tampering[] = [
  {
    what: 'SHA256SUMS was removed',
    tamper: ({ entries }) => packed(new Map([...entries].filter(([name]) => name !== 'SHA256SUMS'))),
    problems: ['SHA256SUMS: is missing'],
  },
  removed('VERIFY.md', ['VERIFY.md: is missing']),
  removed('report/index.html', ['report/index.html: is missing']),
  removed('assay.toml', ['assay.toml: is missing']),
  removed('inputs/Cargo.lock', ['inputs/Cargo.lock: is missing; coverage and msrv read it']),
  removed('products/coverage/lcov.info', [
    'products/coverage/lcov.info: is missing; the evidence of coverage names it',
  ]),
  removed(`products/${TARGET}/tests-1.log`, [
    'products/targets-x86_64-unknown-linux-gnu/tests-1.log: is missing; the evidence of targets-x86_64-unknown-linux-gnu names it',
  ]),
  removed('products/plan/msrv-plan.json', [
    'products/plan/msrv-plan.json: is missing; the evidence of policy names it',
  ]),
  removed('products/plan/Cargo.lock', [
    'products/plan/msrv-plan.json: does not come with the lock file that it came to (plan/Cargo.lock)',
    'products/plan/Cargo.lock: is missing; the evidence of policy names it',
  ]),
  removed('evidence/policy.json', [
    'inputs/assay.toml: is missing; coverage and msrv and targets-x86_64-unknown-linux-gnu and toolchain read it',
    'products/plan/Cargo.lock: is a product that no evidence names',
    'products/plan/msrv-plan.json: is a product that no evidence names',
    'evidence/policy.json: is missing: the check policy left no evidence',
    'report/index.html: is not the report of this evidence: line N differs',
    'VERIFY.md: is not the guide of this evidence: line N differs',
  ]),
  removed(MSRV, [
    'inputs/Cargo.toml: is an input that no evidence lists',
    'inputs/motor-control/Cargo.toml: is an input that no evidence lists',
    'inputs/motor-driver/Cargo.toml: is an input that no evidence lists',
    'inputs/telemetry/Cargo.toml: is an input that no evidence lists',
    'evidence/msrv.json: is missing: the check msrv left no evidence',
    'and 2 more',
  ]),
  removed(`evidence/${TARGET}.json`, [
    'products/targets-x86_64-unknown-linux-gnu/tests-1.log: is a product that no evidence names',
    'evidence/targets-x86_64-unknown-linux-gnu.json: is missing: the check targets-x86_64-unknown-linux-gnu left no evidence',
    'report/index.html: is not the report of this evidence: line N differs',
    'VERIFY.md: is not the guide of this evidence: line N differs',
  ]),
  added('README', ['README: is not an entry that bundles have']),
  added('inputs/extra.rs', ['inputs/extra.rs: is an input that no evidence lists']),
  added('products/coverage/extra.info', ['products/coverage/extra.info: is a product that no evidence names']),
  added('evidence/a/b.json', ['evidence/a/b.json: is not an entry that bundles have']),
  added('evidence/msrv.facts.json', ['evidence/msrv.facts.json: holds facts that its statement does not name']),
  added('evidence/nothing.facts.json', ['evidence/nothing.facts.json: holds facts of no statement']),
  added('evidence/other.json', [
    'evidence/other.json: is not JSON',
    'evidence/other.json: is evidence of a check that is not known: "other"',
  ]),
  edited(
    'evidence of a target that the policy does not name was added',
    (all) => void all.set('evidence/targets-thumbv7em-none-eabihf.json', all.get(`evidence/${TARGET}.json`) ?? ''),
    [
      `evidence/targets-thumbv7em-none-eabihf.json:predicate.check: is "targets-x86_64-unknown-linux-gnu"; the entry's name says "targets-thumbv7em-none-eabihf"`,
      'evidence/targets-thumbv7em-none-eabihf.json: is evidence of a check that assay.toml does not ask for: targets-thumbv7em-none-eabihf',
      'report/index.html: is not the report of this evidence: line N differs',
      'VERIFY.md: is not the guide of this evidence: line N differs',
    ],
  ),
  added(
    'assay/assay.js',
    [
      'VERIFY.md: is not the guide of this evidence: line N differs',
      'assay/digest-worker.js: is missing of the Assay in the bundle',
      'assay/licenses.txt: is missing of the Assay in the bundle',
      'and 5 more',
    ],
    'console.log("pass");',
  ),
  added('inputs/::error::owned', ['inputs/::error::owned: is an input that no evidence lists']),
  added('inputs/<script>alert(1)</script>', ['inputs/<script>alert(1)</script>: is an input that no evidence lists']),
  added('inputs/%0A::set-output name=verdict::pass', [
    'inputs/%0A::set-output name=verdict::pass: is an input that no evidence lists',
  ]),
  added('inputs/\u202egnp.exe', ['inputs/\u202egnp.exe: is an input that no evidence lists']),
  sums(
    'a digest in SHA256SUMS is another',
    (text) => text.replace(/^[0-9a-f]{64}(?= {2}assay.toml)/m, '0'.repeat(64)),
    ['assay.toml: is not what SHA256SUMS says: its SHA-256 is DIGEST, not DIGEST'],
  ),
  sums('SHA256SUMS lacks a file', (text) => text.replace(/^.* {2}assay.toml\n/m, ''), [
    'assay.toml: is not listed in SHA256SUMS',
  ]),
  sums('SHA256SUMS lists a file that is not there', (text) => `${text}${'0'.repeat(64)}  zebra\n`, [
    'SHA256SUMS: lists "zebra", which the bundle does not hold',
  ]),
  sums('SHA256SUMS lists a file twice', (text) => text.replace(/^(.* {2}assay.toml\n)/m, '$1$1'), [
    'SHA256SUMS:3: lists "assay.toml" a second time',
  ]),
  sums('SHA256SUMS is in another order', (text) => `${text.trimEnd().split('\n').reverse().join('\n')}\n`, [
    'SHA256SUMS:1: is not in the order and form that bundles have',
  ]),
  sums('SHA256SUMS is none', () => 'all is well\n', [
    'SHA256SUMS:1: is not a line of sha256sum',
    'VERIFY.md: is not listed in SHA256SUMS',
    'assay.toml: is not listed in SHA256SUMS',
    'and 27 more',
  ]),
  rewritten('a copy of an input was changed', 'inputs/Cargo.lock', (text) => `${text}\n`, [
    'inputs/Cargo.lock: is not the file that coverage and msrv read: its SHA-256 is DIGEST, not DIGEST',
  ]),
  rewritten('a product was changed', 'products/coverage/lcov.info', (text) => text.replace('DA:', 'DA: '), [
    'products/coverage/lcov.info: is not the file that the evidence of coverage names: its SHA-256 is DIGEST, not DIGEST',
  ]),
  rewritten('the log of the tests was changed', `products/${TARGET}/tests-1.log`, (text) => text.replace('ok', 'OK'), [
    'products/targets-x86_64-unknown-linux-gnu/tests-1.log: is not the file that the evidence of targets-x86_64-unknown-linux-gnu names: its SHA-256 is DIGEST, not DIGEST',
  ]),
  rewritten(
    'the report says something else',
    'report/index.html',
    (text) => text.replaceAll('telemetry', 'telemetrie'),
    ['report/index.html: is not the report of this evidence: line N differs'],
  ),
  rewritten('the guide leaves a step out', 'VERIFY.md', (text) => replaced(text, 'unzip -tqq bundle.zip\n', ''), [
    'VERIFY.md: is not the guide of this evidence: line N differs',
  ]),
  rewritten(
    'the policy was made milder',
    'assay.toml',
    (text) => replaced(text, 'motor-control = "ASIL D"', 'motor-control = "QM"'),
    [
      'evidence/coverage.json:predicate.inputs: does not list the policy that it is held against (assay.toml, SHA-256 DIGEST)',
      'evidence/msrv.json:predicate.inputs: does not list the policy that it is held against (assay.toml, SHA-256 DIGEST)',
      'evidence/policy.json:predicate.inputs: does not list the policy that it is held against (assay.toml, SHA-256 DIGEST)',
      'and 2 more',
    ],
  ),
  rewritten('the policy is none', 'assay.toml', () => '[project\n', [
    'evidence/coverage.json:predicate.inputs: does not list the policy that it is held against (assay.toml, SHA-256 DIGEST)',
    'evidence/msrv.json:predicate.inputs: does not list the policy that it is held against (assay.toml, SHA-256 DIGEST)',
    'evidence/policy.json:predicate.inputs: does not list the policy that it is held against (assay.toml, SHA-256 DIGEST)',
    'and 3 more',
  ]),
  rewritten(
    'a deviation was made to last',
    'assay.toml',
    (text) => replaced(text, 'expires = 2027-06-30', 'expires = 2099-06-30'),
    [
      'evidence/coverage.json:predicate.inputs: does not list the policy that it is held against (assay.toml, SHA-256 DIGEST)',
      'evidence/msrv.json:predicate.inputs: does not list the policy that it is held against (assay.toml, SHA-256 DIGEST)',
      'evidence/policy.json:predicate.inputs: does not list the policy that it is held against (assay.toml, SHA-256 DIGEST)',
      'and 5 more',
    ],
  ),
  edited(
    'a target was taken out of the policy, with its evidence and its log',
    (all) => {
      all.set('assay.toml', (all.get('assay.toml') ?? '').replace(/\[targets\.[\s\S]*?(?=\[\[deviation)/, ''));
      all.delete(`evidence/${TARGET}.json`);
      all.delete(`products/${TARGET}/tests-1.log`);
    },
    [
      'evidence/coverage.json:predicate.inputs: does not list the policy that it is held against (assay.toml, SHA-256 DIGEST)',
      'evidence/msrv.json:predicate.inputs: does not list the policy that it is held against (assay.toml, SHA-256 DIGEST)',
      'evidence/policy.json:predicate.inputs: does not list the policy that it is held against (assay.toml, SHA-256 DIGEST)',
      'and 4 more',
    ],
  ),
  edited(
    'an input was renamed',
    (all) => {
      all.set('inputs/Cargo.lck', all.get('inputs/Cargo.lock') ?? '');
      all.delete('inputs/Cargo.lock');
    },
    [
      'inputs/Cargo.lock: is missing; coverage and msrv read it',
      'inputs/Cargo.lck: is an input that no evidence lists',
    ],
  ),
  edited(
    'evidence stands under the name of other evidence',
    (all) => void all.set('evidence/toolchain.json', all.get(MSRV) ?? ''),
    [
      `evidence/toolchain.json:predicate.check: is "msrv"; the entry's name says "toolchain"`,
      'inputs/assay.lock: is an input that no evidence lists',
      'evidence/toolchain.json:predicate.facts.rank: is not what evidence has here: Invalid option: expected one of "none"|"low"|"medium"|"high"|"highest"',
      'and 16 more',
    ],
  ),
  edited(
    'facts were put beside their statement, where they are small',
    (all) => {
      const statement = JSON.parse(all.get(MSRV) ?? '');
      all.set('evidence/msrv.facts.json', `${JSON.stringify(statement.predicate.facts)}\n`);
    },
    ['evidence/msrv.facts.json: holds facts that its statement does not name'],
  ),
  msrv('a statement is not JSON', () => '{', ['evidence/msrv.json: is not JSON']),
  msrv('a statement is on one line', (text) => JSON.stringify(JSON.parse(text)), [
    'evidence/msrv.json: is not in the form that Assay writes (line N): keys in order, each once',
  ]),
  msrv(
    'a key stands twice in a statement',
    (text) => replaced(text, '    "asOf"', '    "asOf": "2020-01-01",\n    "asOf"'),
    ['evidence/msrv.json: is not in the form that Assay writes (line N): keys in order, each once'],
  ),
  msrv('a statement has a key __proto__', (text) => replaced(text, '    "asOf"', '    "__proto__": {},\n    "asOf"'), [
    'evidence/msrv.json: has a key "__proto__", which no evidence has',
  ]),
  msrv('a statement nests without end', () => '['.repeat(200_000) + ']'.repeat(200_000), [
    'evidence/msrv.json: nests deeper than 100 levels',
  ]),
  msrv('a statement begins with a byte order mark', (text) => `\ufeff${text}`, ['evidence/msrv.json: is not JSON']),
  msrv('a statement has a number that is none', (text) => text.replace(/"examined": \d+/, '"examined": 1e400'), [
    'evidence/msrv.json: has a number that JSON cannot hold',
  ]),
  msrv('a statement has a key too many', (text) => canonicalJson({ ...JSON.parse(text), approved: true }), [
    'evidence/msrv.json:(whole): is not what evidence has here: Unrecognized key: "approved"',
  ]),
];
