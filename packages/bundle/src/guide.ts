import { type Check, isAlwaysAsked } from '@assay/check';
import { byCodeUnit, judgeAll, type Statement } from '@assay/evidence';
import { markdownCode, markdownText } from '@assay/report';
import { commands } from './guide-commands.js';

/** What the guide in a bundle is made of. */
export interface GuideParts {
  /** All of the bundle's, in the order of the checks. */
  statements: readonly Statement[];
  /** The checks that the policy does not ask for, by name. */
  notAsked: readonly string[];
  /** All that the Assay that makes it has, the built-in `policy` last. */
  checks: readonly Pick<Check, 'name' | 'isAsked' | 'askedWhen' | 'parts' | 'members'>[];
  /** Does the bundle hold the Assay that made it? */
  holdsAssay: boolean;
}

/**
 * `VERIFY.md`: how somebody checks the bundle years later, without Assay, with `unzip`, `sha256sum` and a reader of JSON. It says what this
 * bundle is and holds; a test runs the commands in it. The same parts give the same text.
 */
export function renderGuide(parts: GuideParts): string {
  const sections = [
    heading(parts),
    whole,
    entries(parts),
    statements,
    verdicts,
    agreement(parts),
    complete(parts),
    beyond(parts),
    signature,
  ];
  return `${sections.join('\n\n')}\n`;
}

function heading({ statements: made }: GuideParts): string {
  const [first] = made;
  const rows = first === undefined ? [] : identity(first);
  const verdict = judgeAll(made.map(({ predicate }) => predicate.verdict));
  return `# How to check this bundle by hand

This is evidence about how a Rust workspace was examined. To check it you need neither Assay, which made it, nor a network: \`unzip\`,
\`sha256sum\` and something that reads JSON will do. The commands below use the reader that Python brings; each says what is wrong and
ends with a status other than 0, or says nothing. Run them one after the other in a folder that holds \`bundle.zip\`.

${table(['', 'what the bundle says of itself'], [...rows, ['verdict', verdict]])}

${table(
  ['evidence', 'verdict', 'because', 'examined'],
  made.map(({ predicate: { check, verdict: own, reason, examined } }) => [check, own, reason, String(examined)]),
)}`;
}

function identity({ subject: [subject], predicate: { project, asOf, run, assay } }: Statement): string[][] {
  const [[kind, digest] = ['', '']] = Object.entries(subject.digest);
  return [
    ['project', `${project.name}, ${project.standard}, ${project.level}`],
    ['subject', `${kind} ${digest}`],
    ['as of', asOf],
    ...(run === undefined ? [] : [['run', run]]),
    ['made by', `Assay ${assay.version}, rules ${assay.rulesSha256}`],
  ];
}

const whole = `## 1. The file is whole

\`\`\`sh
${commands.whole}
\`\`\`

The first line prints the digest of the bundle. It is what a signature is over: compare it with one that you have from elsewhere. The rest says
nothing when every file is the one that \`SHA256SUMS\` lists, and no other file is there.`;

function entries({ holdsAssay }: GuideParts): string {
  const rows = [
    ['SHA256SUMS', 'the SHA-256 of every other file, in the format of `sha256sum`'],
    ['VERIFY.md', 'this page'],
    [
      'assay.toml',
      'the policy: the integrity levels, the baseline, what is asked for, and the deviations, each with who approved it and until when',
    ],
    ['evidence/NAME.json', 'a statement: what one check found. `targets-…` is of one compilation target'],
    ['evidence/NAME.facts.json', 'what that check saw, where it is too large to stand in the statement'],
    ['inputs/PATH', 'a copy of each file of the workspace that a check read'],
    [
      'products/…',
      'files that checks made for other programs: coverage in LCOV, logs of tests, the plan of a lock file',
    ],
    ['report/index.html', 'the same, for people'],
    ...(holdsAssay ? [['assay/…', 'the Assay that made the bundle: `node assay/assay.js verify bundle.zip`']] : []),
  ];
  return `## 2. What is in it\n\n${rawTable(
    ['file', 'what it is'],
    rows.map(([name = '', what = '']) => [markdownCode(name), what]),
  )}`;
}

