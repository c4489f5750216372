import type { FoundPackage, SystemRelease } from './package.ts';

export const toPurl = ({ type, name }: FoundPackage, _: SystemRelease | null): string => `pkg:${type}/${name}`;
