import { describe, expect, it } from 'vitest';
import { describeRunner, readRunner } from './runner.js';

describe('what a job runs on', () => {
  it.each([
    ['ubuntu-24.04', 'ubuntu-24.04', 'ubuntu-24.04'],
    ['["self-hosted", "linux"]', ['self-hosted', 'linux'], 'self-hosted, linux'],
    ['{"group": "safety"}', { group: 'safety' }, 'the group safety'],
    [
      '{"group": "safety", "labels": ["big", "fast"]}',
      { group: 'safety', labels: ['big', 'fast'] },
      'the group safety, big, fast',
    ],
    ['{"labels": "big"}', { labels: 'big' }, 'big'],
  ])('is read from %s', (text, runner, words) => {
    expect(readRunner(text)).toEqual(runner);
    expect(describeRunner(readRunner(text))).toBe(words);
  });

  it.each(['[]', '[""]', '["a"', '{}', '{"group": 1}', '{"group": "a", "label": "b"}', '[["a"]]'])(
    'is not read from %s',
    (text) => {
      expect(() => readRunner(text)).toThrow(/no runner is described by/);
    },
  );
});
