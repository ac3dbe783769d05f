import { describe, expect, it } from 'vitest';
import { releaseNaming } from './notes.js';

const notes = `% Rust Release Notes

Version 1.82.0 (2024-10-17)
==========================

<a id="1.82.0-Language"></a>

Language
--------
- [Stabilize \`&raw\` pointers](https://x)
- [\`precise_capturing\`: say what is captured](https://x)

Compiler
--------
- [Do something with \`Option::is_odd\`](https://x)

Stabilized APIs
---------------

- [\`Option::is_none_or\`](https://x)
- [\`<[T]>::is_sorted\`](https://x)
- [\`{integer}::midpoint\`](https://x)
- [\`impl Default for HashMap\`](https://x)

These APIs are now stable in const contexts:

- [\`Option::unwrap\`](https://x)

Version 1.72 (2023-08-24)
=========================

Stabilised APIs
---------------
* [\`String::leak\`](https://x)
* [\`mod core::error\`](https://x)
* [\`cfg_select!\`](https://x)

Version 1.47.0 (2020-10-08)
===========================

Stabilized APIs
---------------
- [\`Vec::leak\`][]
`;

describe('releaseNaming', () => {
  it.each([
    ['Option::is_none_or', '1.82.0'],
    ['is_none_or', '1.82.0'],
    ['slice::is_sorted', '1.82.0'],
    ['u32::midpoint', '1.82.0'],
    ['precise_capturing', '1.82.0'],
    ['String::leak', '1.72.0'],
    ['Vec::leak', '1.47.0'],
    ['core::error', '1.72.0'],
    ['cfg_select', '1.72.0'],
  ])('%s: %s', (name, release) => {
    expect(releaseNaming(notes, name)).toBe(release);
  });

  it.each([
    ['a name that several things have', 'leak'],
    ['the same name of another type', 'Box::leak'],
    ['what became usable in constants', 'Option::unwrap'],
    ['another section', 'is_odd'],
    ['an implementation', 'HashMap'],
    ['a part of a name', 'none_or'],
    ['nothing', ''],
    ['what is not there', 'constructor'],
  ])('not %s', (_, name) => {
    expect(releaseNaming(notes, name)).toBeUndefined();
  });
});
