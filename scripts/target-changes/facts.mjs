/**
 * What compilers say of their targets, and what becomes of it.
 *
 * @typedef {{ tier?: number, std?: boolean, hostTools?: boolean }} Facts absent: the compiler does not say
 * @typedef {Map<string, Facts>} Targets by name, in order
 */

/** @param {Record<string, { metadata?: { tier?: number | null, std?: boolean | null, host_tools?: boolean | null } }>} specifications */
export function factsFrom(specifications) {
  const names = Object.keys(specifications).sort();
  return new Map(names.map((name) => [name, stated(specifications[name].metadata ?? {})]));
}

function stated({ tier, std, host_tools: hostTools }) {
  return Object.fromEntries(Object.entries({ tier, std, hostTools }).filter(([, value]) => (value ?? null) !== null));
}

/** The form that the digest is taken of: a line for each target, in order of their names. @param {Targets} targets */
export function lines(targets) {
  const line = ([name, { tier = '-', std = '-', hostTools = '-' }]) => `${name} ${tier} ${std} ${hostTools}\n`;
  return [...targets]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(line)
    .join('');
}

/** @param {Targets} targets @returns {Targets} */
export function afterChanges(targets, changes) {
  const after = new Map(targets);
  for (const { kind, target, from, to, facts } of changes) {
    if (kind === 'removed') after.delete(target);
    if (kind === 'renamed') after.delete(from);
    if (facts !== undefined) after.set(target, facts);
    if (kind === 'promoted' || kind === 'demoted') after.set(target, { ...after.get(target), tier: to });
    if (kind === 'std-added' || kind === 'std-removed')
      after.set(target, { ...after.get(target), std: kind === 'std-added' });
  }
  return after;
}

/** Targets of `right`, with its facts, of which `left` says otherwise. Both have the same names, or a change was missed. */
export function differing(left, right) {
  const missed = [...left.keys(), ...right.keys()].filter((name) => !left.has(name) || !right.has(name));
  if (missed.length > 0) throw new Error(`changes do not explain ${missed.join(', ')}`);
  const text = (facts) => lines(new Map([['', facts]]));
  return [...right].filter(([name, facts]) => text(facts) !== text(left.get(name)));
}
