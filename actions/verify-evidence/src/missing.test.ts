import { describe, expect, it } from 'vitest';
import { tellMissing } from './missing.js';

describe('evidence that is missing', () => {
  it('is named one by one, in the log and in the summary, and why nobody knows more', () => {
    const { notes, addendum } = tellMissing(['targets-a', 'targets-b']);
    expect(notes).toEqual([
      expect.stringMatching(/^targets-a: .*skipped.*cancelled.*never ran/),
      expect.stringMatching(/^targets-b: /),
    ]);
    expect(addendum).toContain('- `targets-a`\n- `targets-b`\n');
  });

  it('leaves no words where there is none', () => {
    expect(tellMissing([])).toEqual({ notes: [], addendum: '' });
  });
});
