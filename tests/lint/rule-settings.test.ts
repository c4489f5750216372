import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { severities, severityUnder, type HadolintConfig } from '../../src/lint/config.ts';
import {
  isSet,
  setOtherwise,
  severityIfOn,
  switchedOff,
  switchedOn,
  withSeverity,
} from '../../src/lint/rule-settings.ts';
import { readHadolintYaml } from '../../src/lint/read-hadolint-yaml.ts';
import { writeHadolintYaml } from '../../src/lint/write-hadolint-yaml.ts';
import { announceHadolint, hadolint, runHadolintOnAll } from '../peers/hadolint.ts';

const rule = { id: 'DL3006', severity: 'warning' } as const;
const unasked = { id: 'DL3060', severity: 'info', off: true } as const;
const other: HadolintConfig = { ignored: ['DL3004'], override: { error: ['DL3003'] }, strictLabels: true };

describe('one rule', () => {
  it('is switched off and on, and the rest stays', () => {
    const off = switchedOff(other, rule);
    expect(severityUnder(off, rule)).toBe(null);
    expect(off.ignored).toEqual(['DL3004', 'DL3006']);
    expect(switchedOff(off, rule)).toEqual(off);
    expect(switchedOn(off, rule)).toEqual(other);
    expect([isSet(off, rule), isSet(other, rule)]).toEqual([true, false]);
  });

  it('gets another severity, and its own back', () => {
    const error = withSeverity(other, rule, 'error');
    expect(error.override).toEqual({ error: ['DL3003', 'DL3006'] });
    expect(withSeverity(error, rule, 'info').override).toEqual({ error: ['DL3003'], info: ['DL3006'] });
    expect(withSeverity(error, rule, 'warning')).toEqual(other);
    expect(severityIfOn(switchedOff(error, rule), rule)).toBe('error');
  });

  it('that is off by itself is switched on by a severity', () => {
    expect(severityUnder(other, unasked)).toBe(null);
    const on = switchedOn(other, unasked);
    expect(severityUnder(on, unasked)).toBe('info');
    expect(severityUnder(switchedOff(on, unasked), unasked)).toBe(null);
  });
});

test('what two configurations say otherwise of a rule is told', () => {
  const off = switchedOff(other, rule);
  expect(setOtherwise(other, off)).toEqual(['DL3006']);
  expect(setOtherwise(off, withSeverity(off, rule, 'error'))).toEqual(['DL3006']);
  expect(setOtherwise(other, switchedOn(off, rule))).toEqual([]);
  expect(setOtherwise({}, other)).toEqual(['DL3004', 'DL3003']);
  // Of a rule under two severities, the worse one counts.
  expect(setOtherwise({ override: { error: ['A'], info: ['A'] } }, { override: { error: ['A'] } })).toEqual([]);
});

/** Without what says nothing. */
function plain(config: HadolintConfig): unknown {
  const { override = {}, ...rest } = config;
  const said = Object.entries({ ...rest, override: Object.entries(override).filter(([, codes]) => codes.length > 0) });
  return Object.fromEntries(
    said.filter(([, value]) => value !== undefined && value !== false && Object.keys(value as object).length !== 0),
  );
}

const codes = fc.uniqueArray(fc.constantFrom('DL3006', 'DL3003', 'DL4000', 'SC2164', 'PL1006', 'FromAsCasing'), {
  maxLength: 4,
});
const words = fc.stringMatching(/^[a-z0-9*.:/-]{1,12}$/);
const configs: fc.Arbitrary<HadolintConfig> = fc.record(
  {
    ignored: codes,
    override: fc.record(Object.fromEntries(severities.map((one) => [one, codes])), { requiredKeys: [] }),
    trustedRegistries: fc.array(words, { maxLength: 3 }),
    labelSchema: fc.dictionary(words, fc.constantFrom('text', 'semver', 'url'), { maxKeys: 3 }),
    strictLabels: fc.boolean(),
    disableIgnorePragma: fc.boolean(),
    noFail: fc.boolean(),
    failureThreshold: fc.constantFrom('error', 'style', 'ignore', 'none'),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<HadolintConfig>;

describe('.hadolint.yaml', () => {
  test('what is written is read as it was', () => {
    fc.assert(
      fc.property(configs, (config) => {
        const { config: read, problems } = readHadolintYaml(writeHadolintYaml(config));
        expect(problems).toEqual([]);
        expect(plain(read ?? {})).toEqual(plain(config));
      }),
      { numRuns: 300 },
    );
  });

  announceHadolint();
  const text = 'FROM debian\nMAINTAINER me\nRUN cd /x && sudo make\nUSER root\n';
  test.runIf(hadolint)('hadolint takes it as the page does', { timeout: 60_000 }, async () => {
    for (const config of fc.sample(configs, { numRuns: 40, seed: 11 })) {
      const written = { ...config, labelSchema: {}, strictLabels: false };
      const [asWritten] = (await runHadolintOnAll([text], writeHadolintYaml(written)))!;
      const [asGiven] = (await runHadolintOnAll([text], { ...written, override: { ...config.override } }))!;
      expect(asWritten).toEqual(asGiven);
      const expected = new Set((asGiven ?? []).map(({ code }) => code));
      for (const id of ['DL3006', 'DL3003', 'DL4000']) {
        const own = id === 'DL3006' ? 'warning' : id === 'DL3003' ? 'warning' : 'error';
        expect([id, expected.has(id)]).toEqual([id, severityUnder(config, { id, severity: own }) !== null]);
      }
    }
  });
});