const statements = `## 3. What a statement says

Each is an in-toto Statement v1 (\`_type\`), about the project at a commit or at a digest of its files (\`subject\`). Its \`predicate\` has: the check and its
\`verdict\` with the \`reason\`; how much was \`examined\`; the \`rules\` that were applied; the \`findings\`, each with its \`rule\`, its place (\`at\`), a
\`message\`, a \`remedy\`, and the \`deviation\` that permits it, if one does; the \`gaps\`: what could not be known; the \`inputs\` that were read and the
\`products\` that were made, by digest; the \`tools\` that were run; and the \`facts\`, from which the findings follow. Facts of more than 1 MiB are named by
\`file\` and \`sha256\` instead.

\`\`\`sh
${commands.list}
\`\`\``;

const verdicts = `## 4. The verdicts follow

A finding of severity \`error\` without a deviation is a fail. Otherwise a gap, or nothing examined, leaves no verdict. Otherwise it is a pass. A
deviation counts only until it expires (\`expires\`), by the day of the evidence (\`asOf\`), and must stand in \`assay.toml\` as it stands in the statement.

\`\`\`sh
${commands.verdicts}
\`\`\``;

function agreement({ holdsAssay }: GuideParts): string {
  return `## 5. It is of one piece

Each statement is of the check that its file is named after, and all speak of the same commit, day, project and run, were made by the same Assay, and rest on this policy. Every
input, product and file of facts has the digest that the statements name, and no file is there that none of them names.

\`\`\`sh
${commands.agreement(holdsAssay)}
\`\`\``;
}

function complete({ statements: made, notAsked, checks }: GuideParts): string {
  const expected = made.map(({ predicate }) => predicate.check).sort(byCodeUnit);
  const lines = [
    `The policy asks for this evidence: ${expected.map(markdownCode).join(', ')}.`,
    ...(notAsked.length > 0 ? [`It does not ask for ${notAsked.map(markdownCode).join(', ')}.`] : []),
    'Hold that against `assay.toml`, which asks for these:',
    '',
    ...checks.map((check) => `- ${demand(check)}`),
    ...membersOf(checks),
  ];
  return `## 6. Nothing is missing\n\n${lines.join('\n')}`;
}

/** When a policy asks for the evidence of a check. */
function demand(check: GuideParts['checks'][number]): string {
  const { name, parts, askedWhen = 'where the policy asks for it' } = check;
  if (isAlwaysAsked(check)) return `${markdownCode(name)} always`;
  return `${markdownCode(parts === undefined ? name : `${name}-…`)} ${askedWhen}`;
}

/** Which evidence must speak of every member. */
function membersOf(checks: GuideParts['checks']): string[] {
  const whole = checks.filter(({ members }) => members !== undefined && members.asked === undefined);
  if (whole.length === 0) return [];
  const names = whole.map(({ name }) => markdownCode(name)).join(', ');
  return [
    '',
    `Each package that \`[levels]\` or \`[baseline.crates]\` names must be among the members of which the facts speak (${names}).`,
  ];
}

function beyond({ holdsAssay }: GuideParts): string {
  const program = holdsAssay
    ? `

The program in \`assay/\` runs the rules over the facts again, with Node and nothing else. Believe it about this bundle only when you know the digest of \`assay/assay.js\` from elsewhere: whoever
changes a bundle can change the program in it.`
    : '';
  return `## 7. What this does not show

That the findings, and how much was examined, follow from the facts is for Assay to show, which runs its rules over them again: \`assay verify bundle.zip\`. What the checks saw and what the
products hold comes from a machine that is gone, and can be recomputed by nobody.${program}`;
}

const signature = `## 8. Who vouches for it

A signature, if there is one, is a file beside the bundle, \`bundle.zip.sigstore.json\`: a Sigstore bundle, which holds a DSSE envelope with an in-toto statement about the SHA-256 of \`bundle.zip\`.
Without one, nothing says who made the bundle. One that was made with a key is checked with OpenSSL (3.0 or later), against the public key, \`release.pub.pem\`, which you have from elsewhere. Put both
files beside \`bundle.zip\`. What is signed is then in \`payload.json\`.

\`\`\`sh
${commands.signature}
\`\`\`

A timestamp in it, and a signature that a workflow made, are for \`assay verify --trust\`, or any tool that reads that format, against a trust root that you have from elsewhere.`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return rawTable(
    head,
    rows.map((row) => row.map(markdownText)),
  );
}

/** A table of cells that are Markdown already. */
function rawTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
