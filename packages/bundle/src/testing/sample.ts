import {
  type Check,
  type Collected,
  defineCheck,
  defineRule,
  policyCheck,
  policyCollected,
  settle,
} from '@assay/check';
import {
  type EvidenceFile,
  evidenceFiles,
  type Gap,
  type Json,
  type Statement,
  sha256,
  statement,
} from '@assay/evidence';
import { parsePolicy } from '@assay/policy';
import { renderHtml } from '@assay/report';
import * as z from 'zod';
import { type BundleParts, buildBundle } from '../build.js';
import { SUMS } from '../entry.js';
import { renderGuide } from '../guide.js';
import { renderSums } from '../sums.js';
import type { VerificationTerms } from '../terms.js';
import { verifyBundle } from '../verify.js';
import { readZip } from '../zip-read.js';
import { writeZip } from '../zip-write.js';

/** A check of the tests' own, so that they do not depend on what real checks find. */
const Facts = z.strictObject({ widgets: z.array(z.strictObject({ name: z.string(), broken: z.boolean() })) });
type Facts = z.infer<typeof Facts>;

const broken = defineRule<Facts, { name: string }>({
  id: 'widgets/broken',
  title: 'Widget is broken',
  why: 'Broken widgets do not work.',
  repair: 'Mend it.',
  clauses: [],
  severity: { none: 'warning', low: 'error', medium: 'error', high: 'error', highest: 'error' },
  *find({ widgets }) {
    for (const { name, broken } of widgets) {
      if (broken) {
        const subject = { kind: 'item', name } as const;
        yield { subject, at: { path: 'widgets.txt', line: 1 }, because: [], data: { name } };
      }
    }
  },
  message: ({ name }) => `${name} is broken`,
  remedy: ({ name }) => `mend ${name}`,
  controls: {
    raises: [{ widgets: [{ name: 'a', broken: true }] }],
    spares: [{ widgets: [{ name: 'a', broken: false }] }],
  },
});

export const widgets: Check = defineCheck<Facts, Record<string, never>>({
  name: 'widgets',
  question: 'Is every widget whole?',
  unit: 'widget',
  settings: z.strictObject({}),
  facts: Facts,
  factsVersion: 1,
  rules: [broken],
  optional: [],
  async collect() {
    throw new Error('the tests bring their own facts');
  },
});

const Marked = z.strictObject({ marked: z.array(z.strictObject({ path: z.string(), sha256: z.string() })) });
const GadgetSettings = z.strictObject({ wanted: z.boolean().default(false) });

/** A check that a policy asks for that says so, and that marks sources. */
export const gadgets: Check = defineCheck<z.infer<typeof Marked>, z.infer<typeof GadgetSettings>>({
  name: 'gadgets',
  question: 'Is every gadget of use?',
  unit: 'gadget',
  settings: GadgetSettings,
  facts: Marked,
  factsVersion: 1,
  rules: [],
  optional: [],
  async collect() {
    throw new Error('the tests bring their own facts');
  },
  sources: ({ marked }) =>
    marked.map((file) => ({ ...file, group: 'forge', figures: [], lines: [], spans: [], notes: [] })),
  isAsked: (_, { wanted }) => wanted,
  askedWhen: 'where the table `[gadgets]` wants it',
});

export const terms: VerificationTerms = {
  checks: [widgets, policyCheck],
  version: '0.1.0',
  rulesSha256: '7'.repeat(64),
  today: '2026-11-22',
  baselines: new Map(),
};

/** As {@link terms}, of an Assay that has the check `gadgets` as well. */
export const wider: VerificationTerms = { ...terms, checks: [widgets, gadgets, policyCheck] };

export const ASKED = 'widgets: a b c\n';

export interface Sample {
  widgets?: readonly [name: string, broken: boolean][];
  facts?: Json;
  examined?: number;
  gaps?: Gap[];
  /** Deviations as `id, widget, expires`. */
  deviations?: readonly [id: string, widget: string, expires: string][];
  asOf?: string;
  version?: string;
  commit?: string;
  /** The check `gadgets`, where there is one: does the policy ask for it, and did it run, on `widgets.txt`? */
  gadgets?: { wanted: boolean; ran: boolean };
}

/** Three widgets, one broken and deviated. */
export const good: Sample = {
  widgets: [
    ['anvil', false],
    ['bellows', true],
    ['crucible', false],
  ],
  deviations: [['DEV-1', 'bellows', '2027-01-31']],
};

export function policyText({ deviations = [], gadgets: asked }: Sample): string {
  const tables = deviations.map(
    ([id, item, expires]) =>
      `[[deviation]]\nid = "${id}"\nrule = "widgets/broken"\nscope = { item = "${item}" }\nrationale = "Spare."\napproved-by = "safety"\nexpires = ${expires}\n`,
  );
  const project = '[project]\nname = "forge"\nstandard = "ISO 26262"\nlevel = "ASIL B"\n';
  const settings = asked === undefined ? [] : [`[gadgets]\nwanted = ${asked.wanted}\n`];
  return [project, '[baseline]\nrust = "1.85.0"\n', ...settings, ...tables].join('\n');
}

