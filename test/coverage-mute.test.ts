import { readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { edit, judgeChanged } from './support/coverage-run.js';
import { buildAndRun } from './support/coverage-workspaces.js';
import { writeFiles } from './support/write-files.js';

/*
 * Ways to make the gate of coverage mute that take more than one edit of a text. The others are seeded faults: test/faults/coverage.
 */

const gapsOf = ({ gaps }: { gaps: readonly { what: string; why: string }[] }) =>
  gaps.map(({ what, why }) => `${what}: ${why}`);

describe('a run of the tests', () => {
  it('that does not end is ended, with all that it started', async () => {
    let pidFile = '';
    const judged = await judgeChanged('coverage-conditions', (folder) => {
      pidFile = join(folder, 'pid');
      edit(folder, 'assay.toml', '[baseline]', '[coverage]\ntimeout = 2\n\n[baseline]');
      const wait = `
    #[test]
    fn never_ends() {
        let mut child = std::process::Command::new("sleep").arg("3600").spawn().unwrap();
        std::fs::write("pid", child.id().to_string()).unwrap();
        child.wait().unwrap();
    }

    #[test]
    fn reads_seconds() {`;
      edit(folder, 'src/lib.rs', '\n    #[test]\n    fn reads_seconds() {', wait);
    });
    expect(judged.verdict).toBe('no-verdict');
    expect(judged.findings).toEqual([]);
    expect(gapsOf(judged)).toEqual(['what the tests reach with default features: cargo test did not end within 2 s']);
    expect(judged.facts.runs.map(({ outcome }) => outcome)).toEqual(['timed out']);
    const child = Number(readFileSync(pidFile, 'utf8'));
    expect(child).toBeGreaterThan(0);
    expect(isRunning(child)).toBe(false);
  });

  it('that changes what it measures says nothing of it', async () => {
    const judged = await judgeChanged('coverage-conditions', (folder) => {
      // Late enough that the sources have been read before.
      const write =
        'std::fs::write("src/lib.rs", std::fs::read_to_string("src/lib.rs").unwrap() + "// built\\n").unwrap();';
      writeFiles(folder, {
        'build.rs': `fn main() {\n    std::thread::sleep(std::time::Duration::from_secs(2));\n    ${write}\n}\n`,
      });
    });
    expect(judged.verdict).toBe('no-verdict');
    expect(gapsOf(judged)).toEqual(['what the tests reach in src/lib.rs: the file changed while the tests ran']);
  });
});

/** A process that has ended stays listed until its parent, or process 1 in its place, has asked for its status. */
function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

describe('a source', () => {
  it('that is a link to nothing is told, since nobody knows what would be there', async () => {
    const judged = await judgeChanged('coverage-conditions', (folder) =>
      symlinkSync('gone.rs', join(folder, 'src/old.rs')),
    );
    expect(judged.verdict).toBe('no-verdict');
    expect(gapsOf(judged)).toEqual(['which sources lie in src/old.rs: it is listed in its folder, and leads nowhere']);
  });

  it('of the tests that is no Rust is left out, and listed', async () => {
    const judged = await judgeChanged('coverage', (folder) => {
      writeFiles(folder, { 'tests/data/broken.rs': 'fn (\n' });
      writeFileSync(join(folder, 'tests/data/bytes.rs'), Buffer.from([0x2f, 0x2f, 0xff]));
    });
    expect(judged.verdict).toBe('pass');
    const left = judged.facts.leftOut.map(({ path, because }) => `${path}: ${because}`);
    expect(left).toEqual(expect.arrayContaining(['tests/data/broken.rs: test code', 'tests/data/bytes.rs: test code']));
  });

  it('that is compiled for tests alone is listed as left out, with its lines', async () => {
    const judged = await judgeChanged('coverage-conditions', (folder) =>
      edit(folder, 'src/lib.rs', 'pub fn seconds', '#[cfg(test)]\npub fn seconds'),
    );
    expect(judged.verdict).toBe('pass');
    expect(judged.facts.files.flatMap(({ functions }) => functions.map(({ name }) => name))).toEqual(['is_green']);
    expect(judged.facts.leftOut).toContainEqual(
      expect.objectContaining({ path: 'src/lib.rs', lines: [13, 16], product: false }),
    );
  });

  /** Moves a file of the product to where tests lie. */
  function move(folder: string, to: string): void {
    const level = readFileSync(join(folder, 'src/level.rs'), 'utf8');
    rmSync(join(folder, 'src/level.rs'));
    writeFiles(folder, { [to]: level });
    edit(folder, 'src/lib.rs', 'mod level;', `#[path = "../${to}"]\nmod level;`);
  }

  it('of the product counts wherever it lies', async () => {
    const moved = await judgeChanged('coverage', (folder) => move(folder, 'tests/parts/level.rs'));
    expect(moved).toMatchObject({ verdict: 'pass', findings: [], gaps: [] });
    const untested = await judgeChanged('coverage', (folder) => {
      move(folder, 'tests/parts/level.rs');
      edit(folder, 'tests/levels.rs', '    assert!(!may_run(level_of(5), true, false));\n', '');
    });
    expect(untested.verdict).toBe('fail');
    expect(untested.findings).toEqual([
      'coverage/condition tests/parts/level.rs:11',
      'coverage/decision tests/parts/level.rs:11',
      'coverage/mcdc tests/parts/level.rs:11',
      'coverage/statement tests/parts/level.rs:12',
    ]);
  });

  it('that is compiled once more as a test by itself is not measured: records do not tell the two apart', async () => {
    const judged = await judgeChanged('coverage', (folder) => move(folder, 'tests/level.rs'));
    expect(judged.verdict).toBe('fail');
    expect(judged.findings).toContain('coverage/statement tests/level.rs:11');
  });

  it('of which a link gives a test another name stays the product’s', async () => {
    const judged = await judgeChanged('coverage', (folder) => {
      symlinkSync('../src/level.rs', join(folder, 'tests/level.rs'));
      edit(
        folder,
        'tests/levels.rs',
        'use pump::{level_of, may_run};',
        'mod level;\n\nuse pump::may_run;\nuse pump::level_of as other;',
      );
      edit(folder, 'tests/levels.rs', 'level_of(5)', 'other(500)');
      edit(folder, 'tests/levels.rs', 'assert!(!may_run', 'assert!(may_run');
      edit(folder, 'tests/levels.rs', 'level_of(50)', 'other(500)');
      edit(folder, 'tests/levels.rs', 'may_run(level_of(500)', 'may_run(other(500)');
    });
    expect(judged.facts.files.map(({ path }) => path)).toContain('src/level.rs');
    expect(judged.facts.leftOut.map(({ path }) => path)).not.toContain('src/level.rs');
    expect(judged.verdict).toBe('fail');
  });
});

describe('a justification', () => {
  it('holds until it has expired', async () => {
    expect(await judgeChanged('coverage')).toMatchObject({ verdict: 'pass', findings: [] });
    const expired = await judgeChanged('coverage', (folder) => edit(folder, 'assay.toml', '2099-12-31', '2026-11-21'));
    expect(expired).toMatchObject({ verdict: 'fail', findings: ['coverage/unreached src/lib.rs:34'], gaps: [] });
    const lastDay = await judgeChanged('coverage', (folder) => edit(folder, 'assay.toml', '2099-12-31', '2026-11-22'));
    expect(lastDay.verdict).toBe('pass');
  });
});

describe('a report', () => {
  const unchanged = judgeOf(() => undefined);

  function judgeOf(change: (folder: string) => void) {
    return async () => {
      const { verdict, findings, gaps, facts } = await judgeChanged('coverage-imported', change);
      return { verdict, findings, gaps, files: facts.files };
    };
  }

  it.each<[what: string, change: (folder: string) => void]>([
    ['whose totals were edited by hand', (folder) => edit(folder, 'flow.info', 'LF:4\nLH:4', 'LF:900\nLH:0')],
    [
      'whose rates were edited by hand',
      (folder) =>
        edit(
          folder,
          'heat.xml',
          '<class name="heat" filename="src/heat.rs" line-rate="1"',
          '<class name="heat" filename="src/heat.rs" line-rate="0"',
        ),
    ],
    [
      'with carriage returns',
      (folder) =>
        writeFileSync(
          join(folder, 'flow.info'),
          readFileSync(join(folder, 'flow.info'), 'utf8').replaceAll('\n', '\r\n'),
        ),
    ],
    [
      'with a file outside the workspace',
      (folder) =>
        edit(folder, 'flow.info', 'end_of_record\n', 'end_of_record\nSF:/usr/lib/other.rs\nDA:1,0\nend_of_record\n'),
    ],
    [
      'with the same file twice, once untouched',
      (folder) =>
        edit(
          folder,
          'flow.info',
          'end_of_record\n',
          'end_of_record\nSF:/home/bench/meter/src/flow.rs\nDA:2,0\nDA:3,0\nDA:4,0\nend_of_record\n',
        ),
    ],
  ])('%s changes nothing', async (_, change) => {
    const plain = await unchanged();
    expect(plain.verdict).toBe('pass');
    expect(await judgeOf(change)()).toEqual(plain);
  });
});

describe('a profile of a board', () => {
  it('counts with the object that left it', async () => {
    const judged = await judgeChanged('coverage-profiles');
    expect(judged).toMatchObject({ verdict: 'pass', findings: [], gaps: [] });
    expect(judged.facts.imports).toMatchObject([{ format: 'profraw', ranOn: 'hardware', speaksOf: 1 }]);
    expect(judged.facts.imports[0]?.files.map(({ path }) => path)).toEqual(['run.profraw', 'firmware.elf']);
  });

  it('of a run that reached less shows that', async () => {
    const judged = await judgeChanged('coverage-profiles', (folder) => {
      edit(
        folder,
        'src/main.rs',
        '    assert_eq!(rate(3), 36);',
        '    if std::env::args().count() > 9 {\n        assert_eq!(rate(3), 36);\n    }',
      );
      buildAndRun(folder, folder);
    });
    expect(judged.verdict).toBe('fail');
    expect(judged.findings).toEqual(['coverage/statement src/main.rs:5']);
  });

  it.each<[what: string, change: (folder: string) => void, why: RegExp]>([
    ['is empty', (folder) => truncateSync(join(folder, 'run.profraw'), 0), /run\.profraw is empty$/],
    ['was cut off', (folder) => truncateSync(join(folder, 'run.profraw'), 100), /^llvm-profdata refused: /],
    [
      'is something else',
      (folder) => writeFileSync(join(folder, 'run.profraw'), 'no profile, but long enough to be one'),
      /^llvm-profdata refused: /,
    ],
    ['is not there', (folder) => rmSync(join(folder, 'run.profraw')), /run\.profraw does not exist/],
    ['comes without its object', (folder) => rmSync(join(folder, 'firmware.elf')), /firmware\.elf does not exist/],
    [
      'comes with an object that is none',
      (folder) => writeFileSync(join(folder, 'firmware.elf'), 'MZ'),
      /^llvm-cov refused: /,
    ],
  ])('that %s is a gap', async (_, change, why) => {
    const judged = await judgeChanged('coverage-profiles', change);
    expect(judged.verdict).toBe('no-verdict');
    expect(judged.findings).toEqual([]);
    expect(judged.gaps).toEqual([
      expect.objectContaining({ what: 'what run.profraw recorded', why: expect.stringMatching(why) }),
    ]);
  });

  it('of another build is a gap', async () => {
    const judged = await judgeChanged('coverage-profiles', (folder) => {
      const [source, object] = [join(folder, 'src/main.rs'), join(folder, 'firmware.elf')].map((file) =>
        readFileSync(file),
      );
      edit(folder, 'src/main.rs', '    turns * per_turn', '    if turns > 2 { turns * per_turn } else { 0 }');
      buildAndRun(folder, folder);
      writeFileSync(join(folder, 'src/main.rs'), source ?? '');
      writeFileSync(join(folder, 'firmware.elf'), object ?? '');
    });
    expect(judged.verdict).toBe('no-verdict');
    expect(judged.findings).toEqual([]);
    expect(gapsOf(judged)).toEqual([
      'what run.profraw recorded: the profiles are not of these objects: they were left by another build',
    ]);
  });
});
