import path from 'node:path';
import type { World } from '@assay/host';
import { cfgHolds, parseCfg } from '@assay/registry';
import { configBase, readCargoConfig, readPlatform, targetVariable } from '@assay/rust';
import type { GateRequest } from './request.js';

/**
 * The runner that Cargo takes for a target by itself: from `CARGO_TARGET_<TARGET>_RUNNER`, else from `[target.<target>]`, else from
 * `[target.'cfg(…)']` of its configuration, the file whose values win first. A program that is named by its path is given as an absolute one.
 * `undefined` where Cargo has no runner.
 * https://doc.rust-lang.org/cargo/reference/config.html#targettriplerunner. Throws UserError for a configuration that Cargo would refuse,
 * and WorldError.
 */
export async function cargoRunner(world: World, { key, name }: GateRequest): Promise<string[] | undefined> {
  const set = wordsOf(world.environment.get(targetVariable(name, 'runner')));
  if (set !== undefined) return set;
  const files = await readCargoConfig(world, world.anchors);
  const tables = files.map(({ path: file, document }) => absolute(world, file, fields(document.value.target)));
  const own = firstOf(tables.map((table) => table.get(name)));
  if (own !== undefined) return own;
  const byCfg = tables.flatMap((table) => [...table]).filter(([text]) => /^cfg\(.*\)$/.test(text));
  if (byCfg.length === 0) return undefined;
  const platform = await readPlatform(world, key);
  return firstOf(
    byCfg.map(([text, words]) => {
      const expression = parseCfg(text.slice('cfg('.length, -1));
      const holds = platform !== undefined && expression !== undefined && cfgHolds(expression, platform.cfg);
      return holds ? words : undefined;
    }),
  );
}

/**
 * The runners of a file's table `[target]`, by their keys. A relative path is counted from the folder that holds the one of the file; a name
 * without a slash is looked for on PATH.
 */
function absolute(world: World, file: string, table: Record<string, unknown>): Map<string, string[]> {
  // What a file from elsewhere names by a relative path is not found, and so told.
  const from = configBase(file, world) ?? path.resolve(world.root, '..', file);
  return new Map(
    Object.entries(table).flatMap(([key, value]) => {
      const [program = '', ...args] = wordsOf(fields(value).runner) ?? [];
      if (program === '') return [];
      return [[key, [/[/\\]/.test(program) ? path.resolve(from, program) : program, ...args]] as const];
    }),
  );
}

function firstOf<T>(found: readonly (T | undefined)[]): T | undefined {
  return found.find((each) => each !== undefined);
}

/** A runner is a list, or a text that Cargo takes apart at spaces. */
function wordsOf(runner: unknown): string[] | undefined {
  const words = typeof runner === 'string' ? runner.split(/\s+/) : Array.isArray(runner) ? runner.map(String) : [];
  const given = words.filter((word) => word !== '');
  return given.length === 0 ? undefined : given;
}

function fields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
