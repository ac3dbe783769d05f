import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { describe, expect, it, type TestContext, vi } from 'vitest';
import { edit, type Judged, judgeChanged } from './support/coverage-run.js';
import { tool } from './support/tools.js';
import { writeFiles } from './support/write-files.js';

/*
 * What other tools for coverage stumble over in real workspaces. Each case passes where nothing is wrong, and the last line of each shows that
 * it was looked at.
 */

const config = (folder: string, text: string) => writeFiles(folder, { '.cargo/config.toml': text });
const passed = { verdict: 'pass', findings: [], gaps: [] };

/** How many tests ran, by run. */
const testsOf = ({ facts }: Judged) => facts.runs.map((run) => run.passed);

/** Every obligation and what became of it. */
const outcomes = ({ facts }: Judged) =>
  facts.files.map(({ path, functions, statements, decisions }) => ({ path, functions, statements, decisions }));

describe('the configuration of Cargo stays in force', () => {
  const asked = `
    #[test]
    fn is_configured() {
        assert!(cfg!(board = "b2"));
        assert_eq!(std::env::var("BOARD_NAME").as_deref(), Ok("second"));
    }

    #[test]
    fn reads_seconds() {`;
  const ask = (folder: string) => edit(folder, 'src/lib.rs', '\n    #[test]\n    fn reads_seconds() {', asked);
  const flags = '--cfg board=\\"b2\\"';

  it('rustflags and [env]', async () => {
    const judged = await judgeChanged('coverage-conditions', (folder) => {
      ask(folder);
      config(folder, `[build]\nrustflags = ["--cfg", 'board="b2"']\n\n[env]\nBOARD_NAME = "second"\n`);
    });
    expect(judged).toMatchObject(passed);
    expect(testsOf(judged)).toEqual([3]);
  });

  it('RUSTFLAGS, which take the place of rustflags for Cargo', async () => {
    const judged = await judgeChanged('coverage-conditions', (folder) => {
      ask(folder);
      config(folder, '[build]\nrustflags = ["--cfg", "other"]\n\n[env]\nBOARD_NAME = "second"\n');
      vi.stubEnv('RUSTFLAGS', flags.replaceAll('\\', ''));
    });
    expect(judged).toMatchObject(passed);
    expect(testsOf(judged)).toEqual([3]);
  });

  it('without them the same tests fail', async () => {
    const judged = await judgeChanged('coverage-conditions', ask);
    expect(judged.verdict).toBe('fail');
    expect(judged.findings).toEqual(['coverage/tests-failed Cargo.toml']);
  });

  it.each<[what: string, text: string]>([
    [
      'a target, and another folder for what is built',
      '[build]\ntarget = "x86_64-unknown-linux-gnu"\ntarget-dir = "out"\n',
    ],
    ['flags that turn instrumentation off', '[build]\nrustflags = ["-C", "instrument-coverage=off"]\n'],
    ['an alias for test, which Cargo passes over', '[alias]\ntest = "version"\n'],
  ])('%s', async (_, text) => {
    const plain = await judgeChanged('coverage-conditions');
    const judged = await judgeChanged('coverage-conditions', (folder) => config(folder, text));
    expect(judged).toMatchObject(passed);
    expect(testsOf(judged)).toEqual([2]);
    expect(outcomes(judged)).toEqual(outcomes(plain));
  });

  it('CARGO_TARGET_DIR', async () => {
    const judged = await judgeChanged('coverage-conditions', (folder) =>
      vi.stubEnv('CARGO_TARGET_DIR', join(folder, 'elsewhere')),
    );
    expect(judged).toMatchObject(passed);
    expect(testsOf(judged)).toEqual([2]);
  });

  it('a profile that strips and optimises', async () => {
    const judged = await judgeChanged('coverage-conditions', (folder) =>
      edit(
        folder,
        'Cargo.toml',
        'rust-version = "1.70"',
        'rust-version = "1.70"\n\n[profile.dev]\nstrip = true\nopt-level = 2',
      ),
    );
    expect(judged).toMatchObject(passed);
    expect(testsOf(judged)).toEqual([2]);
  });
});

describe('the paths of the sources', () => {
  it('that the build remaps are found', async () => {
    const plain = await judgeChanged('coverage-conditions');
    const judged = await judgeChanged('coverage-conditions', (folder) =>
      config(
        folder,
        `[build]\nrustflags = ["--remap-path-prefix=${folder}=/build", "--remap-path-prefix=src=elsewhere"]\n`,
      ),
    );
    expect(judged).toMatchObject(passed);
    expect(outcomes(judged)).toEqual(outcomes(plain));
  });

  it('count once, however many links lead there', async () => {
    const plain = await judgeChanged('coverage');
    const judged = await judgeChanged('coverage', (folder) => {
      symlinkSync('level.rs', join(folder, 'src/again.rs'));
      symlinkSync('.', join(folder, 'src/round'));
      symlinkSync('src', join(folder, 'other-src'));
      mkdirSync(join(folder, 'deep'));
      symlinkSync(join(folder, 'src/level.rs'), join(folder, 'deep/level.rs'));
    });
    expect(judged).toMatchObject(passed);
    expect(outcomes(judged)).toEqual(outcomes(plain));
  });

  it('may be links themselves: what a module is counts at the place that it has', async () => {
    const plain = await judgeChanged('coverage');
    const judged = await judgeChanged('coverage', (folder) => {
      mkdirSync(join(folder, 'shared'));
      edit(folder, 'src/lib.rs', 'mod level;', '#[path = "tank.rs"]\nmod level;');
      symlinkSync('level.rs', join(folder, 'src/tank.rs'));
    });
    expect(judged).toMatchObject(passed);
    expect(outcomes(judged).find(({ path }) => path === 'src/level.rs')).toEqual(
      outcomes(plain).find(({ path }) => path === 'src/level.rs'),
    );
  });
});

