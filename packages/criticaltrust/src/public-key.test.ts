import { expect, it } from 'vitest';
import { isSignatureOf, keyId, readPublicKey } from './public-key.js';

// A key, its id and its signature of "Hello world" as CriticalUp itself made them: ferrocene/criticalup @34017cf9,
// crates/criticaltrust/src/keys/public.rs, the constants of its tests.
const key =
  'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEAGDPB8wZg17bAny3c0jPNg8wmnylcKtCLuPnX3GfwEQDf6ydkD1qnOPtMCZBh0P521Q5evvQ1e/rHsjrbBVPMQ==';
const id = 'nvb7o7wel0FvL/hZ/P4yI3JJRfYYjTXZPpdV+xNQqTA=';
const signature = 'MEYCIQC8MN8dk0jkZo1GIY8EZSaLpnDPUqR29E9eerKPjRyeJwIhAOd21m1VqpldE4kagUVZOUL0Pb/EZTQ0ry8ltbC446sh';

it('agrees with CriticalUp on the id of a key and on a signature', () => {
  const bytes = Buffer.from(key, 'base64');
  expect(keyId(bytes)).toBe(id);
  const publicKey = readPublicKey(bytes);
  if (publicKey === undefined) throw new Error('the key was refused');
  expect(isSignatureOf(publicKey, 'Hello world', Buffer.from(signature, 'base64'))).toBe(true);
  expect(isSignatureOf(publicKey, 'Hello worle', Buffer.from(signature, 'base64'))).toBe(false);
  expect(isSignatureOf(publicKey, 'Hello world', Buffer.alloc(0))).toBe(false);
});
