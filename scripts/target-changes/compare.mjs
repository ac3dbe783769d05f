/** Two compilers' targets, and what people wrote of the releases between them, as rows of changes.json. */

/** In words: where a change is known from when nobody wrote it down. */
const lists = (older, newer) => `the lists of targets of rustc ${older} and ${newer}`;

/**
 * The changes that the newer list shows. Takes the notes that it uses out of `open`.
 *
 * confidence: `confirmed`: the lists show it, and the Rust project wrote it down; `measured`: the lists alone; `documented`: the
 * project wrote it down, for a time from which the lists do not speak of it.
 */
export function changesBetween(older, newer, open) {
  const span = spanOf(older.release, newer.release);
  const renames = [...open].filter(
    ({ kind, from, target }) =>
      kind === 'renamed' && older.facts.has(from) && !newer.facts.has(from) && newer.facts.has(target),
  );
  const gone = new Set(renames.map(({ from }) => from));
  const come = new Set(renames.map(({ target }) => target));
  const rows = [
    ...renames.map(({ target, from }) => ({
      kind: 'renamed',
      target,
      from,
      ...(older.facts.has(target) ? {} : { facts: newer.facts.get(target) }),
    })),
    ...[...newer.facts]
      .filter(([target]) => !older.facts.has(target) && !come.has(target))
      .map(([target, facts]) => ({ kind: 'added', target, facts })),
    ...[...older.facts.keys()]
      .filter((target) => !newer.facts.has(target) && !gone.has(target))
      .map((target) => ({ kind: 'removed', target })),
    ...[...newer.facts].flatMap(([target, facts]) => standing(target, older.facts.get(target), facts)),
  ];
  return rows.map((row) => withNote({ seen: newer.release, ...span, ...row }, open, older.release));
}

/** Tier and std, where both compilers speak of them. */
function standing(target, before, after) {
  if (before === undefined) return [];
  const rows = [];
  if (before.tier !== undefined && after.tier !== undefined && before.tier !== after.tier)
    rows.push({ kind: after.tier < before.tier ? 'promoted' : 'demoted', target, from: before.tier, to: after.tier });
  if (before.std !== undefined && after.std !== undefined && before.std !== after.std)
    rows.push({ kind: after.std ? 'std-added' : 'std-removed', target });
  return rows;
}

/** A point release brings no target and takes none: what its list shows first came with its minor release, or before. */
function spanOf(older, newer) {
  const [left, right] = [older, newer].map((release) => Number(release.split('.')[1]));
  return { release: `1.${right}.0`, ...(right - left > 1 ? { after: older } : {}) };
}

function withNote(row, open, older) {
  const note = [...open].find(
    ({ kind, target, from, to, release }) =>
      kind === row.kind &&
      target === row.target &&
      (kind !== 'renamed' || from === row.from) &&
      (to === undefined || to === row.to) &&
      byRelease(release, row.seen) <= 0,
  );
  if (note === undefined) return { ...row, source: lists(older, row.seen), confidence: 'measured' };
  open.delete(note);
  const { release, after, source, note: words } = note;
  const { seen, kind, target, from, to, facts } = row;
  const measured = source === undefined ? 'measured' : 'confirmed';
  return dropAbsent({
    seen,
    release,
    after,
    kind,
    target,
    from,
    to,
    facts,
    source: source ?? lists(older, seen),
    confidence: byRelease(release, older) <= 0 ? 'documented' : measured,
    note: words,
  });
}

/** Notes that no pair of lists showed: of tiers that the older compilers do not speak of, and of what was before the oldest one. */
export function documentedOnly(notes, oldest) {
  const unseen = notes.filter(
    ({ kind, release }) => /added|removed|renamed/.test(kind) && byRelease(release, oldest) > 0,
  );
  if (unseen.length > 0)
    throw new Error(`no list shows ${unseen.map(({ kind, target }) => `${target} ${kind}`).join(', ')}`);
  return notes.map(({ release, after, kind, target, from, to, source, note }) =>
    dropAbsent({
      release,
      after,
      kind,
      target,
      from: kind === 'promoted' ? to + 1 : kind === 'demoted' ? to - 1 : from,
      to,
      source,
      confidence: 'documented',
      note,
    }),
  );
}

/** Oldest first, then by what happened, then by name. */
export function inOrder(changes) {
  const key = ({ kind, target }) => `${kind} ${target}`;
  return [...changes].sort((a, b) => byRelease(a.release, b.release) || (key(a) < key(b) ? -1 : 1));
}

function byRelease(a, b) {
  const [left, right] = [a, b].map((release) => release.split('.').map(Number));
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
}

function dropAbsent(row) {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));
}
