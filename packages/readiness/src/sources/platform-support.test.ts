import { describe, expect, it } from 'vitest';
import { readPlatformSupport } from './platform-support.js';

const page = `<!DOCTYPE html><html><body><nav><h2>Tier 9</h2></nav><main>
<h1 id="platform-support">Platform Support</h1><style>td code { white-space: nowrap; }</style>
<h2 id="tier-1-with-host-tools"><a class="header" href="#x">Tier 1 with Host Tools</a></h2>
<table><thead><tr><th>target</th><th>notes</th></tr></thead><tbody>
<tr><td><code>x86_64-unknown-linux-gnu</code></td><td>64-bit Linux (kernel 3.2+, glibc
2.17+) <sup class="footnote-reference"><a href="#f">1</a></sup></td></tr></tbody></table>
<h2>Tier 2 without Host Tools</h2>
<table><thead><tr><th>target</th><th>std</th><th>notes</th></tr></thead><tbody>
<tr><td><a href="platform-support/thumb.html"><code>thumbv7em-none-eabihf</code></a></td><td>*</td><td>Bare &amp; hard</td></tr>
<tr><td><a href="platform-support/../../../secret.html"><code>aarch64-unknown-uefi</code></a></td><td>?</td><td></td></tr></tbody></table>
<h2>Tier 3</h2>
<table><thead><tr><th>target</th><th>std</th><th>host</th><th>notes</th></tr></thead><tbody>
<tr><td><code>mips-mti-none-elf</code></td><td>constructor</td><td>toString</td><td>Bare</td></tr>
<tr><td><code>x86_64-win7-windows-msvc</code></td><td>✓</td><td>✓</td><td>Windows 7</td></tr></tbody></table>
</main></body></html>`;

const read = (html: string) => readPlatformSupport(html);

describe('platform-support.html', () => {
  it('gives tier by section, library, host tools, notes and page', () => {
    expect(read(page)).toEqual({
      value: new Map([
        [
          'x86_64-unknown-linux-gnu',
          {
            ...{ tier: 1, library: 'std', libraryMark: '', hostTools: true, page: null },
            notes: '64-bit Linux (kernel 3.2+, glibc 2.17+)',
          },
        ],
        [
          'thumbv7em-none-eabihf',
          {
            ...{ tier: 2, library: 'core', libraryMark: '*', hostTools: false, notes: 'Bare & hard' },
            page: 'platform-support/thumb.html',
          },
        ],
        // A link that leads out of the book is none.
        ['aarch64-unknown-uefi', { tier: 2, library: null, libraryMark: '?', hostTools: false, notes: '', page: null }],
        [
          'mips-mti-none-elf',
          { tier: 3, library: null, libraryMark: 'constructor', hostTools: null, notes: 'Bare', page: null },
        ],
        [
          'x86_64-win7-windows-msvc',
          { tier: 3, library: 'std', libraryMark: '✓', hostTools: true, notes: 'Windows 7', page: null },
        ],
      ]),
    });
  });

  it('believes the worse row of a target that stands there twice, whichever comes first', () => {
    const table = (tier: number, notes: string) =>
      `<h2>Tier ${tier}</h2><table><thead><tr><th>target</th><th>notes</th></tr></thead><tbody>` +
      `<tr><td><code>a-b</code></td><td>${notes}</td></tr></tbody></table>`;
    for (const tables of [table(2, 'better') + table(3, 'worse'), table(3, 'worse') + table(2, 'better')]) {
      const answer = read(`<html><main>${tables}</main></html>`);
      expect('value' in answer && answer.value.get('a-b')).toMatchObject({ tier: 3, notes: 'worse' });
    }
  });

  it('reads columns by their names, wherever they stand', () => {
    const swapped = page
      .replace('<th>target</th><th>std</th><th>notes</th>', '<th>std</th><th>notes</th><th>Target</th>')
      .replace(
        /<td><a href="platform-support\/thumb.*?<\/tr>/s,
        '<td>*</td><td>Bare</td><td><code>thumb</code></td></tr>',
      );
    const answer = read(swapped);
    expect('value' in answer && answer.value.get('thumb')).toMatchObject({ tier: 2, library: 'core', notes: 'Bare' });
  });

  it('is refused cut off anywhere: a page that says less would be believed', () => {
    for (let length = 0; length < page.length - '</html>'.length; length += 7) {
      expect(read(page.slice(0, length))).toEqual({ trouble: 'platform-support.html ends in the middle' });
    }
  });

  it.each([
    ['no tables', page.replace(/<table>.*?<\/table>/gs, '')],
    ['no heading of a tier', page.replaceAll('<h2', '<p').replaceAll('</h2', '</p')],
    ['other columns', page.replaceAll('<th>target</th>', '<th>triple</th>')],
    ['triples that are not code', page.replaceAll('<code>', '<i>').replaceAll('</code>', '</i>')],
    ['nothing', '<html><main></main></html>'],
  ])('is refused with %s', (_, html) => {
    expect(read(html)).toEqual({ trouble: 'platform-support.html holds no tables of targets that Assay can read' });
  });

  it('withstands nesting that is deep, and entities that are none', () => {
    const deep = `<html><main>${'<table><tr><td><li><p>'.repeat(2_000)}&#xFFFFFFFF;&nosuch;</main></html>`;
    expect(read(deep)).toHaveProperty('trouble');
  });
});
