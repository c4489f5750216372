import { expect, it } from 'vitest';
import { formatPlatform, parsePlatform } from '../../src/lint/platform.ts';

it.each([
  ['linux/amd64', 'linux/amd64'],
  ['linux/x86_64', 'linux/amd64'],
  ['Linux/AArch64', 'linux/arm64'],
  ['arm64', 'linux/arm64'],
  ['windows', 'windows/amd64'],
  ['linux/arm/v7', 'linux/arm/v7'],
  ['linux/armhf', 'linux/arm/v7'],
  ['armel', 'linux/arm/v6'],
  ['macos/arm64', 'darwin/arm64'],
  ['windows(10.0.17763)/amd64', 'windows/amd64'],
  ['foo/bar', 'foo/bar'],
])('%s is %s', (text, platform) => {
  const parsed = parsePlatform(text);
  expect(parsed && formatPlatform(parsed)).toBe(platform);
});

it.each(['', 'foo', 'a/b/c/d', 'linux/', 'linux/amd 64', '$X'])('%j is none', (text) => {
  expect(parsePlatform(text)).toBeNull();
});
