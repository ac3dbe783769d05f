/*
 * The commands of VERIFY.md, each a part of one POSIX shell script. Python reads JSON in them and nothing else, so that any reader may take its
 * place. `test/bundle.test.ts` runs them on a real bundle, and on ones that were tampered with, signed and forged.
 */

/** A program for Python. What it shows stands in a bundle: `plain` leaves nothing in it that a terminal would obey. */
function python(lines: readonly string[]): string {
  return [
    "python3 - <<'EOF'",
    'import base64, glob, hashlib, json, os, sys',
    'def plain(text): return ascii(text)[1:-1]',
    'def once(pairs):',
    "    if len(dict(pairs)) < len(pairs): sys.exit('a key stands twice in an object of ' + plain(path))",
    '    return dict(pairs)',
    'def read(path):',
    "    with open(path, 'rb') as file: return file.read()",
    'def digest(path): return hashlib.sha256(read(path)).hexdigest()',
    ...lines,
    'EOF',
  ].join('\n');
}

/** A program that knows every statement by its name: `all`. */
function statements(lines: readonly string[]): string {
  return python([
    'all = {}',
    "for path in sorted(glob.glob('evidence/*.json')):",
    "    value = json.loads(read(path).decode('utf-8'), object_pairs_hook=once)",
    "    if not path.endswith('.facts.json'): all[path] = value",
    ...lines,
  ]);
}

/** A program that looks at every statement, adds what is wrong to `wrong`, and ends with it. */
function complaints(lines: readonly string[]): string {
  return statements(['wrong = []', ...lines, "sys.exit('\\n'.join(map(plain, wrong)) or 0)"]);
}

export const commands = {
  whole: [
    'sha256sum bundle.zip',
    'unzip -tqq bundle.zip',
    'unzip -q bundle.zip -d bundle',
    'cd bundle',
    // Names and messages are shown by `cat -v`, so that a terminal obeys nothing in them.
    '{ cut -c 67- SHA256SUMS; echo SHA256SUMS; } | LC_ALL=C sort | cat -v > ../listed.txt',
    'find . ! -type d | cut -c 3- | LC_ALL=C sort | cat -v | diff ../listed.txt -',
    'sha256sum --check --quiet SHA256SUMS > ../differ.txt 2>&1 || { cat -v ../differ.txt; false; }',
  ].join('\n'),

  list: statements([
    'for path, statement in all.items():',
    "    said = statement['predicate']",
    "    print(plain(path + ': ' + said['verdict'] + ': ' + said['reason']))",
    "    for finding in said['findings']:",
    "        allowed = 'permitted by ' + finding['deviation']['id'] if finding['deviation'] else ''",
    "        print('  ', plain(' '.join([finding['severity'], finding['rule'], finding['message'], allowed])))",
    "    for gap in said['gaps']: print('   gap', plain(gap['what'] + ': ' + gap['why']))",
  ]),

  verdicts: complaints([
    'for path, statement in all.items():',
    "    said = statement['predicate']",
    "    errors = [one for one in said['findings'] if one['severity'] == 'error' and not one['deviation']]",
    "    unknown = said['gaps'] or said['examined'] == 0",
    "    follows = 'fail' if errors else 'no-verdict' if unknown else 'pass'",
    "    if said['verdict'] != follows: wrong.append(path + ' says ' + said['verdict'] + ', and ' + follows + ' follows')",
    "    for finding in said['findings']:",
    "        allowed = finding['deviation']",
    "        if allowed and allowed['expires'] < said['asOf']: wrong.append(path + ': ' + allowed['id'] + ' had expired')",
  ]),

  /** `holdsAssay`: does the bundle hold the Assay that made it, which no evidence names? */
  agreement: (holdsAssay: boolean) =>
    complaints([
      "known = {'SHA256SUMS', 'VERIFY.md', 'report/index.html'}",
      'def same(path, named, by):',
      '    known.add(path)',
      "    if not os.path.isfile(path) or digest(path) != named: wrong.append(path + ' is not what ' + by + ' names')",
      'def about(statement):',
      "    said = statement['predicate']",
      "    return [statement['subject'], said['asOf'], said['project'], said['assay'], said.get('run')]",
      "policy = all['evidence/policy.json']",
      "rests = policy['predicate']['inputs']",
      "same('assay.toml', rests[0]['sha256'], 'evidence/policy.json')",
      'for path, statement in all.items():',
      '    known.add(path)',
      "    said = statement['predicate']",
      "    if path != 'evidence/' + said['check'] + '.json': wrong.append(path + ' is evidence of ' + said['check'])",
      "    if about(statement) != about(policy): wrong.append(path + ' speaks of something else than evidence/policy.json')",
      "    if rests[0] not in said['inputs']: wrong.append(path + ' does not rest on assay.toml')",
      "    for file in said['inputs']:",
      '        # Files outside of the workspace are named by digest only.',
      "        outside = file['path'].split('/')[0] in ('$CARGO_HOME', '$RUSTUP_HOME', '~', '<outside>', '..')",
      "        if file != rests[0] and not outside: same('inputs/' + file['path'], file['sha256'], path)",
      "    folder = '' if said['check'] == 'policy' else said['check'] + '/'",
      "    for file in said.get('products', []): same('products/' + folder + file['name'], file['sha256'], path)",
      "    facts = said['facts']",
      "    if isinstance(facts, dict) and set(facts) == {'file', 'sha256'}: same('evidence/' + facts['file'], facts['sha256'], path)",
      "for folder, _, files in os.walk('.'):",
      '    for file in files:',
      '        path = os.path.join(folder, file)[2:]',
      ...(holdsAssay ? ["        if path.startswith('assay/'): continue"] : []),
      "        if path not in known: wrong.append(path + ' is named by no evidence')",
    ]),

  signature: [
    'cd ..',
    python([
      "path = 'bundle.zip.sigstore.json'",
      "envelope = json.loads(read(path).decode('utf-8'), object_pairs_hook=once)['dsseEnvelope']",
      "payload = base64.b64decode(envelope['payload'])",
      "with open('payload.json', 'wb') as file: file.write(payload)",
      "with open('signed', 'wb') as file: file.write(b'DSSEv1 28 application/vnd.in-toto+json %d ' % len(payload) + payload)",
      "with open('signature', 'wb') as file: file.write(base64.b64decode(envelope['signatures'][0]['sig']))",
    ]),
    'openssl pkeyutl -verify -pubin -inkey release.pub.pem -rawin -in signed -sigfile signature',
    python([
      "path = 'payload.json'",
      "statement = json.loads(read(path).decode('utf-8'), object_pairs_hook=once)",
      "if statement['predicateType'] != 'https://assay-rs.github.io/bundle/v1': sys.exit('what is signed is ' + plain(statement['predicateType']))",
      "if statement['subject'][0]['digest'].get('sha256') != digest('bundle.zip'): sys.exit('what is signed is another file')",
    ]),
  ].join('\n'),
};
