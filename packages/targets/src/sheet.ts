import type { Sheet, SheetRow, SheetSection } from '@assay/check';
import { formatPlace, type Place } from '@assay/evidence';
import type { Known, ReadinessRecord } from '@assay/readiness';
import { placeOfRun } from './degree.js';
import type { TargetFacts } from './facts.js';
import { claimInWords, tierInWords } from './tier.js';
import { libraryInWords, NOT_KNOWN } from './words.js';

/** What is signed of a target: what is asked, what is known of it and by whom, what was built and run, and what lies ahead. */
export function sheet(facts: TargetFacts): Sheet {
  return {
    title: `The target ${facts.target}, for Rust ${facts.record.release}`,
    sections: [askedSection(facts), knownSection(facts.record), ...aroundSections(facts), ...triedSections(facts)],
  };
}

function askedSection({ asked, level, members }: TargetFacts): SheetSection {
  const value = <T>(stated: { value: T; at: Place } | null) =>
    stated === null ? 'not stated' : `${String(stated.value)} (${formatPlace(stated.at)})`;
  const by = (at: Place | null) => (at === null ? 'by itself' : formatPlace(at));
  return {
    title: 'What is asked',
    rows: [
      ['Members', members.join(', ')],
      ['Highest level', level.member === null ? level.name : `${level.name} (${level.member})`],
      ['Tier that the level accepts', `${tierInWords(level.tier)} (${by(level.tierAt)})`],
      ['Tier that the table accepts', value(asked.minimumTier)],
      ['Run that the level asks for', `${level.run} (${by(level.runAt)})`],
      ['Run', value(asked.run)],
      ['Owner', value(asked.owner)],
      ['Last tested on', value(asked.lastTestedOs)],
      ['Last tested', `${value(asked.lastTested)}; too old after ${asked.maxAge} days`],
      ['Vendor', value(asked.vendor)],
      ['Releases', `after ${asked.range.from}, up to ${asked.range.to}`],
    ],
  };
}

/** Every question of the record, with what is believed and what each source says. */
function knownSection(record: ReadinessRecord): SheetSection {
  const row = <T>(question: string, known: Known<T>, inWords: (value: T) => string = String) => [
    question,
    known.value === null ? NOT_KNOWN : inWords(known.value),
    known.claims.map((claim) => claimInWords(claim, inWords)).join('; '),
    known.note ?? '',
  ];
  const yes = (value: boolean) => (value ? 'yes' : 'no');
  return {
    title: 'What is known of it',
    note: 'What a source does not say is not guessed.',
    table: {
      columns: ['Question', 'Believed', 'Sources', 'Note'],
      rows: [
        row('Description', record.description),
        row('Tier', record.tier, tierInWords),
        row('Standard library', record.library, (library) => libraryInWords[library]),
        row('Component rust-std', record.prebuilt, yes),
        row('Library in the toolchain’s folder', record.installed, yes),
        row('Rust’s tools run on it', record.hostTools, yes),
        row('Panic strategy', record.panic),
        row('Pointer width', record.pointerWidth),
        row('Byte order', record.endian),
        row('Architecture', record.architecture),
        row('Operating system', record.os),
        row('Environment', record.environment),
        row('Atomics', record.atomics),
        row('Floating-point ABI', record.floatAbi),
        row('CPU baseline', record.cpu),
        row('LLVM target', record.llvmTarget),
        row('Linker', record.linker),
        row('Linker on this machine', record.linkerFound, yes),
        row('Oldest operating system', record.minimumOs),
        row('Last tested by the project', record.lastTested),
        row('Maintainers', record.maintainers),
        row('Page', record.page),
      ],
    },
  };
}

/** Sources, vendors, changes and blockers, each where there are any. */
function aroundSections({ record }: TargetFacts): SheetSection[] {
  return [
    list(
      'Sources that were asked',
      record.sources.map(({ what, date, available }) => [
        what,
        `${available ?? 'it answered'}${date === null ? '' : `, ${date}`}`,
      ]),
    ),
    list(
      'Vendors’ qualified toolchains',
      record.vendors.map(({ toolchain, standards, scope, hosts, source, confidence }) => {
        const on = hosts === null ? '' : `, on ${hosts.join(', ')}`;
        return [toolchain, `${scope}; ${standards.join(', ')}${on}; source: ${source} (${confidence})`];
      }),
    ),
    list(
      `Changes, as far as Rust ${record.newestKnown}`,
      record.changes.map(({ release, kind, from, to, source, confidence }) => {
        return [release, `${kind}: ${from ?? 'nothing'} → ${to ?? 'nothing'}; source: ${source} (${confidence})`];
      }),
    ),
    list(
      'Known blockers',
      record.blockers.map(({ id, what, source }) => [id, `${what}; source: ${source}`]),
    ),
  ];
}

function triedSections(facts: TargetFacts): SheetSection[] {
  const { builds, tests, promises } = facts;
  const artifacts = builds.flatMap((build) =>
    build.artifacts.map((each): SheetRow => {
      const machine = [each.format, each.architecture, each.pointerWidth].map((part) => part ?? NOT_KNOWN).join(', ');
      return [
        `${each.name} (${build.name})`,
        `${each.kind} of ${each.member}, ${each.size} bytes, ${machine}, SHA-256 ${each.sha256}`,
      ];
    }),
  );
  return [
    list(
      'Builds',
      builds.map(({ name, outcome, exit, command }) => [name, `${outcome}, exit ${exit ?? 'none'}: ${command}`]),
    ),
    list('Artifacts', artifacts),
    list(
      'Tests',
      tests.map((test) => {
        const { build, outcome, passed, failed, ignored, filtered, log } = test;
        const counts = `${passed} passed, ${failed} failed, ${ignored} ignored, ${filtered} filtered out`;
        const record = log === null ? 'no log' : `log SHA-256 ${log.sha256}`;
        return [`${build}, on ${placeOfRun(facts, test)}`, `${outcome}: ${counts}; ${record}`];
      }),
    ),
    list(
      'Promises to do without std',
      promises.map(({ member, promised, reaches, proof }) => [
        `${member}: ${promised}`,
        `reaches ${reaches ?? NOT_KNOWN}; ${proof === 'none' ? 'not shown here' : proof}`,
      ]),
    ),
  ];
}

function list(title: string, rows: readonly SheetRow[]): SheetSection {
  return rows.length === 0 ? { title, note: 'None.' } : { title, rows };
}
