import { expect, test } from 'vitest';
import { annotationLabels } from '../../../src/hardening/checks/annotation-labels.ts';
import { checkWith, verdictOn } from '../../support/configured-image.ts';

test.each([
  ['PL2002', 'source', '', 'is empty'],
  ['PL2002', 'source', 'github.com/acme/app', 'is no address with a scheme'],
  ['PL2002', 'source', '${SOURCE}', 'holds the name of a variable in place of its value'],
  ['PL2002', 'source', 'https://github.com/acme/app', null],
  ['PL2002', 'source', 'git://example.com/app.git', null],
  ['PL2002', 'source', 'ssh://git@example.com/app', null],

  ['PL2003', 'revision', ' ', 'is empty'],
  ['PL2003', 'revision', '', 'is empty'],
  ['PL2003', 'revision', '$COMMIT', 'holds the name of a variable in place of its value'],
  ['PL2003', 'revision', '8a2d1f0', null],
  ['PL2003', 'revision', 'r1234', null],
  ['PL2003', 'revision', 'v1.2', null],

  ['PL2004', 'version', '', 'is empty'],
  ['PL2004', 'version', '\t', 'is empty'],
  ['PL2004', 'version', '${VERSION:-1}', 'holds the name of a variable in place of its value'],
  ['PL2004', 'version', '1.4.2', null],
  ['PL2004', 'version', '22.04', null],
  ['PL2004', 'version', 'main', null],

  ['PL2005', 'licenses', '', 'is empty'],
  ['PL2005', 'licenses', 'Apache 2', 'is no expression of SPDX identifiers'],
  ['PL2005', 'licenses', 'GPL', 'is no expression of SPDX identifiers'],
  ['PL2005', 'licenses', 'Apache-2.0', null],
  ['PL2005', 'licenses', 'MIT AND (BSD-3-Clause OR Apache-2.0)', null],
  ['PL2005', 'licenses', 'LicenseRef-acme', null],

  ['PL2006', 'created', '', 'is empty'],
  ['PL2006', 'created', '2026-03-01', 'is no time as RFC 3339 writes it'],
  ['PL2006', 'created', '2026-02-30T12:00:00Z', 'is no time as RFC 3339 writes it'],
  ['PL2006', 'created', '2026-03-01T12:00:00+0100', 'is no time as RFC 3339 writes it'],
  ['PL2006', 'created', '1772366400', 'is no time as RFC 3339 writes it'],
  ['PL2006', 'created', '2026-03-01T12:00:00Z', null],
  ['PL2006', 'created', '2026-03-01T12:00:00.123+01:00', null],
  ['PL2006', 'created', '1970-01-01T00:00:00Z', null],
])('%s %s %j', (code, name, value, wrong) => {
  const label = `org.opencontainers.image.${name}`;
  const check = checkWith(code, annotationLabels);
  const verdict = wrong === null ? 'passed' : [`0 The label ${label} ${wrong}.`];
  expect(verdictOn(check, { history: ['LABEL x'], config: { labels: { [label]: value } } })).toEqual(verdict);
});

test.each(annotationLabels.map((check) => [check.code, check] as const))('%s without the label', (_, check) => {
  expect(verdictOn(check, { config: { labels: { maintainer: 'x' } } })).toBe('not-applicable');
});
