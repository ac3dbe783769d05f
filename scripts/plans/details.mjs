/** What one plan says, below the table. @param {object} result */
export function details({ subject, own: { plan }, cargo }) {
  const { name, version } = subject;
  return [
    `### ${[name, version].filter(Boolean).join(' ')}`,
    '',
    ...plan.changes.filter(({ from, to }) => from !== null && to !== null).map(changeLine),
    ...namesLine(
      'new',
      plan.changes.filter(({ from }) => from === null),
    ),
    ...namesLine(
      'no longer needed',
      plan.changes.filter(({ to }) => to === null),
    ),
    ...plan.learnt.map((each) => `- learnt on the way: ${each.name} ${each.version} ${each.reason}`),
    ...plan.proof.failures.map(
      ({ package: id, rust, message }) =>
        `- does not compile with ${rust}, whatever is locked: ${id}: ${oneLine(message)}`,
    ),
    ...plan.blocks.map(blockLine),
    ...plan.waysOut.map(({ what }) => `- way out: ${what}`),
    ...plan.gaps.map(({ what, why }) => `- not known: ${what}: ${oneLine(why)}`),
    ...cargoLines(cargo),
    '',
  ];
}

function changeLine({ name, from, to, why }) {
  return `- \`${name}\` ${from} → ${to}: ${why}`;
}

function namesLine(what, changes) {
  if (changes.length === 0) return [];
  return [`- ${what}: ${changes.map(({ name, from, to }) => `\`${name}\` ${to ?? from}`).join(', ')}`];
}

/** The chain, and why each version at its end cannot be used. */
function blockLine({ member, baseline, steps }) {
  const chain = steps.map(({ by, requires, versions }) => `${by} requires ${requires} (${versions.join('; ')})`);
  return `- in the way of ${member} and ${baseline}: ${chain.join('; ')}`;
}

/** Where Cargo's choice does not compile, the first error. */
function cargoLines({ onBaseline, onPinned }) {
  return [...onBaseline, ...(onPinned === undefined ? [] : [onPinned])].flatMap(({ release, outcome, error }) =>
    outcome === 'fails' ? [`- with Cargo's fallback and ${release}: ${oneLine(error)}`] : [],
  );
}

function oneLine(text) {
  return text.split('\n')[0];
}
