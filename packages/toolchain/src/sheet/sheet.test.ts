import type { SheetSection } from '@assay/check';
import { settle } from '@assay/check';
import type { Deviation, Disposition } from '@assay/evidence';
import { describe, expect, it } from 'vitest';
import type { ToolchainFacts } from '../facts.js';
import { allowed, facts, identity, key, pin, problem, program, variable } from '../rules/controls.js';
import { rules } from '../rules/index.js';
import { atEnd, locked, lockedComponent } from '../rules/lock-controls.js';
import { sheet } from './sheet.js';

/** A deviation of the known problem `id`. */
function deviation(id: string, rule: string, disposition?: Disposition): Deviation {
  return {
    id: 'DEV-001',
    rule,
    scope: { item: id },
    ...(disposition === undefined ? {} : { disposition }),
    rationale: 'No Option is stored.',
    approvedBy: 'functional safety',
    expires: '2027-06-30',
    at: { path: 'assay.toml', line: 20, column: 1 },
  };
}

const approval = 'No Option is stored.\nDEV-001, approved by functional safety, until 2027-06-30';

/** The sheet of these facts, as evidence with these deviations gives it. */
function made(seen: ToolchainFacts, deviations: Deviation[] = []) {
  const collected = { facts: seen, examined: 5, gaps: [] };
  const { findings } = settle({ rules }, collected, { rank: seen.rank, deviations, asOf: '2026-11-22' });
  const { title, sections } = sheet(seen, findings);
  const named = (start: string) => sections.find((section) => section.title.startsWith(start)) as SheetSection;
  return { title, named };
}

