import type { Sheet, SheetRow, SheetSection } from '@assay/check';
import { type AppliedDeviation, byCodeUnit, count, type Finding, formatPlace } from '@assay/evidence';
import type { Identity } from '@assay/rust';
import { componentText } from '@assay/sysroot';
import type { Match, Override, ToolchainFacts } from './facts.js';
import { knownProblem } from './rules/known-problem.js';
import { knownToolProblem } from './rules/known-tool-problem.js';
import { possibleProblem } from './rules/possible-problem.js';
import { allowanceOf } from './rules/problem.js';

/** What an upgrade board decides on: which compiler it is, what steers it, what is known to be wrong with it and who said what of that. */
export function sheet(facts: ToolchainFacts, findings: readonly Finding[]): Sheet {
  return {
    title: `The toolchain: Rust ${facts.release ?? 'of no known release'}`,
    sections: [
      identitySection(facts),
      lockSection(facts),
      settingsSection(facts),
      ...otherFindings(findings),
      problemsSection(facts, findings),
      vendorsSection(facts),
    ],
  };
}

function identitySection(facts: ToolchainFacts): SheetSection {
  const { pin, shadowedPin, rustc, cargo, sysroot } = facts;
  const rows: SheetRow[] = [
    ['Pinned', pin === null ? 'nowhere' : `${pin.channel ?? 'no channel'}, in ${formatPlace(pin.at)}`],
    ...(pin === null || pin.targets.length === 0 ? [] : [['Targets', pin.targets.join(', ')] as const]),
    ...(shadowedPin === null ? [] : [['Passed over', formatPlace(shadowedPin.at)] as const]),
    ['rustc', describeIdentity(rustc)],
    ['cargo', describeIdentity(cargo)],
    ['Folder', sysroot === null ? 'not established' : describeSysroot(sysroot)],
    ...programRows(facts),
  ];
  return { title: 'Identity', rows };
}

