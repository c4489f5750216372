// learn.microsoft.com/nuget/concepts/package-versioning: semver of up to four numbers; upper and lower case are the same.
import { parsedOrder } from './order.ts';
import { compareSemver, parseSemver, type Semver } from './semver.ts';

function parseNuget(version: string): Semver | null {
  const parsed = parseSemver(version.toLowerCase());
  return parsed !== null && parsed.numbers.length > 4 ? null : parsed;
}

export const nuget = parsedOrder(parseNuget, compareSemver);
