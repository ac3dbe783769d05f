import { describe, expect, it } from 'vitest';
import type { AppliedDeviation } from './finding.js';
import { judge, judgeAll } from './verdict.js';

const deviation: AppliedDeviation = { id: 'DEV-1', rationale: 'r', approvedBy: 'a', expires: '2027-01-01' };
const error = { severity: 'error', deviation: null } as const;
const warning = { severity: 'warning', deviation: null } as const;
const deviated = { severity: 'error', deviation } as const;
const gap = { what: 'the lock file' };

describe('judge', () => {
  it.each([
    ['an error', { findings: [error], gaps: [], examined: 1 }, 'fail', '1 finding'],
    ['an error beside a gap', { findings: [error, error], gaps: [gap], examined: 1 }, 'fail', '2 findings, 1 gap'],
    ['an error with nothing examined', { findings: [error], gaps: [], examined: 0 }, 'fail', '1 finding'],
    ['a gap', { findings: [], gaps: [gap], examined: 9 }, 'no-verdict', '1 gap'],
    ['a gap beside a deviated error', { findings: [deviated], gaps: [gap], examined: 9 }, 'no-verdict', '1 gap'],
    ['nothing examined', { findings: [], gaps: [], examined: 0 }, 'no-verdict', 'nothing was examined'],
    ['less than nothing examined', { findings: [], gaps: [], examined: -1 }, 'no-verdict', 'nothing was examined'],
    ['a deviated error', { findings: [deviated], gaps: [], examined: 1 }, 'pass', 'no errors, 1 deviated'],
    ['a warning', { findings: [warning], gaps: [], examined: 1 }, 'pass', 'no errors, 1 warning'],
    ['nothing found', { findings: [], gaps: [], examined: 1 }, 'pass', 'no findings'],
  ] as const)('%s', (_, examination, verdict, reason) => {
    expect(judge(examination)).toEqual({ verdict, reason });
  });
});

describe('judgeAll', () => {
  it.each([
    [[], 'no-verdict'],
    [['pass'], 'pass'],
    [['pass', 'no-verdict'], 'no-verdict'],
    [['no-verdict', 'fail', 'pass'], 'fail'],
  ] as const)('%j is %s', (verdicts, overall) => {
    expect(judgeAll(verdicts)).toBe(overall);
  });
});
