const rules = (...lines: string[]): string => ['rules:', ...lines.map((line) => `  ${line}`), ''].join('\n');
const others = ['lowestEfficiency: 0.1', 'highestUserWastedPercent: 1'];
const bytes = (value: string): string => rules(`highestWastedBytes: ${value}`, ...others);
const efficiency = (value: string): string =>
  rules(`lowestEfficiency: ${value}`, 'highestWastedBytes: disabled', 'highestUserWastedPercent: disabled');
const share = (value: string): string =>
  rules(`highestUserWastedPercent: ${value}`, 'highestWastedBytes: disabled', 'lowestEfficiency: disabled');

/** Files `.dive-ci` by what they try out; those that dive refuses as a whole are `refused`. */
export const configs: Record<string, string> = {
  'all three': rules('lowestEfficiency: 0.95', 'highestWastedBytes: 20MB', 'highestUserWastedPercent: 0.20'),
  // sizes
  ...Object.fromEntries(
    [
      ...[
        '20MB',
        '1.5 GiB',
        '5000000',
        '5e6',
        '4MB',
        '3.9MB',
        '132kB',
        '133 k',
        '4mi',
        '4 mib',
        '.5GB',
        '5.',
        '3991215',
      ],
      ...[
        '3991214',
        '3991215.9',
        '3991215B',
        '20,000,000',
        '20,000KB',
        '18EB',
        '0',
        '1_000_000',
        '0x10',
        '0o17',
        '017',
      ],
      ...['0b11', '"5000000"', '"5e6"', '5e', '20 MB # as a comment says', '4\u00a0MB', '!!str 5000000', '1e-7', '0.5'],
      // that are none
      ...[
        '4mebibytes',
        '1..5MB',
        '18.5EB',
        '1e30',
        '-1',
        '+5MB',
        '1:30',
        '1ZB',
        '5MB extra',
        '4K B',
        '"1_000"',
        '-0.0',
      ],
      ...['.inf', '.nan', 'NaN', 'true', 'off', '""', '[1]', '{a: 1}', 'Disabled', '" disabled"', '2024-01-01'],
      // not set
      ...['disabled', '~', 'null', ''],
    ].map((value) => [`highestWastedBytes: ${value}`, bytes(value)]),
  ),
  // shares
  ...Object.fromEntries(
    [
      ...[
        '0.5',
        '0.9',
        '1',
        '1.0',
        '0',
        '"0.5"',
        "'0.7'",
        '.5',
        '5e-1',
        '-0',
        '1e-400',
        '+0.5',
        '"+0.5"',
        '1e0',
        '0b1',
      ],
      ...['0o1', '0x1', '01', '0_1', '0.7001783584546225', '0.7001783584546226', 'NaN', '.nan', '"-0"', '1.', '"1_"'],
      ...[
        '-0.1',
        '1.1',
        '0.5%',
        '50%',
        '1_0',
        '"1_0"',
        '"0x1"',
        'Inf',
        '.inf',
        '-.inf',
        'infinity',
        '" 0.5"',
        '"0.5 "',
      ],
      ...['true', 'no', '""', '[0.5]', '{a: 0.5}', 'DISABLED', '0.5 0.6', '0.5f', '1e400', '08', '0.00001'],
      ...['disabled', '"disabled"', '~'],
    ].map((value) => [`lowestEfficiency: ${value}`, efficiency(value)]),
  ),
  ...Object.fromEntries(
    ['0', '0.00001', '0.015742643324125203', '0.5', '0.9109492899497419', '0.910949', '1', '1.5', 'NaN', 'x'].map(
      (value) => [`highestUserWastedPercent: ${value}`, share(value)],
    ),
  ),
  // the file
  empty: '',
  'a comment': '# nothing\n',
  blanks: '   \n',
  'null as a whole': '~\n',
  'rules without any': 'rules:\n',
  'rules: null': 'rules: ~\n',
  'rules: {}': 'rules: {}\n',
  'rules: []': 'rules: []\n',
  'rules: a list': 'rules: [1, 2]\n',
  'rules: text': 'rules: x\n',
  'without rules': 'lowestEfficiency: 0.1\n',
  'one rule': rules('highestUserWastedPercent: 0.95'),
  'unknown keys': `name: x\n${rules('lowestEfficiency: 0.1', 'highestLayers: 5')}`,
  'keys in another case': rules('LOWESTEFFICIENCY: 0.1', 'HighestWastedBytes: 1').replace('rules', 'Rules'),
  'a rule that dive does not have': rules(
    'lowestEfficiency: 0.1',
    'highestVulnerability: none',
    'vulnerabilitiesWithFixOnly: true',
  ),
  'other names': rules('lowest-efficiency: 0.1'),
  'keys with a dot': 'rules.lowestEfficiency: 0.1\n',
  'a key with a dot before the map': 'rules:\n  lowestEfficiency: 0.99\nrules.lowestEfficiency: 0.1\n',
  'a null key with a dot': 'rules:\n  lowestEfficiency: 0.1\nrules.lowestEfficiency: ~\n',
  'a key with a dot beside a list': 'rules: [1]\nrules.lowestEfficiency: 0.1\n',
  'keys in quotes': '"rules":\n  \'lowestEfficiency\': 0.1\n',
  'keys that are no text': '1: 2\n~: 3\ntrue: 4\nrules:\n  5: 6\n  lowestEfficiency: 0.1\n',
  JSON: '{"rules": {"lowestEfficiency": 0.1, "highestWastedBytes": "4MB"}}',
  'two documents': `${rules('lowestEfficiency: 0.1')}---\n${rules('lowestEfficiency: 0.99')}`,
  'the marks of a document': `---\n${rules('lowestEfficiency: 0.1')}...\n`,
  'CR LF': rules('lowestEfficiency: 0.1').replaceAll('\n', '\r\n'),
  'a byte order mark': `\ufeff${rules('lowestEfficiency: 0.1')}`,
  'an alias': 'x: &a 0.1\nrules:\n  lowestEfficiency: *a\n',
  'an alias of a map': 'x: &a\n  lowestEfficiency: 0.1\nrules: *a\n',
  'a merged map':
    'x: &a\n  lowestEfficiency: 0.1\n  highestWastedBytes: 1\nrules:\n  <<: *a\n  highestWastedBytes: 4MB\n',
  'two merged maps': 'x: &a\n  lowestEfficiency: 0.1\ny: &b\n  lowestEfficiency: 0.99\nrules:\n  <<: [*a, *b]\n',
  'a tag of its own': rules('lowestEfficiency: !x 0.1'),
  'a block': rules('lowestEfficiency: |', '  0.1'),
  'a folded block': rules('lowestEfficiency: >-', '  0.1'),
  'a map as a value': rules('lowestEfficiency:', '  value: 0.1'),
  'several that are misconfigured': rules(
    'lowestEfficiency: x',
    'highestWastedBytes: y',
    'highestUserWastedPercent: 7',
  ),
  'one that is misconfigured, one that would fail': rules('lowestEfficiency: 0.99', 'highestWastedBytes: y'),
  'all disabled': rules(
    'lowestEfficiency: disabled',
    'highestWastedBytes: disabled',
    'highestUserWastedPercent: disabled',
  ),
};

export const refused: Record<string, string> = {
  'a rule twice': rules('lowestEfficiency: 0.1', 'lowestEfficiency: 0.2'),
  'rules twice': `${rules('lowestEfficiency: 0.1')}${rules('lowestEfficiency: 0.1')}`,
  'a list': '- a\n',
  text: 'x\n',
  'a tab': 'rules:\n\tlowestEfficiency: 0.1\n',
  'an open list': 'rules: [\n',
  'an alias of nothing': rules('lowestEfficiency: *nope'),
  'an open quote': rules('lowestEfficiency: "0.1'),
};
