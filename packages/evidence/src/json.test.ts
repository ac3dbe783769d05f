import { describe, expect, it } from 'vitest';
import { canonicalJson, compactJson } from './json.js';
import { byCodeUnit } from './order.js';

describe('canonicalJson', () => {
  it('gives equal values equal bytes, whatever order their keys were set in', () => {
    expect(canonicalJson({ b: 1, a: { d: [], c: null } })).toBe(canonicalJson({ a: { c: null, d: [] }, b: 1 }));
    expect(canonicalJson({ b: 1, a: 2 })).toBe('{\n  "a": 2,\n  "b": 1\n}\n');
  });

  it('orders keys by code unit, not by locale', () => {
    expect(compactJson({ ä: 1, b: 2, B: 3, a: 4 })).toBe('{"B":3,"a":4,"b":2,"ä":1}');
    expect(['ä', 'z', 'Z'].sort(byCodeUnit)).toEqual(['Z', 'z', 'ä']);
  });

  it('keeps a key named __proto__ as a key', () => {
    expect(compactJson(JSON.parse('{"__proto__": 1}'))).toBe('{"__proto__":1}');
  });

  it('leaves out what is undefined, and refuses what JSON cannot hold', () => {
    expect(compactJson({ a: undefined, b: 1 })).toBe('{"b":1}');
    expect(() => canonicalJson({ a: Number.NaN })).toThrow(TypeError);
    expect(() => canonicalJson([Number.POSITIVE_INFINITY])).toThrow(TypeError);
  });
});
