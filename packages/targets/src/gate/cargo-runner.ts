import type { World } from '@assay/host';
import { cfgHolds, parseCfg } from '@assay/registry';
import { readCargoConfig, readPlatform } from '@assay/rust';
import type { GateRequest } from './request.js';

/**
 * The runner that Cargo takes for a target by itself: from `CARGO_TARGET_<TARGET>_RUNNER`, else from `[target.<target>]`, else from
 * `[target.'cfg(…)']` of its configuration, the file whose values win first. `undefined` where it has none.
 * https://doc.rust-lang.org/cargo/reference/config.html#targettriplerunner. Throws UserError for a configuration that Cargo would refuse,
 * and WorldError.
 */
export async function cargoRunner(world: World, { key, name }: GateRequest): Promise<string[] | undefined> {
  const variable = `CARGO_TARGET_${name.toUpperCase().replace(/[-.]/g, '_')}_RUNNER`;
  const set = wordsOf(world.environment.get(variable));
  if (set !== undefined) return set;
  const tables = (await readCargoConfig(world, world.anchors)).map(({ document }) => fields(document.value.target));
  const own = firstOf(tables.map((table) => wordsIn(table[name])));
  if (own !== undefined) return own;
  const byCfg = tables.flatMap((table) => Object.entries(table)).filter(([text]) => /^cfg\(.*\)$/.test(text));
  if (!byCfg.some(([, value]) => wordsIn(value) !== undefined)) return undefined;
  const platform = await readPlatform(world, key);
  return firstOf(
    byCfg.map(([text, value]) => {
      const expression = parseCfg(text.slice('cfg('.length, -1));
      const holds = platform !== undefined && expression !== undefined && cfgHolds(expression, platform.cfg);
      return holds ? wordsIn(value) : undefined;
    }),
  );
}

function firstOf<T>(found: readonly (T | undefined)[]): T | undefined {
  return found.find((each) => each !== undefined);
}

function wordsIn(table: unknown): string[] | undefined {
  return wordsOf(fields(table).runner);
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
