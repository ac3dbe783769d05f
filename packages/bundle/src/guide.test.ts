import { expect, it } from 'vitest';
import { renderGuide } from './guide.js';
import { gadgets, statements, terms, wider } from './testing/sample.js';

it('says of every check when the policy asks for its evidence, so that a new one is not left out', () => {
  const parted = { name: 'gears', parts: { noun: 'gear', of: () => [], nameIn: () => '' }, askedWhen: 'for each gear' };
  const { askedWhen: _, ...silent } = gadgets;
  const guide = (checks: Parameters<typeof renderGuide>[0]['checks']) =>
    renderGuide({ statements: statements({}), notAsked: [], checks, holdsAssay: false });
  expect(guide([...wider.checks, parted])).toContain(`which asks for these:

- \`widgets\` always
- \`gadgets\` where the table \`[gadgets]\` wants it
- \`policy\` always
- \`gears-…\` for each gear
`);
  expect(guide(terms.checks)).not.toContain('gadgets');
  expect(guide([silent])).toContain('- `gadgets` where the policy asks for it\n');
});
