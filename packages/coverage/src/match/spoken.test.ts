import { fakeWorld, type World, WorldError } from '@assay/host';
import { describe, expect, it } from 'vitest';
import type { Recording } from '../run/recording.js';
import { spokenBy } from './spoken.js';

const recording = (...paths: string[]): Recording => ({
  paths: new Set(paths),
  readers: () => [],
  lines: () => [],
});

/** A world in which `/w/link.rs` leads to `/w/src/a.rs`. */
function linked(asked: string[] = []): World {
  const world = fakeWorld({ root: '/w', files: { 'src/a.rs': '', 'link.rs': '' } });
  const realPath = async (file: string) => {
    asked.push(file);
    return file === '/w/link.rs' ? '/w/src/a.rs' : world.files.realPath(file);
  };
  return { ...world, files: { ...world.files, realPath } };
}

describe('recordings by file', () => {
  it('take what a link leads to for one file, and keep the name that each recording has for it', async () => {
    const [host, board] = [recording('/w/src/a.rs', 'link.rs'), recording('src/a.rs')];
    const spoken = await spokenBy(linked())([host, board]);
    expect([...spoken]).toEqual([
      [
        '/w/src/a.rs',
        [
          { recording: host, file: '/w/src/a.rs' },
          { recording: host, file: 'link.rs' },
          { recording: board, file: 'src/a.rs' },
        ],
      ],
    ]);
  });

  it('keep what is not there under its name: no source of today is matched with it', async () => {
    const spoken = await spokenBy(linked())([recording('src/gone.rs', '/rustc/library/core/src/lib.rs')]);
    expect([...spoken.keys()]).toEqual(['/w/src/gone.rs', '/rustc/library/core/src/lib.rs']);
  });

  it('look each name up once, however many recordings have it', async () => {
    const asked: string[] = [];
    const by = spokenBy(linked(asked));
    await by([recording('src/a.rs'), recording('src/a.rs')]);
    await by([recording('src/a.rs')]);
    expect(asked).toEqual(['/w/src/a.rs']);
  });

  it('end where the user interrupts', async () => {
    const world = linked();
    const interrupted = new WorldError('interrupted', 'src/a.rs', 'interrupted');
    const files = { ...world.files, realPath: () => Promise.reject(interrupted) };
    await expect(spokenBy({ ...world, files })([recording('src/a.rs')])).rejects.toBe(interrupted);
  });
});
