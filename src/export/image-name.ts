import type { ImageReport } from '../report/report.ts';

/** What a line is about where a file speaks of several images. */
export const imageName = ({ reference, file, platform }: ImageReport): string => `${reference ?? file} ${platform}`;
