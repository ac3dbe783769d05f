import { groupBy } from '@assay/evidence';
import { describe, expect, it } from 'vitest';
import type { Recording } from '../run/recording.js';
import type { Measured } from '../sources/classify.js';
import { parsed } from '../testing/parsed.js';
import { type Made, madeUp } from '../testing/reader.js';
import { matchAll } from './match-all.js';
import type { Spoken } from './spoken.js';

const context = {
  ...{ noConditions: undefined, calledAtCompileTime: new Set<string>() },
  ...{ memberOf: () => 'app 0.1.0', digestOf: () => '' },
};

/** A decision that is no tree, of which these counts leave open what the evaluations were. */
const text = 'fn f() {\n    if (a && b) || c { d() }\n}\n';
const sum: Made = { values: { a: [2, 2], b: [1, 1], c: [1, 2] } };
const each: Made[] = [
  { values: { a: [1, 0], b: [1, 0], c: [0, 0] } },
  { values: { a: [0, 1], b: [0, 0], c: [0, 1] } },
  { values: { a: [0, 1], b: [0, 0], c: [1, 0] } },
  { values: { a: [1, 0], b: [0, 1], c: [0, 1] } },
];

const recording = (file: string, made: Made): Recording => ({
  paths: new Set([file]),
  readers: () => [madeUp(made)],
  lines: () => [],
});
const spoken = async (recordings: readonly Recording[]): Promise<Spoken> =>
  groupBy(
    recordings.flatMap((each) => [...each.paths].map((file) => ({ recording: each, file }))),
    ({ file }) => file,
  );

async function source(file: string, own = text): Promise<Measured> {
  const place = { path: file.slice(3), file, manifest: '/w/Cargo.toml', reached: 'product' as const, isShared: false };
  return { ...place, obligations: await parsed(own), sha256: '0'.repeat(64), text: own };
}

const influences = (files: Awaited<ReturnType<typeof matchAll>>) =>
  files.map(({ decisions }) => decisions.flatMap(({ conditions }) => conditions.map(({ mcdc }) => mcdc)));

describe('every file', () => {
  it('is matched with the recordings that speak of it, and with no others', async () => {
    const sources = [await source('/w/a.rs'), await source('/w/b.rs')];
    const certain = [recording('/w/b.rs', { counts: { '1:1': 1 } })];
    const files = await matchAll(sources, { certain, panicking: [], apart: undefined }, context, spoken);
    expect(files.map(({ path, functions }) => [path, functions[0]?.state])).toEqual([
      ['a.rs', 'not-compiled'],
      ['b.rs', 'covered'],
    ]);
  });
});

describe('what the counts leave open', () => {
  const sources = Promise.all([source('/w/a.rs'), source('/w/b.rs', 'fn g() {}')]);
  const certain = [recording('/w/a.rs', sum)];

  it('is decided by the counts of each test, of the files that are open alone', async () => {
    const asked: (readonly string[])[] = [];
    const apart = async (files: readonly string[]) => {
      asked.push(files);
      return each.map((made) => recording('/w/a.rs', made));
    };
    const files = await matchAll(await sources, { certain, panicking: [], apart }, context, spoken);
    expect(influences(files)).toEqual([['covered', 'covered', 'covered'], []]);
    expect(asked).toEqual([['/w/a.rs']]);
  });

  it('stays open where nothing smaller can be had', async () => {
    const files = await matchAll(await sources, { certain, panicking: [], apart: undefined }, context, spoken);
    expect(influences(files)[0]).toContain('not-measured');
  });

  it('is nothing where everything is decided: then nothing is read twice', async () => {
    const apart = () => Promise.reject(new Error('it must not be asked'));
    const tree = [await source('/w/a.rs', 'fn f() {\n    if a { d() }\n}\n')];
    const known = [recording('/w/a.rs', { values: { a: [1, 1] } })];
    expect(influences(await matchAll(tree, { certain: known, panicking: [], apart }, context, spoken))).toEqual([
      ['covered'],
    ]);
  });
});

it('adds what tests that panic reach, as far as that is sure', async () => {
  const sources = [await source('/w/a.rs', 'fn f() {\n    a();\n    b();\n}\n')];
  const all = { certain: [recording('/w/a.rs', { counts: { '1:1': 0, '2:5': 0, '3:5': 0 } })], apart: undefined };
  const panicking = [recording('/w/a.rs', { counts: { '1:1': 1, '2:5': 1, '3:5': 1 } })];
  const [file] = await matchAll(sources, { ...all, panicking }, context, spoken);
  expect(file?.functions.map(({ state }) => state)).toEqual(['covered']);
  expect(file?.statements.map(({ state }) => state)).toEqual(['covered', 'not-measured']);
});