/** `1.95.0, commit 5980… of 2026-04-14, for x86_64-unknown-linux-gnu, LLVM 22.1.2`. */
function describeIdentity(identity: Identity | null): string {
  if (identity === null) return 'not established';
  const { release, commit, commitDate, host, llvm } = identity;
  const parts = [
    release,
    commit === null ? 'commit not named' : `commit ${commit}${commitDate === null ? '' : ` of ${commitDate}`}`,
    host === null ? '' : `for ${host}`,
    llvm === null ? '' : `LLVM ${llvm}`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** `$RUSTUP_HOME/toolchains/1.95.0-x86_64-unknown-linux-gnu, chosen by toolchain file in rust-toolchain.toml:2:1`. */
function describeSysroot({ path, chosenBy, at }: NonNullable<ToolchainFacts['sysroot']>): string {
  return `${path}, chosen by ${chosenBy}${at === null ? '' : ` in ${formatPlace(at)}`}`;
}

/** The programs that have a hand in what is built and tested, by their digests. */
function programRows({ programs, sysroot }: ToolchainFacts): SheetRow[] {
  return programs
    .filter(({ name }) => building.includes(name))
    .map(({ name, starts, sha256 }) => [`${name} file`, `${withinSysroot(starts, sysroot)}, SHA-256 ${sha256}`]);
}

/** `cc` links. Formatters and linters change nothing in the product. */
const building: readonly string[] = ['rustc', 'cargo', 'rustdoc', 'cc'];

/** The path below the toolchain's folder, which stands above; the whole path of what lies elsewhere. */
function withinSysroot(file: string, sysroot: ToolchainFacts['sysroot']): string {
  const folder = `${sysroot?.path}/`;
  return file.startsWith(folder) ? file.slice(folder.length) : file;
}

/** What the toolchain's files were held against, component by component. */
function lockSection({ lock, lockPresent, atEnd }: ToolchainFacts): SheetSection {
  const title = 'Lock';
  if (lock === null)
    return { title, note: lockPresent ? 'Could not be held against the toolchain.' : 'There is none.' };
  const { release, hosts, at, manifest, leftOut, components } = lock;
  const rows: SheetRow[] = [
    ['Locked', `${release} for ${hosts.join(', ')}, in ${formatPlace(at)}: ${originOf(components)}`],
    ['Manifest', manifest === null ? 'none' : describeManifest(manifest)],
    ...components.map((component) => componentRow(component, lock)),
    ...(leftOut.length === 0 ? [] : [['Left out', leftOut.join(', ')] as const]),
    ['At the end', atEnd === null ? 'not looked at again' : describeEnd(atEnd)],
  ];
  return { title, rows };
}

type Lock = NonNullable<ToolchainFacts['lock']>;

function describeManifest({ date, sha256, signedBy }: NonNullable<Lock['manifest']>): string {
  return `of ${date}, SHA-256 ${sha256}, ${signedBy === null ? 'no signature verified' : `signed by ${signedBy}`}`;
}

/** Whose word the digests are. */
function originOf(components: Lock['components']): string {
  const origins = { dist: 'from the release server', installed: 'trusted on first use' };
  return [...new Set(components.map(({ origin }) => origins[origin]))].sort(byCodeUnit).join(' and ');
}

function componentRow(component: Lock['components'][number], { host }: Lock): SheetRow {
  const { name, target, files, expected, found } = component;
  const label = target === host ? name : componentText({ name, target });
  return [label, `${count(files, 'file')}, tree SHA-256 ${expected}${found === expected ? '' : ', which differs'}`];
}

function describeEnd({ files, rehashed, changes }: NonNullable<ToolchainFacts['atEnd']>): string {
  const way = rehashed ? 'read again' : 'read again where size, mode, inode or times had changed';
  return `${count(files, 'file')} ${way}: ${changes.length === 0 ? 'no changes' : count(changes.length, 'change')}`;
}

function settingsSection({ overrides, aliases }: ToolchainFacts): SheetSection {
  const title = 'Flags and environment';
  const rows = [
    ...overrides.map((override) => settingRow(override, override.role)),
    ...aliases.flatMap((alias) => (alias.replaces === null ? [] : [settingRow(alias, `replaces ${alias.replaces}`)])),
  ];
  if (rows.length === 0) return { title, note: 'Nothing steers the compiler besides the pin.' };
  return { title, table: { columns: ['Setting', 'Value', 'Steers', 'Stated in'], rows } };
}

function settingRow({ name, value, origin, at }: Omit<Override, 'role'>, steers: string): string[] {
  const place = at === null ? 'the environment' : formatPlace(at);
  const statedIn = origin === 'outside' ? `${place}, outside the repository` : place;
  return [name, value === '' ? '(empty)' : value, steers, statedIn];
}

/** Findings that are about no known problem; none, where there are none. */
function otherFindings(findings: readonly Finding[]): SheetSection[] {
  const others = findings.filter(({ rule }) => !problemRules.includes(rule));
  if (others.length === 0) return [];
  const rows = others.map(({ rule, message, severity, deviation }) => [
    rule,
    message,
    deviation === null ? severity : describeDeviation(deviation),
  ]);
  return [{ title: 'Other findings', table: { columns: ['Rule', 'What is wrong', 'Severity or permission'], rows } }];
}

function problemsSection(facts: ToolchainFacts, findings: readonly Finding[]): SheetSection {
  const { problems, problemData } = facts;
  const { source, collected, rows, sha256 } = problemData;
  const origin = source === 'shipped' ? 'shipped with Assay' : `of ${source}`;
  const note = `Data ${origin}, collected on ${collected}, ${rows} rows, SHA-256 ${sha256}`;
  const title = `Known problems (${problems.length})`;
  if (problems.length === 0) return { title, note: `None. ${note}` };
  return {
    title,
    note,
    table: {
      columns: ['Problem', 'What', 'Disposition', 'Reason and approval'],
      rows: [...problems].sort(affectingFirst).map((match) => problemRow(match, facts, findings)),
    },
  };
}

/** The rules whose findings are about a known problem. */
const problemRules: readonly string[] = [knownProblem, knownToolProblem, possibleProblem].map(({ id }) => id);

function affectingFirst(a: Match, b: Match): number {
  return Number(a.match !== 'affects') - Number(b.match !== 'affects');
}

function problemRow({ problem, match }: Match, facts: ToolchainFacts, findings: readonly Finding[]): string[] {
  const { id, title, component, kind, fixedIn } = problem;
  const fix = fixedIn === null ? 'no fix known' : `fixed in ${fixedIn}`;
  return [id, `${title}\n${component}, ${kind}: ${match}, ${fix}`, ...standing(id, facts, findings)];
}

/** The disposition, and who said why until when. */
function standing(id: string, facts: ToolchainFacts, findings: readonly Finding[]): [disposition: string, by: string] {
  const finding = findings.find(({ rule, subject }) => subject.name === id && problemRules.includes(rule));
  const deviation = finding?.deviation ?? null;
  if (deviation !== null) return [deviation.disposition ?? 'not stated', describeDeviation(deviation)];
  const allowance = allowanceOf(facts, id);
  if (allowance === undefined) return ['none', ''];
  const allowed = `allowed in ${formatPlace(allowance)}`;
  return finding === undefined ? ['not stated', allowed] : ['none', `${allowed}, which does not suffice at this level`];
}

/** The reason, then on a line of its own who gave the permission until when. */
function describeDeviation({ id, rationale, approvedBy, expires }: AppliedDeviation): string {
  return `${rationale.trim()}\n${id}, approved by ${approvedBy}, until ${expires}`;
}

function vendorsSection({ vendorReleases }: ToolchainFacts): SheetSection {
  const title = 'For information: qualified vendor releases of the same Rust release';
  if (vendorReleases.length === 0) return { title, note: 'None is known.' };
  return {
    title,
    table: {
      columns: ['Release', 'Source', 'Qualified to', 'Known how'],
      rows: vendorReleases.map(({ name, qualifiedTo, source, confidence, collected }) => [
        name,
        source ?? 'none',
        qualifiedTo.length === 0 ? 'not established' : qualifiedTo.join(', '),
        `${confidence}, ${collected}`,
      ]),
    },
  };
}