describe('programs that tests start', () => {
  const main = 'fn main() {\n    if std::env::args().count() > 1 {\n        std::process::exit(3);\n    }\n}\n';
  const start = (more: string) => `#[test]
fn starts() {
    let program = || std::process::Command::new(env!("CARGO_BIN_EXE_signal"));
    assert!(program().status().unwrap().success());
${more}}
`;
  const more = '    assert_eq!(program().arg("--stop").status().unwrap().code(), Some(3));\n';

  it('are measured', async () => {
    const judged = await judgeChanged('coverage-conditions', (folder) =>
      writeFiles(folder, { 'src/main.rs': main, 'tests/program.rs': start(more) }),
    );
    expect(judged).toMatchObject(passed);
    expect(judged.facts.files.map(({ path }) => path)).toEqual(['src/lib.rs', 'src/main.rs']);
  });

  it('and what they do not reach is missing', async () => {
    const judged = await judgeChanged('coverage-conditions', (folder) =>
      writeFiles(folder, { 'src/main.rs': main, 'tests/program.rs': start('') }),
    );
    expect(judged.findings).toEqual([
      'coverage/condition src/main.rs:2',
      'coverage/decision src/main.rs:2',
      'coverage/statement src/main.rs:3',
    ]);
  });
});

describe('nextest', () => {
  function withNextest(skip: TestContext['skip'], change: (folder: string) => void = () => undefined) {
    const folder = dirname(tool('nextest', skip));
    return judgeChanged('coverage', (workspace) => {
      vi.stubEnv('PATH', `${folder}${delimiter}${process.env.PATH}`);
      edit(workspace, 'assay.toml', '[coverage]', '[coverage]\nrunner = "nextest"');
      change(workspace);
    });
  }

  const vectors = `/// May the tank be drained?
pub fn may_drain(is_still: bool, is_cool: bool, is_forced: bool) -> bool {
    (is_still && is_cool) || is_forced
}

#[cfg(test)]
mod vectors {
    use super::may_drain;

    #[test]
    fn still_and_cool() {
        assert!(may_drain(true, true, false));
    }

    #[test]
    fn still_and_hot() {
        assert!(!may_drain(true, false, false));
    }

    #[test]
    fn moving() {
        assert!(!may_drain(false, true, false));
    }

    #[test]
    fn moving_and_forced() {
        assert!(may_drain(false, true, true));
    }

    #[test]
    fn hot_and_forced() {
        assert!(may_drain(true, false, true));
    }
}
`;
  const addVectors = (folder: string) => {
    writeFileSync(join(folder, 'src/drain.rs'), vectors);
    edit(folder, 'src/lib.rs', 'mod level;', 'mod drain;\nmod level;');
    edit(folder, 'src/lib.rs', 'pub use level', 'pub use drain::may_drain;\npub use level');
  };

  it('runs the tests, and its own profile of each decides what their sum leaves open', async ({ skip }) => {
    const judged = await withNextest(skip, addVectors);
    expect(judged).toMatchObject(passed);
    expect(testsOf(judged)).toEqual([10]);
    expect(judged.facts.runs[0]?.command).toMatch(/^cargo nextest run /);
    const summed = await judgeChanged('coverage', addVectors);
    expect(summed.findings).toEqual(['coverage/mcdc src/drain.rs:3']);
  });

  it('with tests that fail', async ({ skip }) => {
    const judged = await withNextest(skip, (folder) => edit(folder, 'src/lib.rs', 'Ok(3_000)', 'Ok(4_000)'));
    expect(judged.verdict).toBe('fail');
    expect(judged.findings).toContain('coverage/tests-failed Cargo.toml');
    expect(judged.facts.runs[0]).toMatchObject({ outcome: 'failed', failed: 1 });
  });

  it('with a test that ends its process: that is a failure for nextest', async ({ skip }) => {
    const judged = await withNextest(skip, (folder) =>
      edit(
        folder,
        'tests/levels.rs',
        '    assert!(may_run(level_of(500), true, false));',
        '    std::process::abort();',
      ),
    );
    expect(judged.verdict).toBe('fail');
    expect(judged.findings).toContain('coverage/tests-failed Cargo.toml');
  });

  it('with a configuration that filters all tests out', async ({ skip }) => {
    const judged = await withNextest(skip, (folder) =>
      writeFiles(folder, { '.config/nextest.toml': '[profile.default]\ndefault-filter = "none()"\n' }),
    );
    expect(judged).toMatchObject({ verdict: 'no-verdict', findings: [] });
    expect(judged.gaps.map(({ why }) => why)).toEqual([
      expect.stringContaining('cargo nextest ran no test: no tests to run'),
    ]);
  });

  it('that is not there', async () => {
    const judged = await judgeChanged('coverage', (folder) =>
      edit(folder, 'assay.toml', '[coverage]', '[coverage]\nrunner = "nextest"'),
    );
    expect(judged.verdict).toBe('no-verdict');
    expect(judged.gaps.map(({ why }) => why)).toEqual([expect.stringContaining('cargo nextest ran no test')]);
  });
});
