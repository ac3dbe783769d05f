import { describe, expect, it } from 'vitest';
import { CRATES_IO, type PlanInput } from './input.js';
import { plan } from './plan.js';
import { dependency, fixedPackage, inputOf, member, version, type Workspace } from './testing/workspace.js';

const tooNew = { rust: '1.88' };
const other = 'sparse+https://crates.example/index/';

function solution(input: PlanInput) {
  const planned = plan(input);
  if (planned.kind === 'blocked') throw new Error(`there is no way: ${JSON.stringify(planned)}`);
  return planned;
}

/** The packages with their sources, and what each depends on. */
function graph({ packages }: ReturnType<typeof solution>): string[] {
  const nameOf = (index: number) => `${packages[index]?.name} ${packages[index]?.version}`;
  return packages.map(
    ({ name, version: number, source, dependencies }) =>
      `${name} ${number} (${source ?? 'path'}): ${dependencies.map(nameOf).join(', ')}`,
  );
}

describe('plan', () => {
  it('looks for a dependency in the registry that is named, and for what that one requires there as well', () => {
    const versions: Record<string, ReturnType<typeof version>[]> = {
      [`a ${CRATES_IO}`]: [version('a 1.0.0')],
      [`a ${other}`]: [version('a 1.0.0', { dependencies: [dependency('b', '^1')] })],
      [`b ${other}`]: [
        version('b 1.0.0', {
          dependencies: [dependency('a', '^1', { registry: CRATES_IO.slice('registry+'.length) })],
        }),
      ],
    };
    const app = member('app', { dependencies: [dependency('a', '^1', { registry: other })] });
    const input = inputOf({ members: [app], index: [], locked: [] });
    const planned = solution({
      ...input,
      versionsOf: (source, name) => {
        const index = versions[`${name} ${source}`] ?? [];
        return inputOf({ members: [], index, locked: [] }).versionsOf(source, name);
      },
    });
    expect(graph(planned)).toEqual([
      `a 1.0.0 (${CRATES_IO}): `,
      `a 1.0.0 (${other}): b 1.0.0`,
      'app 0.0.0 (path): a 1.0.0',
      `b 1.0.0 (${other}): a 1.0.0`,
    ]);
  });

  it('takes a package of a git repository as it is, with what it requires', () => {
    const git = 'git+https://git.example/a#0123456789012345678901234567890123456789';
    const a = fixedPackage('a', {
      id: 'a from git',
      version: '1.0.0',
      source: git,
      dependencies: [dependency('b', '^1')],
    });
    const planned = solution(
      inputOf({
        members: [member('app', { dependencies: [dependency('a', '^1', { fixed: 'a from git' })] })],
        ...{ fixed: [a], index: [version('b 1.0.0'), version('b 1.1.0', tooNew)], locked: ['b 1.1.0'] },
      }),
    );
    expect(graph(planned)).toEqual([
      `a 1.0.0 (${git}): b 1.0.0`,
      'app 0.0.0 (path): a 1.0.0',
      `b 1.0.0 (${CRATES_IO}): `,
    ]);
    expect(planned.packages[0]?.checksum).toBeUndefined();
  });

  it('is blocked by a path package that declares too much', () => {
    const planned = plan(
      inputOf({
        members: [member('app', { dependencies: [dependency('a', '*', { fixed: 'path+file:///a' })] })],
        ...{ fixed: [fixedPackage('a', { rustVersion: '1.90' })], index: [], locked: [] },
      }),
    );
    expect(planned).toMatchObject({
      kind: 'blocked',
      chain: {
        because: { requirement: { name: 'a', versions: [{ versions: ['0.0.0'], why: { declared: '1.90' } }] } },
      },
    });
  });

  it('has a patch stand in for the version that it patches, for whoever requires it', () => {
    const workspace = (locked: string[]): Workspace => ({
      members: [member('app', { dependencies: [dependency('a', '^1'), dependency('user', '^1')] })],
      fixed: [fixedPackage('a', { version: '1.1.0', patches: CRATES_IO })],
      index: [
        ...[version('a 1.0.0'), version('a 1.1.0', tooNew)],
        version('user 1.0.0', { dependencies: [dependency('a', '^1')] }),
      ],
      locked,
    });
    const planned = solution(inputOf(workspace(['user 1.0.0'])));
    expect(planned.changes).toEqual([]);
    expect(graph(planned)).toEqual([
      'a 1.1.0 (path): ',
      'app 0.0.0 (path): a 1.1.0, user 1.0.0',
      `user 1.0.0 (${CRATES_IO}): a 1.1.0`,
    ]);
  });

  it('keeps the way in which the lock file meets a requirement that several of its packages would meet', () => {
    const input = inputOf({
      members: [member('app', { dependencies: [dependency('a', '>=1'), dependency('old', '^1')] })],
      index: [version('a 1.0.0'), version('a 2.0.0'), version('old 1.0.0', { dependencies: [dependency('a', '>=1')] })],
      locked: ['a 1.0.0', 'a 2.0.0', 'old 1.0.0'],
    });
    const locked = input.locked.map((each) => (each.name === 'old' ? { ...each, dependencies: ['a 1.0.0'] } : each));
    expect(graph(solution({ ...input, locked }))).toEqual([
      `a 1.0.0 (${CRATES_IO}): `,
      `a 2.0.0 (${CRATES_IO}): `,
      'app 0.0.0 (path): a 2.0.0, old 1.0.0',
      `old 1.0.0 (${CRATES_IO}): a 1.0.0`,
    ]);
  });

  it('drops what nothing requires any more, as Cargo would', () => {
    const planned = solution(inputOf({ members: [member('app')], index: [version('a 1.0.0')], locked: ['a 1.0.0'] }));
    expect(planned.changes).toMatchObject([{ name: 'a', from: '1.0.0', to: undefined, why: { kind: 'not needed' } }]);
  });

  it('says that the index at hand is older than the lock file', () => {
    const input = inputOf({
      members: [member('app', { dependencies: [dependency('a', '^1')] })],
      ...{ index: [version('a 1.0.0'), version('a 1.1.0')], locked: ['a 1.1.0'] },
    });
    const older = inputOf({ members: [], index: [version('a 1.0.0')], locked: [] });
    const planned = solution({ ...input, versionsOf: older.versionsOf });
    expect(planned.missing).toEqual([{ name: 'a', source: CRATES_IO, version: '1.1.0' }]);
    expect(planned.changes).toMatchObject([{ from: '1.1.0', to: '1.0.0', why: { objection: { kind: 'unreadable' } } }]);
  });

  it('passes over entries of the index that cannot be read', () => {
    const input = inputOf({
      members: [member('app', { dependencies: [dependency('a', '^1')] })],
      ...{ index: [version('a 1.0.0'), version('a 1.1.0'), version('a 1.2.0', tooNew)], locked: ['a 1.2.0'] },
    });
    const planned = solution({
      ...input,
      versionsOf: (source, name) =>
        input
          .versionsOf(source, name)
          ?.map((each) =>
            each.version.raw === '1.1.0' ? { ...each, read: () => ({ state: 'newer-form', form: 3 }) } : each,
          ),
    });
    expect(planned.changes).toMatchObject([{ from: '1.2.0', to: '1.0.0' }]);
  });

  it('gives up at the limit, and does not say that there is no way', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const pins = (number: number) => names.map((name) => dependency(`pin-${name}`, `=1.${number}.0`));
    const workspace: Workspace = {
      members: [member('app', { dependencies: names.map((name) => dependency(name, '^1')) })],
      index: [
        // Each agrees with no other.
        ...names.flatMap((name, shift) =>
          names.map((_, number) => version(`${name} 1.${number}.0`, { dependencies: pins(number + shift * 6) })),
        ),
        ...names.flatMap((name) => Array.from({ length: 36 }, (_, number) => version(`pin-${name} 1.${number}.0`))),
      ],
      locked: [],
    };
    expect(plan(inputOf({ ...workspace, conflictLimit: 2 }))).toMatchObject({ kind: 'blocked', complete: false });
    expect(plan(inputOf(workspace))).toMatchObject({ kind: 'blocked', complete: true });
  });
});
