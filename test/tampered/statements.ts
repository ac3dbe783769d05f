import { type Statement, sha256 } from '@assay/evidence';
import { type Forgery, resealed } from '../support/real-bundle.js';
import { replaced, said, TARGET, type Tampering } from './tampering.js';

/** Evidence was edited, and every digest, the report and the guide were made to agree with it. */
function forged(what: string, change: (forgery: Forgery) => void, problems: Tampering['problems']): Tampering {
  return { what, tamper: (bundle) => resealed(bundle, change), problems };
}

function each({ statements }: Forgery, change: (statement: Statement) => void): void {
  for (const statement of statements.values()) change(statement);
}

interface Member {
  name: string;
}

/** The facts of a check, to be edited. */
function facts<T>(forgery: Forgery, check: string): T {
  return said(forgery, check).facts as T;
}

const deviated = (forgery: Forgery) => {
  const finding = said(forgery, 'toolchain').findings.find(({ deviation }) => deviation !== null);
  if (finding === undefined || finding.deviation === null) throw new Error('no finding is deviated');
  return { finding, deviation: finding.deviation };
};

/** That a check's evidence does not list a file that its facts were read from. */
const unread = (check: string, path: string) =>
  `evidence/${check}.json:predicate.inputs: lack ${JSON.stringify(path)}, which the facts were read from`;

const gap = { what: 'whether it builds', why: 'nobody tried', remedy: 'try' };

