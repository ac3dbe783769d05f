import { expect, it } from 'vitest';
import { readTargetPage } from './target-page.js';

const page = (main: string) => `<html><body><main>${main}</main></body></html>`;
const read = (main: string, target = 'armv8r-none-eabihf') => readTargetPage(page(main), target);

const two = `<h1><code>armv8r-none-eabihf</code> and <code>thumbv8r-none-eabihf</code></h1>
<ul><li><strong>Tier: 2</strong>: <code>armv8r-none-eabihf</code></li>
<li><strong>Tier: 3</strong>: <code>thumbv8r-none-eabihf</code></li>
<li><strong>Library Support:</strong> core and alloc (bare-metal, <code>#![no_std]</code>)</li></ul>
<p>The <code>armv8r-none-eabihf</code> target uses Arm mode.</p>
<h2>Target maintainers</h2><ul><li><a href="x">@one</a></li><li>The Arm Team (<a>rust@arm.com</a>)</li></ul>
<h2>Requirements</h2><p>None.</p>`;

it('gives each of its targets the tier that it names for it', () => {
  expect(read(two)).toEqual({
    ...{ maintainers: '@one, The Arm Team (rust@arm.com)', tier: 2, hasAlloc: true, libraryMark: null, whole: true },
  });
  expect(read(two, 'thumbv8r-none-eabihf').tier).toBe(3);
  expect(read(two, 'armv7r-none-eabi').tier).toBeNull();
});

it('reads handles that stand in a row, and a tier for all targets of the heading', () => {
  const one =
    '<h1><code>x</code></h1><p><strong>Tier: 3</strong></p><h2>Target maintainers</h2><p><a>@a-b</a>\n<a>@c</a>\n<a>@d</a></p>';
  expect(read(one, 'x')).toMatchObject({ tier: 3, maintainers: '@a-b, @c, @d', hasAlloc: false });
  // Of a family, the page may speak of some: then the tier is nobody's for sure.
  expect(read(one, 'y').tier).toBeNull();
});

it('reads a tier with a list of targets below it', () => {
  const family =
    '<h1><code>*-apple-darwin</code></h1><p><strong>Tier: 1</strong></p><ul><li><code>a</code>: on ARM</li></ul>' +
    '<p><strong>Tier: 2</strong></p><ul><li><code>b</code>: on x86</li><li>see <code>a</code></li></ul>';
  expect(['a', 'b', 'c'].map((target) => read(family, target).tier)).toEqual([1, 2, null]);
});

it('takes no tier from a page that gives two at once', () => {
  expect(read('<h1><code>x</code></h1><p><strong>Tier: 2/3</strong></p>', 'x').tier).toBeNull();
});

it('reads what a table says of full support', () => {
  const table =
    '<table><tr><th>Target</th><th>Full support</th></tr><tr><td><code>x</code></td><td>?</td></tr>' +
    '<tr><td><code>y</code></td><td>✓</td></tr></table>';
  expect(['x', 'y', 'z'].map((target) => read(table, target).libraryMark)).toEqual(['?', '✓', null]);
});

it('says of a page that was cut off that it is not whole', () => {
  expect(readTargetPage(page(two).slice(0, 400), 'x').whole).toBe(false);
  expect(readTargetPage('', 'x')).toEqual({
    ...{ maintainers: null, tier: null, hasAlloc: false, libraryMark: null, whole: false },
  });
});