/** The statements of a workspace, made as the pipeline makes them. */
export function statements(sample: Sample): Statement[] {
  const { asOf = '2026-11-20', gaps = [], commit = 'c0ffee' } = sample;
  const text = policyText(sample);
  const rules = terms.checks.flatMap((check) => check.rules.map(({ id }) => id));
  const tables = sample.gadgets === undefined ? [] : [{ name: gadgets.name, schema: gadgets.settings }];
  const options = { path: 'assay.toml', tables, rules, baselines: terms.baselines };
  const policy = parsePolicy(text, options);
  const policyFile = { path: 'assay.toml', sha256: sha256(text) };
  const state = (check: Check, collected: Collected<unknown>, inputs: { path: string; sha256: string }[]) =>
    statement(
      { name: 'forge', digest: { gitCommit: commit } },
      {
        assay: { version: sample.version ?? terms.version, rulesSha256: terms.rulesSha256 },
        asOf,
        check: check.name,
        examined: collected.examined,
        project: policy.project,
        ...settle(check, collected, { rank: policy.level.value.rank, deviations: policy.deviations, asOf }),
        gaps: collected.gaps,
        inputs,
        tools: [],
        facts: (collected.facts ?? null) as Json,
      },
    );
  const all = (sample.widgets ?? []).map(([name, isBroken]) => ({ name, broken: isBroken }));
  const facts = 'facts' in sample ? (sample.facts ?? undefined) : { widgets: all };
  const first = state(widgets, { facts, examined: sample.examined ?? all.length, gaps }, [
    { path: '$CARGO_HOME/config.toml', sha256: sha256('') },
    policyFile,
    { path: 'widgets.txt', sha256: sha256(ASKED) },
  ]);
  const read = { path: 'widgets.txt', sha256: sha256(ASKED) };
  const second =
    sample.gadgets?.ran === true
      ? [state(gadgets, { facts: { marked: [read] }, examined: 1, gaps: [] }, [policyFile, read])]
      : [];
  const examined = [first, ...second];
  const concluded = examined.map(({ predicate }) => ({
    check: predicate.check,
    examined: predicate.facts !== null,
    findings: predicate.findings,
  }));
  return [...examined, state(policyCheck, policyCollected(policy, concluded, asOf), [policyFile])];
}

/** What goes into the bundle of these statements. */
export function parts(sample: Sample, made: readonly Statement[] = statements(sample)): BundleParts {
  const { checks } = sample.gadgets === undefined ? terms : wider;
  return {
    policy: policyText(sample),
    evidence: made.flatMap((item): EvidenceFile[] => evidenceFiles(item)),
    inputs: [{ path: 'widgets.txt', content: new TextEncoder().encode(ASKED) }],
    products: [],
    report: reportOf(sample, made),
    guide: renderGuide({ statements: made, notAsked: notAskedIn(sample), checks, holdsAssay: false }),
  };
}

/** The report of these statements, by an Assay that has the checks of the sample. */
export function reportOf(sample: Sample, made: readonly Statement[]): string {
  const { checks } = sample.gadgets === undefined ? terms : wider;
  const texts = made.some(({ predicate }) => predicate.check === 'gadgets') ? [['widgets.txt', ASKED] as const] : [];
  return renderHtml({ statements: made, checks, texts: new Map(texts), notAsked: notAskedIn(sample) });
}

function notAskedIn({ gadgets: present }: Pick<Sample, 'gadgets'>): string[] {
  return present?.wanted === false ? [gadgets.name] : [];
}

export function bundle(sample: Sample): Uint8Array {
  return buildBundle(parts(sample)).bytes;
}

/** A bundle made of statements that somebody changed before its report and its digests were made. */
export function forged(sample: Sample, change: (made: Statement[]) => void): Uint8Array {
  const made = structuredClone(statements(sample));
  change(made);
  return buildBundle(parts(sample, made)).bytes;
}

/** The bundle with its entries changed and its digests made to agree again. */
export function repacked(bytes: Uint8Array, change: (entries: Map<string, string>) => void): Uint8Array {
  const decoded = [...readZip(bytes).entries].map(
    ([name, content]) => [name, new TextDecoder().decode(content)] as const,
  );
  const entries = new Map(decoded);
  change(entries);
  entries.delete(SUMS);
  const digests = new Map([...entries].map(([name, content]) => [name, sha256(content)]));
  const all = [[SUMS, renderSums(digests)] as const, ...entries];
  return writeZip(all.map(([name, content]) => ({ name, content: new TextEncoder().encode(content) })));
}

export function verify(bytes: Uint8Array, change: Partial<VerificationTerms> = {}) {
  return verifyBundle(bytes, { ...terms, ...change });
}

/** The problems as `where: what`. */
export function problems(bytes: Uint8Array, change: Partial<VerificationTerms> = {}): string[] {
  return verify(bytes, change).problems.map(({ where, what }) => `${where}: ${what}`);
}