export const statements: readonly Tampering[] = [
  forged('a gap is told, and the verdict is pass all the same', (all) => void said(all, 'msrv').gaps.push(gap), [
    'evidence/msrv.json:predicate.verdict: is pass; from its own findings and gaps follows no-verdict (1 gap)',
    'evidence/msrv.json:predicate.reason: is "no findings"; from its facts follows "1 gap"',
  ]),
  forged(
    'nothing was examined, and the verdict is pass all the same',
    (all) => void Object.assign(said(all, 'msrv'), { examined: 0 }),
    [
      'evidence/msrv.json:predicate.verdict: is pass; from its own findings and gaps follows no-verdict (nothing was examined)',
      'evidence/msrv.json:predicate.examined: is 0, and the facts hold 15 packages',
      'evidence/msrv.json:predicate.reason: is "no findings"; from its facts follows "nothing was examined"',
    ],
  ),
  forged('the facts are gone', (all) => void Object.assign(said(all, 'msrv'), { facts: null }), [
    'evidence/msrv.json:predicate.facts: are missing, and no gap says why',
    'evidence/msrv.json:predicate.rules: are not the rules of this check, or not as they apply at this level',
    'evidence/msrv.json:predicate.verdict: is pass; from its facts follows no-verdict (nothing was examined)',
    'evidence/msrv.json:predicate.reason: is "no findings"; from its facts follows "nothing was examined"',
  ]),
  forged('the reason is another', (all) => void Object.assign(said(all, 'msrv'), { reason: 'all is well' }), [
    'evidence/msrv.json:predicate.reason: is "all is well"; from its facts follows "no findings"',
  ]),
  forged(
    'a finding was removed',
    (all) => void Object.assign(said(all, 'toolchain'), { findings: [], reason: 'no findings' }),
    [
      'evidence/toolchain.json:predicate.findings: lack a finding that follows from the facts: toolchain/known-problem@4c758910fa51e68d, Rust 1.95.0 is affected by rust#159035: LLVM miscompilation: out-of-bounds read around Option discriminants (compiler, miscompilation); worse in 1.97.0; the announcement says "since at least 1.87"',
      'evidence/toolchain.json:predicate.findings: lack a finding that follows from the facts: toolchain/trusted-on-first-use@0b5b8d48047c4c7c, trusted on first use: the digests of cargo, clippy-preview, rust-docs, rust-std, rustc, rustfmt-preview are of what was installed, not of the signed release',
      'evidence/toolchain.json:predicate.reason: is "no findings"; from its facts follows "no errors, 1 deviated, 1 warning"',
    ],
  ),
  forged('a finding was made milder', (all) => void Object.assign(deviated(all).finding, { severity: 'warning' }), [
    'evidence/toolchain.json:predicate.findings[0]: differs from what the facts give, in severity: toolchain/known-problem@4c758910fa51e68d',
  ]),
  forged(
    'a finding says something else',
    (all) => void Object.assign(deviated(all).finding, { message: 'nothing to see' }),
    [
      'evidence/toolchain.json:predicate.findings[0]: differs from what the facts give, in message: toolchain/known-problem@4c758910fa51e68d',
    ],
  ),
  forged(
    'a finding was invented',
    (all) => {
      const { findings } = said(all, 'toolchain');
      findings.push({ ...deviated(all).finding, key: 'toolchain/known-problem@invented' });
    },
    ['evidence/toolchain.json:predicate.findings[2]: does not follow from the facts: toolchain/known-problem@invented'],
  ),
  forged('a deviation was invented', (all) => void Object.assign(deviated(all).deviation, { id: 'DEV-999' }), [
    'evidence/toolchain.json:predicate.findings[0].deviation: is "DEV-999", which assay.toml does not have',
    'evidence/toolchain.json:predicate.findings[0]: differs from what the facts give, in deviation: toolchain/known-problem@4c758910fa51e68d',
  ]),
  forged(
    'a deviation was approved by somebody else',
    (all) => void Object.assign(deviated(all).deviation, { approvedBy: 'nobody' }),
    [
      'evidence/toolchain.json:predicate.findings[0].deviation: is not "DEV-001" as assay.toml states it (line N)',
      'evidence/toolchain.json:predicate.findings[0]: differs from what the facts give, in deviation: toolchain/known-problem@4c758910fa51e68d',
    ],
  ),
  forged(
    'a deviation is used after it expired',
    (all) => {
      underPolicy(all, replaced(all.policy, 'expires = 2027-06-30', 'expires = 2026-01-31'));
      deviated(all).deviation.expires = '2026-01-31';
    },
    [
      'products/plan/msrv-plan.json: was made from another assay.toml than the evidence',
      `evidence/toolchain.json:predicate.findings[0].deviation: is "DEV-001", which expired on 2026-01-31, before the evidence's own date, DAY`,
      'evidence/toolchain.json:predicate.findings[0]: differs from what the facts give, in deviation: toolchain/known-problem@4c758910fa51e68d',
      'and 6 more',
    ],
  ),
  forged(
    'a rule is said not to have been applied',
    (all) => {
      const predicate = said(all, 'msrv');
      predicate.rules = predicate.rules.map((rule, index) =>
        index === 0 ? { id: rule.id, applied: false, because: 'later' } : rule,
      );
    },
    ['evidence/msrv.json:predicate.rules: are not the rules of this check, or not as they apply at this level'],
  ),
  forged(
    'facts no longer give their findings',
    (all) => {
      for (const build of facts<{ builds: { outcome: string }[] }>(all, TARGET).builds) build.outcome = 'failed';
    },
    [
      'evidence/targets-x86_64-unknown-linux-gnu.json:predicate.findings: lack a finding that follows from the facts: targets/does-not-build@fdfbd318344244da, the workspace does not build for x86_64-unknown-linux-gnu (dev, default features): Cargo refuses it: it said nothing, and ended with 0',
      'evidence/targets-x86_64-unknown-linux-gnu.json:predicate.verdict: is pass; from its facts follows fail (1 finding)',
      'evidence/targets-x86_64-unknown-linux-gnu.json:predicate.reason: is "no findings"; from its facts follows "1 finding"',
    ],
  ),
  forged(
    'the deviations were settled on other findings',
    (all) => {
      for (const use of facts<{ deviations: { matches: unknown[] }[] }>(all, 'policy').deviations) use.matches = [];
    },
    ['evidence/policy.json:predicate.facts: does not follow from the policy and the findings of the other checks'],
  ),
  forged('facts are none', (all) => void Object.assign(said(all, 'msrv'), { facts: { all: 'well' } }), [
    'evidence/msrv.json:predicate.facts.baseline: is not what evidence has here: Invalid input: expected object, received undefined',
    'evidence/msrv.json:predicate.facts.lock: is not what evidence has here: Invalid input: expected object, received undefined',
    'evidence/msrv.json:predicate.facts.build: is not what evidence has here: Invalid input: expected object, received undefined',
    'and 5 more',
  ]),
  forged(
    'facts have a key that this version does not know',
    (all) => void Object.assign(facts<object>(all, 'msrv'), { hence: true }),
    ['evidence/msrv.json:predicate.facts: is not what evidence has here: Unrecognized key: "hence"'],
  ),
  forged(
    'facts of two checks were exchanged',
    (all) => {
      const [one, other] = [said(all, 'msrv'), said(all, 'coverage')];
      [one.facts, other.facts] = [other.facts, one.facts];
    },
    [
      'evidence/msrv.json:predicate.facts.baseline: is not what evidence has here: Invalid input: expected object, received undefined',
      'evidence/msrv.json:predicate.facts.lock: is not what evidence has here: Invalid input: expected object, received undefined',
      'evidence/msrv.json:predicate.facts.build: is not what evidence has here: Invalid input: expected object, received undefined',
      'and 19 more',
    ],
  ),
  forged(
    'evidence of a target speaks of another',
    (all) => void Object.assign(facts<object>(all, TARGET), { target: 'thumbv7em-none-eabihf' }),
    [
      `evidence/targets-x86_64-unknown-linux-gnu.json:predicate.facts: speak of the target "thumbv7em-none-eabihf and x86_64-unknown-linux-gnu"; the entry's name says "x86_64-unknown-linux-gnu"`,
    ],
  ),
  forged(
    'a member is missing in the evidence of coverage',
    (all) => {
      const own = facts<{ members: Member[] }>(all, 'coverage');
      own.members = own.members.filter(({ name }) => name !== 'telemetry');
    },
    [
      'evidence/msrv.json:predicate.facts: speak of "telemetry", and evidence/coverage.json names no member of that name',
      'evidence/coverage.json:predicate.facts: do not speak of the member "telemetry", which assay.toml names',
    ],
  ),
  forged(
    'a member that the policy names is missing in all evidence',
    (all) => {
      for (const check of ['msrv', 'coverage']) {
        const own = facts<{ members: Member[] }>(all, check);
        own.members = own.members.filter(({ name }) => name !== 'telemetry');
      }
    },
    ['evidence/coverage.json:predicate.facts: do not speak of the member "telemetry", which assay.toml names'],
  ),
  forged(
    'a member that the policy asks for on a target is missing in all evidence of all members',
    (all) => {
      for (const check of ['msrv', 'coverage']) {
        const own = facts<{ members: Member[] }>(all, check);
        own.members = own.members.filter(({ name }) => name !== 'motor-driver');
      }
    },
    ['evidence/coverage.json:predicate.facts: do not speak of the member "motor-driver", which assay.toml names'],
  ),
  forged(
    'a target was tried for fewer members than the policy asks for',
    (all) => void facts<{ members: string[] }>(all, TARGET).members.pop(),
    [
      'evidence/targets-x86_64-unknown-linux-gnu.json:predicate.facts: do not speak of the member "motor-driver", which assay.toml asks for',
    ],
  ),
  forged(
    'evidence is of another check than its name says',
    (all) => void Object.assign(said(all, 'msrv'), { check: 'coverage' }),
    [`evidence/msrv.json:predicate.check: is "coverage"; the entry's name says "msrv"`],
  ),
  forged(
    'one statement speaks of another commit',
    (all) => {
      const statement = all.statements.get('msrv');
      if (statement !== undefined) statement.subject = [{ ...statement.subject[0], digest: { gitCommit: 'c0ffee' } }];
    },
    [
      'evidence/msrv.json:subject: is [{"digest":{"gitCommit":"c0ffee"},"name":"motor-controller"}], and evidence/coverage.json says [{"digest":{"gitCommit":"DIGEST"},"name":"motor-controller"}]',
    ],
  ),
  forged(
    'one statement speaks of another project',
    (all) => {
      const statement = all.statements.get('msrv');
      if (statement !== undefined) statement.subject = [{ ...statement.subject[0], name: '<script>' }];
    },
    [
      'evidence/msrv.json:subject: is [{"digest":{"gitCommit":"DIGEST"},"name":"<script>"}], and evidence/coverage.json says [{"digest":{"gitCommit":"DIGEST"},"name":"motor-controller"}]',
      'evidence/msrv.json:subject[0].name: is "<script>", and the project is "motor-controller"',
    ],
  ),
  forged(
    'one statement is of another run',
    (all) => void Object.assign(said(all, 'coverage'), { run: 'https://github.com/acme/motor/actions/runs/4712' }),
    [
      'evidence/msrv.json:predicate.run: is "https://github.com/acme/motor/actions/runs/4711", and evidence/coverage.json says "https://github.com/acme/motor/actions/runs/4712"',
      'evidence/policy.json:predicate.run: is "https://github.com/acme/motor/actions/runs/4711", and evidence/coverage.json says "https://github.com/acme/motor/actions/runs/4712"',
      'evidence/targets-x86_64-unknown-linux-gnu.json:predicate.run: is "https://github.com/acme/motor/actions/runs/4711", and evidence/coverage.json says "https://github.com/acme/motor/actions/runs/4712"',
      'evidence/toolchain.json:predicate.run: is "https://github.com/acme/motor/actions/runs/4711", and evidence/coverage.json says "https://github.com/acme/motor/actions/runs/4712"',
    ],
  ),
  forged('one statement is of no run', (all) => void delete said(all, TARGET).run, [
    'evidence/targets-x86_64-unknown-linux-gnu.json:predicate.run: is null, and evidence/coverage.json says "https://github.com/acme/motor/actions/runs/4711"',
  ]),
  forged(
    'a run is none',
    (all) =>
      void Object.assign(said(all, 'msrv'), { run: 'https://github.com/acme/motor/actions/runs/1?x=%0A::error::' }),
    [
      'evidence/msrv.json:predicate.run: is not what evidence has here: Invalid string: must match pattern /^https?:\\/\\/[\\w.:-]+(\\/[\\w.-]+){2}\\/actions\\/runs\\/\\d+$/',
    ],
  ),
  forged('one statement is of another day', (all) => void Object.assign(said(all, 'msrv'), { asOf: '2026-01-01' }), [
    'evidence/msrv.json:predicate.asOf: is "DAY", and evidence/coverage.json says "DAY"',
  ]),
  forged(
    'all statements are of the future',
    (all) => each(all, ({ predicate }) => Object.assign(predicate, { asOf: '2027-01-01' })),
    [
      'evidence/coverage.json:predicate.asOf: is 2027-01-01, which is in the future: today is DAY',
      'evidence/msrv.json:predicate.asOf: is 2027-01-01, which is in the future: today is DAY',
      'evidence/policy.json:predicate.asOf: is 2027-01-01, which is in the future: today is DAY',
      'and 3 more',
    ],
  ),
  forged(
    'one statement was made by other rules',
    (all) => void Object.assign(said(all, 'msrv').assay, { rulesSha256: '7'.repeat(64) }),
    [
      'evidence/msrv.json:predicate.assay: is {"rulesSha256":"DIGEST","version":"0.1.0"}, and evidence/coverage.json says {"rulesSha256":"DIGEST","version":"0.1.0"}',
    ],
  ),
  forged(
    'all statements claim a milder level',
    (all) => each(all, ({ predicate }) => Object.assign(predicate.project, { level: 'QM' })),
    [
      'evidence/coverage.json:predicate.project: is {"level":"QM","name":"motor-controller","standard":"ISO 26262"}, and assay.toml says {"level":"ASIL B","name":"motor-controller","standard":"ISO 26262"}',
      'evidence/msrv.json:predicate.project: is {"level":"QM","name":"motor-controller","standard":"ISO 26262"}, and assay.toml says {"level":"ASIL B","name":"motor-controller","standard":"ISO 26262"}',
      'evidence/policy.json:predicate.project: is {"level":"QM","name":"motor-controller","standard":"ISO 26262"}, and assay.toml says {"level":"ASIL B","name":"motor-controller","standard":"ISO 26262"}',
      'and 2 more',
    ],
  ),
  forged(
    'one statement does not rest on the policy',
    (all) => {
      const predicate = said(all, 'msrv');
      predicate.inputs = predicate.inputs.filter(({ path }) => path !== 'assay.toml');
    },
    [
      'evidence/msrv.json:predicate.inputs: does not list the policy that it is held against (assay.toml, SHA-256 DIGEST)',
      'evidence/msrv.json:predicate.inputs: does not list "assay.toml", the policy, as evidence/policy.json does',
    ],
  ),
  forged(
    'the policy was changed, and one statement with it',
    (all) => {
      all.policy = replaced(all.policy, 'motor-control = "ASIL D"', 'motor-control = "ASIL C"');
      for (const input of said(all, 'policy').inputs) input.sha256 = sha256(all.policy);
    },
    [
      'evidence/coverage.json:predicate.inputs: does not list the policy that it is held against (assay.toml, SHA-256 DIGEST)',
      'evidence/msrv.json:predicate.inputs: does not list the policy that it is held against (assay.toml, SHA-256 DIGEST)',
      'evidence/targets-x86_64-unknown-linux-gnu.json:predicate.inputs: does not list the policy that it is held against (assay.toml, SHA-256 DIGEST)',
      'and 5 more',
    ],
  ),
  forged(
    'an input is listed twice, as two files',
    (all) => {
      const { inputs } = said(all, 'msrv');
      inputs.splice(1, 0, { path: inputs[0]?.path ?? '', sha256: '0'.repeat(64) });
    },
    ['evidence/msrv.json:predicate.inputs[1]: lists "$RUSTUP_HOME/settings.toml" twice or out of order'],
  ),
  forged(
    'two checks read an input differently',
    (all) => {
      for (const input of said(all, 'coverage').inputs) if (input.path === 'Cargo.lock') input.sha256 = '0'.repeat(64);
    },
    [
      'inputs/Cargo.lock: is not the file that coverage and msrv read: its SHA-256 is DIGEST, not DIGEST',
      'inputs/Cargo.lock: was read with different contents by different checks',
    ],
  ),
  forged(
    'the reports for other tools are neither there nor named',
    (all) => {
      delete said(all, 'coverage').products;
      for (const name of ['lcov.info', 'cobertura.xml']) all.products.delete(`coverage/${name}`);
    },
    [
      'evidence/coverage.json:predicate.products: lack "lcov.info" with the digest that the facts have',
      'evidence/coverage.json:predicate.products: lack "cobertura.xml" with the digest that the facts have',
    ],
  ),
  forged(
    'the reports for other tools are not in the facts either',
    (all) => {
      delete said(all, 'coverage').products;
      for (const name of ['lcov.info', 'cobertura.xml']) all.products.delete(`coverage/${name}`);
      facts<{ reports: unknown[] }>(all, 'coverage').reports = [];
    },
    [
      'evidence/coverage.json:predicate.gaps: are none, and the facts do not establish what lcov.info holds, which is written of complete records',
      'evidence/coverage.json:predicate.gaps: are none, and the facts do not establish what cobertura.xml holds, which is written of complete records',
    ],
  ),
  forged(
    'a report for other tools was replaced, and its digest in the statement',
    (all) => {
      const text = (all.products.get('coverage/lcov.info') ?? '').replace(/^(DA:\d+),0$/gm, '$1,999');
      all.products.set('coverage/lcov.info', `${text}\n`);
      for (const product of said(all, 'coverage').products ?? [])
        if (product.name === 'lcov.info') product.sha256 = sha256(`${text}\n`);
    },
    ['evidence/coverage.json:predicate.products: lack "lcov.info" with the digest that the facts have'],
  ),
  forged(
    'no statement lists what it read any more',
    (all) => {
      each(all, ({ predicate }) => {
        predicate.inputs = predicate.inputs.filter(({ path }) => path === 'assay.toml');
      });
      all.inputs.clear();
    },
    [
      'products/plan/msrv-plan.json: was made from another Cargo.lock than the evidence',
      ...['controller', 'fixed', 'lib', 'pi', 'plausibility'].map((name) =>
        unread('coverage', `motor-control/src/${name}.rs`),
      ),
      ...['motor-driver/src/lib.rs', 'telemetry/src/main.rs', 'telemetry/src/summary.rs'].map((path) =>
        unread('coverage', path),
      ),
      unread('msrv', 'Cargo.lock'),
      ...['', 'motor-control/', 'motor-driver/', 'telemetry/'].map((folder) => unread('msrv', `${folder}Cargo.toml`)),
      ...['rust-toolchain.toml', 'assay.lock'].map((path) => unread('toolchain', path)),
    ],
  ),
  forged(
    'a source is another than the facts were read from',
    (all) => {
      const path = 'motor-control/src/lib.rs';
      all.inputs.set(path, '');
      for (const input of said(all, 'coverage').inputs) if (input.path === path) input.sha256 = sha256('');
    },
    [
      'evidence/coverage.json:predicate.inputs: list "motor-control/src/lib.rs" with another digest than the facts have',
    ],
  ),
  ...(
    [
      ['coverage', '177 obligations'],
      ['msrv', '15 packages'],
      ['toolchain', '7 sources'],
      [TARGET, '2 artifacts'],
    ] as const
  ).map(([check, held]) =>
    forged(
      `${check} is said to have examined more than there is`,
      (all) => void Object.assign(said(all, check), { examined: 99999 }),
      [`evidence/${check}.json:predicate.examined: is 99999, and the facts hold ${held}`],
    ),
  ),
  forged(
    'no source was measured, and as much was examined',
    (all) => void Object.assign(facts<object>(all, 'coverage'), { files: [] }),
    ['evidence/coverage.json:predicate.examined: is 177, and the facts hold 0 obligations'],
  ),
  forged('no test ran', (all) => void Object.assign(facts<object>(all, 'coverage'), { runs: [] }), [
    'evidence/coverage.json:predicate.gaps: are none, and the facts do not establish what the tests reach: nothing ran, and no report was read',
  ]),
  forged(
    'not every run left its records',
    (all) => void Object.assign(facts<object>(all, 'coverage'), { complete: false, llvm: null }),
    [
      'evidence/coverage.json:predicate.gaps: are none, and the facts do not establish what every run and every report recorded',
    ],
  ),
  forged('no package is built', (all) => void Object.assign(facts<object>(all, 'msrv'), { packages: [] }), [
    'evidence/msrv.json:predicate.examined: is 15, and the facts hold 0 packages',
  ]),
  forged(
    'no member was compiled that had to be',
    (all) => void Object.assign(facts<{ proof: object }>(all, 'msrv').proof, { runs: [] }),
    [
      'evidence/msrv.json:predicate.gaps: are none, and the facts do not establish whether motor-control and motor-driver compiled with the baseline',
    ],
  ),
  forged(
    'there is no toolchain, and nothing that a build would start',
    (all) => void Object.assign(facts<object>(all, 'toolchain'), { sysroot: null, programs: [], cargo: null }),
    [
      'evidence/toolchain.json:predicate.gaps: are none, and the facts do not establish which toolchain a build uses',
      'evidence/toolchain.json:predicate.gaps: are none, and the facts do not establish which cargo runs in the workspace',
    ],
  ),
  forged(
    'nothing holds the toolchain against its lock',
    (all) => void Object.assign(facts<object>(all, 'toolchain'), { lock: null }),
    [
      'evidence/toolchain.json:predicate.gaps: are none, and the facts do not establish whether the toolchain is the one that is locked',
      'evidence/toolchain.json:predicate.findings[1]: does not follow from the facts: toolchain/trusted-on-first-use@0b5b8d48047c4c7c',
      'evidence/toolchain.json:predicate.reason: is "no errors, 1 deviated, 1 warning"; from its facts follows "no errors, 1 deviated"',
    ],
  ),
  forged(
    'a product is not named any more',
    (all) => {
      delete said(all, TARGET).products;
      all.products.delete(`${TARGET}/tests-1.log`);
    },
    [
      'evidence/targets-x86_64-unknown-linux-gnu.json:predicate.products: lack "tests-1.log" with the digest that the facts have',
    ],
  ),
  forged(
    'a log was replaced, and its digest in the statement',
    (all) => {
      all.products.set(`${TARGET}/tests-1.log`, 'all tests passed\n');
      for (const product of said(all, TARGET).products ?? []) product.sha256 = sha256('all tests passed\n');
    },
    [
      'evidence/targets-x86_64-unknown-linux-gnu.json:predicate.products: lack "tests-1.log" with the digest that the facts have',
    ],
  ),
  forged(
    'a product is one that the check does not make',
    (all) => {
      all.products.set('coverage/proof.pdf', 'x');
      said(all, 'coverage').products?.push({ name: 'proof.pdf', sha256: sha256('x') });
    },
    ['evidence/coverage.json:predicate.products: name "proof.pdf", which coverage does not make'],
  ),
  forged(
    'a product leads out of the bundle',
    (all) => void said(all, 'coverage').products?.unshift({ name: '../../x', sha256: sha256('x') }),
    [
      'evidence/coverage.json:predicate.products[0]: "../../x" has a path that leaves the bundle (..)',
      'evidence/coverage.json:predicate.products: name "../../x", which coverage does not make',
    ],
  ),
  forged(
    'a product is named twice',
    (all) => {
      const { products = [] } = said(all, 'coverage');
      products.push({ name: 'lcov.info', sha256: '0'.repeat(64) });
    },
    [
      'evidence/coverage.json:predicate.products[2]: names "lcov.info" twice or out of order',
      'products/coverage/lcov.info: is not the file that the evidence of coverage names: its SHA-256 is DIGEST, not DIGEST',
    ],
  ),
  forged(
    'the plan is for another lock file',
    (all) => planned(all, (text) => text.replace(/("path": "Cargo.lock",\s+"sha256": ")\w{64}/, `$1${'0'.repeat(64)}`)),
    ['products/plan/msrv-plan.json: was made from another Cargo.lock than the evidence'],
  ),
  forged(
    'the plan came to another lock file',
    (all) => planned(all, (text) => text.replace(/("lock": \{[^}]*"sha256": ")\w{64}/, `$1${'0'.repeat(64)}`)),
    ['products/plan/msrv-plan.json: does not come with the lock file that it came to (plan/Cargo.lock)'],
  ),
  forged('the plan is none', (all) => planned(all, () => '{}\n'), [
    'products/plan/msrv-plan.json: is not a plan of this version of Assay',
  ]),
  forged(
    'a statement has a verdict that there is not',
    (all) => void Object.assign(said(all, 'msrv'), { verdict: 'perfect' }),
    [
      'evidence/msrv.json:predicate.verdict: is not what evidence has here: Invalid option: expected one of "pass"|"fail"|"no-verdict"',
    ],
  ),
  {
    ...forged(
      'a statement is of a newer schema',
      (all) =>
        void Object.assign(all.statements.get('msrv') ?? {}, {
          predicateType: 'https://assay-rs.github.io/evidence/v2',
        }),
      [],
    ),
    doubts: [
      'evidence/msrv.json:predicateType: has version 2 of the schema of evidence, which is newer than this Assay',
    ],
  },
  {
    ...forged(
      'a statement is of a newer schema, and another was forged',
      (all) => {
        Object.assign(all.statements.get('msrv') ?? {}, { predicateType: 'https://assay-rs.github.io/evidence/v2' });
        said(all, 'coverage').gaps.push(gap);
      },
      [
        'evidence/coverage.json:predicate.verdict: is pass; from its own findings and gaps follows no-verdict (1 gap)',
        'evidence/coverage.json:predicate.reason: is "no findings"; from its facts follows "1 gap"',
      ],
    ),
    doubts: [
      'evidence/msrv.json:predicateType: has version 2 of the schema of evidence, which is newer than this Assay',
    ],
  },
  {
    ...forged(
      'all evidence is of a newer version, whose facts are of another shape',
      (all) => {
        each(all, ({ predicate }) => Object.assign(predicate.assay, { version: '9.0.0' }));
        Object.assign(facts<object>(all, 'msrv'), { hence: true });
      },
      [],
    ),
    doubts: ['evidence/msrv.json:predicate.facts: is not what evidence has here: Unrecognized key: "hence"'],
  },
  {
    ...forged(
      'all findings were taken out, under the name of another version',
      (all) => {
        each(all, ({ predicate }) => Object.assign(predicate.assay, { version: '9.0.0' }));
        Object.assign(said(all, 'toolchain'), { findings: [], reason: 'no findings' });
      },
      [],
    ),
    doubts: [
      'evidence/toolchain.json:predicate.findings: lack a finding that this version of Assay draws from the facts: toolchain/known-problem@4c758910fa51e68d, Rust 1.95.0 is affected by rust#159035: LLVM miscompilation: out-of-bounds read around Option discriminants (compiler, miscompilation); worse in 1.97.0; the announcement says "since at least 1.87"',
      'and 1 more',
    ],
  },
  {
    ...forged(
      'the rules were taken out, under the name of another version',
      (all) => {
        each(all, ({ predicate }) => Object.assign(predicate.assay, { version: '9.0.0' }));
        Object.assign(said(all, 'msrv'), { rules: [] });
      },
      [],
    ),
    doubts: ['evidence/msrv.json:predicate.rules: name no rule at all'],
  },
];

/** Another policy, which every statement claims to rest on. */
function underPolicy(all: Forgery, text: string): void {
  all.policy = text;
  for (const { predicate } of all.statements.values()) {
    for (const input of predicate.inputs) if (input.path === 'assay.toml') input.sha256 = sha256(text);
  }
}

/** The plan was written anew, and its digest in the statement. */
function planned(all: Forgery, change: (text: string) => string): void {
  const name = 'plan/msrv-plan.json';
  const text = change(all.products.get(name) ?? '');
  all.products.set(name, text);
  for (const product of said(all, 'policy').products ?? []) if (product.name === name) product.sha256 = sha256(text);
}
