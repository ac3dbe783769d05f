/*
 * The commands of VERIFY.md, each a part of one POSIX shell script. Python reads JSON in them and nothing else, so that any reader may take its
 * place. `test/bundle.test.ts` runs them on a real bundle, and on ones that were tampered with.
 */

/** A program for Python, which knows every statement by its name: `all`. */
function python(lines: readonly string[]): string {
  return [
    "python3 - <<'EOF'",
    'import glob, hashlib, json, os, sys',
    'all = {}',
    "for path in sorted(glob.glob('evidence/*.json')):",
    "    if not path.endswith('.facts.json'):",
    "        with open(path, encoding='utf-8') as file: all[path] = json.load(file)",
    ...lines,
    'EOF',
  ].join('\n');
}

export const commands = {
  whole: [
    'sha256sum bundle.zip',
    'unzip -tqq bundle.zip',
    'unzip -q bundle.zip -d bundle',
    'cd bundle',
    'sha256sum --check --quiet SHA256SUMS',
    '{ cut -c 67- SHA256SUMS; echo SHA256SUMS; } | LC_ALL=C sort > ../listed.txt',
    'find . ! -type d | cut -c 3- | LC_ALL=C sort | diff ../listed.txt -',
  ].join('\n'),

  list: python([
    'for path, statement in all.items():',
    "    said = statement['predicate']",
    "    print(path, said['verdict'], said['reason'], sep=': ')",
    "    for finding in said['findings']:",
    "        allowed = finding['deviation'] and 'permitted by ' + finding['deviation']['id']",
    "        print('  ', finding['severity'], finding['rule'], ascii(finding['message']), allowed or '')",
    "    for gap in said['gaps']:",
    "        print('   gap', ascii(gap['what']), ascii(gap['why']))",
  ]),

  verdicts: python([
    'wrong = []',
    'for path, statement in all.items():',
    "    said = statement['predicate']",
    "    errors = [one for one in said['findings'] if one['severity'] == 'error' and not one['deviation']]",
    "    unknown = said['gaps'] or said['examined'] == 0",
    "    follows = 'fail' if errors else 'no-verdict' if unknown else 'pass'",
    "    if said['verdict'] != follows: wrong.append(path + ' says ' + said['verdict'] + ', and ' + follows + ' follows')",
    "    for finding in said['findings']:",
    "        allowed = finding['deviation']",
    "        if allowed and allowed['expires'] < said['asOf']: wrong.append(path + ': ' + allowed['id'] + ' had expired')",
    "sys.exit('\\n'.join(wrong) or 0)",
  ]),

  agreement: python([
    'wrong = []',
    'def digest(path):',
    "    if not os.path.isfile(path): return 'nothing'",
    "    with open(path, 'rb') as file: return hashlib.sha256(file.read()).hexdigest()",
    'def same(path, named, by):',
    "    if digest(path) != named: wrong.append(path + ' is not what ' + by + ' names')",
    'def about(statement):',
    "    said = statement['predicate']",
    "    return [statement['subject'], said['asOf'], said['project'], said['assay'], said.get('run')]",
    "policy = all['evidence/policy.json']",
    "rests = policy['predicate']['inputs']",
    "same('assay.toml', rests[0]['sha256'], 'evidence/policy.json')",
    'for path, statement in all.items():',
    "    said = statement['predicate']",
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
    "sys.exit('\\n'.join(wrong) or 0)",
  ]),
};
