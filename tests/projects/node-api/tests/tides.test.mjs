import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tideAt } from '../dist/tides.js';

test('knows Whitby', () => assert.equal(tideAt('whitby')?.high, '04:12'));