describe('the sheet of the toolchain', () => {
  it('says which compiler it is, and where that is said', () => {
    const { title, named } = made(facts({ pin: pin({ targets: ['thumbv7em-none-eabihf'] }), programs: [] }));
    expect(title).toBe('The toolchain: Rust 1.95.0');
    expect(named('Identity').rows).toEqual([
      ['Pinned', '1.95.0, in rust-toolchain.toml:2:1'],
      ['Targets', 'thumbv7em-none-eabihf'],
      [
        'rustc',
        '1.95.0, commit 59807616e1fa2540724bfbac14d7976d7e4a3860 of 2026-04-14, for x86_64-unknown-linux-gnu, LLVM 22.1.2',
      ],
      ['cargo', '1.95.0, commit 59807616e1fa2540724bfbac14d7976d7e4a3860 of 2026-04-14, for x86_64-unknown-linux-gnu'],
      [
        'Folder',
        '$RUSTUP_HOME/toolchains/1.95.0-x86_64-unknown-linux-gnu, chosen by toolchain file in rust-toolchain.toml:2:1',
      ],
    ]);
  });

  it('says what is not established', () => {
    const unknown = identity({ commit: null, commitDate: null, host: null });
    const nothing = { release: null, pin: null, cargo: null, sysroot: null, programs: [] };
    const { title, named } = made(facts({ ...nothing, shadowedPin: pin(), rustc: unknown }));
    expect(title).toContain('of no known release');
    expect(named('Identity').rows).toEqual([
      ['Pinned', 'nowhere'],
      ['Passed over', 'rust-toolchain.toml:2:1'],
      ['rustc', '1.95.0, commit not named'],
      ['cargo', 'not established'],
      ['Folder', 'not established'],
    ]);
  });

  it('names each program that builds by its digest, and no other', () => {
    const programs = [program(), program({ name: 'cc', starts: '<outside>/gcc-12' }), program({ name: 'rustfmt' })];
    expect(made(facts({ programs })).named('Identity').rows?.slice(-2)).toEqual([
      ['rustc file', `bin/rustc, SHA-256 ${'3e'.repeat(32)}`],
      ['cc file', `<outside>/gcc-12, SHA-256 ${'3e'.repeat(32)}`],
    ]);
  });

  it('says what the files were held against, and whose word that is', () => {
    const components = [
      lockedComponent({ files: 1 }),
      lockedComponent({ name: 'rust-std', target: 'thumbv7em-none-eabihf', origin: 'installed', found: null }),
    ];
    const tree = components[0]?.expected;
    const seen = facts({ lock: locked({ components }), atEnd: atEnd({ subject: 'a', before: 'x', after: 'y' }) });
    expect(made(seen).named('Lock').rows).toEqual([
      [
        'Locked',
        '1.95.0 for x86_64-unknown-linux-gnu, in assay.lock: from the release server and trusted on first use',
      ],
      ['Manifest', expect.stringMatching(/^of 2026-04-16, SHA-256 4fd6c08b.*, signed by 108F66205EAEB0AAA8DD/)],
      ['rustc', `1 file, tree SHA-256 ${tree}`],
      ['rust-std-thumbv7em-none-eabihf', `24 files, tree SHA-256 ${tree}, which differs`],
      ['Left out', 'share/doc'],
      ['At the end', '142 files read again: 1 change'],
    ]);
  });

  it('says less of the files where less was seen', () => {
    const manifest = { date: '2026-04-16', sha256: '821ff14e4c4a1cbe1e89', signedBy: null };
    const unsigned = locked({ manifest, leftOut: [] });
    const rows = made(facts({ lock: unsigned, atEnd: null })).named('Lock').rows;
    const digits = '821ff14e4c4a1cbe1e89 (the first 20 digits, all that rustup keeps)';
    expect(rows).toContainEqual(['Manifest', `of 2026-04-16, SHA-256 ${digits}, no signature verified`]);
    const unseen = made(facts({ lock: locked({ manifest: { ...manifest, sha256: null } }) })).named('Lock').rows;
    expect(unseen).toContainEqual(['Manifest', 'of 2026-04-16, SHA-256 not known, no signature verified']);
    expect(rows).toContainEqual(['At the end', 'not looked at again']);
    const untouched = made(facts({ lock: locked({ manifest: null }), atEnd: { ...atEnd(), rehashed: false } }));
    expect(untouched.named('Lock').rows).toContainEqual(['Manifest', 'none']);
    expect(untouched.named('Lock').rows?.at(-1)?.[1]).toBe(
      '142 files read again where size, mode, inode or times had changed: no changes',
    );
    expect(made(facts({ lock: null, lockPresent: false })).named('Lock').note).toBe('There is none.');
    expect(made(facts({ lock: null, lockPresent: true })).named('Lock').note).toMatch(/^Could not be held/);
  });

  it('lists each setting that steers the compiler with its origin', () => {
    const overrides = [
      variable('flags', 'RUSTFLAGS', ''),
      key('flags', 'build.rustflags', '-g'),
      key('linker', 'target.x.linker', 'mold', 'outside'),
    ];
    expect(made(facts({ overrides })).named('Flags').table?.rows).toEqual([
      ['RUSTFLAGS', '(empty)', 'flags', 'the environment'],
      ['build.rustflags', '-g', 'flags', '.cargo/config.toml:2:1'],
      ['target.x.linker', 'mold', 'linker', '$CARGO_HOME/config.toml:2:1, outside the repository'],
    ]);
    expect(made(facts()).named('Flags').note).toMatch(/^Nothing/);
  });

  it.each([
    ['affected', 'affected'],
    ['not affected', 'not affected'],
    ['mitigated', 'mitigated'],
    [undefined, 'not stated'],
  ] as const)('shows a deviation that states %s', (disposition, shown) => {
    const deviations = [deviation('rust#159035', 'toolchain/known-problem', disposition)];
    const { table } = made(facts({ problems: [problem()] }), deviations).named('Known problems (1)');
    expect(table?.rows).toEqual([
      ['rust#159035', 'LLVM miscompilation\ncompiler, miscompilation: affects, fixed in 1.97.1', shown, approval],
    ]);
  });

  it('shows the disposition of every rule about problems, what is allowed, and what has none', () => {
    const problems = [
      problem({ id: 'rust#1', match: 'may affect', affected: null, fixedIn: null }),
      problem({ id: 'CVE-2', component: 'cargo' }),
      problem({ id: 'rust#3' }),
      problem({ id: 'CVE-4', component: 'cargo' }),
    ];
    const deviations = [
      deviation('rust#1', 'toolchain/possible-problem', 'mitigated'),
      deviation('CVE-2', 'toolchain/known-tool-problem', 'not affected'),
      // About something else that happens to have the name.
      deviation('rust#3', 'toolchain/flags-overridden', 'not affected'),
    ];
    const { table } = made(facts({ problems, allowed: allowed('CVE-4') }), deviations).named('Known problems (4)');
    expect(table?.rows.map(([id, , ...rest]) => [id, ...rest])).toEqual([
      ['CVE-2', 'not affected', approval],
      ['rust#3', 'none', ''],
      ['CVE-4', 'not stated', 'allowed in assay.toml:8:25'],
      ['rust#1', 'mitigated', approval],
    ]);
  });

  it('lists what else was found, and leaves the section out where there is nothing', () => {
    const seen = facts({ overrides: [variable('flags', 'RUSTFLAGS', '-g')], problems: [problem()] });
    expect(made(seen).named('Other').table?.rows).toEqual([
      ['toolchain/flags-overridden', expect.stringContaining('RUSTFLAGS'), 'error'],
    ]);
    const permitted = made(seen, [deviation('RUSTFLAGS', 'toolchain/flags-overridden')]);
    expect(permitted.named('Other').table?.rows[0]?.[2]).toBe(approval);
    expect(made(facts({ problems: [problem()] })).named('Other')).toBeUndefined();
  });

  it('does not take an allowance for a disposition where it does not suffice', () => {
    const seen = facts({ rank: 'medium', problems: [problem()], allowed: allowed('rust#159035') });
    expect(made(seen).named('Known problems').table?.rows[0]?.slice(-2)).toEqual([
      'none',
      'allowed in assay.toml:8:25, which does not suffice at this level',
    ]);
  });

  it('names the data that it goes by, with its day and digest', () => {
    const problemData = { source: 'known-problems.json', collected: '2027-03-01', rows: 60, sha256: 'ab'.repeat(32) };
    const { named } = made(facts({ problemData: { ...problemData, source: 'known-problems.json' } }));
    expect(named('Known problems (0)').note).toBe(
      `None. Data of known-problems.json, collected on 2027-03-01, 60 rows, SHA-256 ${'ab'.repeat(32)}`,
    );
    expect(made(facts()).named('Known problems (0)').note).toContain('shipped with Assay, collected on 2026-11-22');
  });

  it('names vendor releases with how they are known and when', () => {
    const vendorReleases: ToolchainFacts['vendorReleases'] = [
      {
        ...{ id: 'ferrocene-26.05', name: 'Ferrocene 26.05.0', qualifiedTo: ['ISO 26262', 'IEC 61508'] },
        ...{ source: 'its release notes', confidence: 'confirmed', collected: '2026-11-22' },
      },
      {
        ...{ id: 'other', name: 'Other', qualifiedTo: [] },
        ...{ source: null, confidence: 'from memory', collected: '2026-11-22' },
      },
    ];
    const { table } = made(facts({ vendorReleases })).named('For information');
    expect(table?.rows).toEqual([
      ['Ferrocene 26.05.0', 'its release notes', 'ISO 26262, IEC 61508', 'confirmed, 2026-11-22'],
      ['Other', 'none', 'not established', 'from memory, 2026-11-22'],
    ]);
    expect(made(facts()).named('For information').note).toBe('None is known.');
  });
});
