import { resolvePath } from '../../rootfs/resolve-path.ts';
import type { HardeningCheck } from '../check.ts';
import { zoneDirectories } from '../data-places.ts';
import type { HardenedImage } from '../hardened-image.ts';
import { absolute, fileAt, variableOf } from '../program-search.ts';
import { shown } from '../shown.ts';
import { verdictOnStatic } from '../static-program.ts';

const goArchive = '/usr/local/go/lib/time/zoneinfo.zip';

function hasTimeZones(image: HardenedImage): boolean {
  const { rootfs } = image;
  const { config } = image.image;
  const isFilled = (path: string): boolean => {
    const { node } = resolvePath(rootfs, path);
    return node !== null && rootfs.childrenOf(node).some((child) => rootfs.isThere(child));
  };
  const set = ['ZONEINFO', 'TZDIR']
    .map((name) => variableOf(config, name))
    .filter((path) => path !== null && path !== '');
  const named = set.map((path) => absolute(path ?? '', config));
  return (
    [...zoneDirectories, ...named].some(isFilled) ||
    [goArchive, ...named].some((path) => fileAt(image, path).node !== null)
  );
}

export const timeZones: HardeningCheck = {
  code: 'PL2060',
  source: 'plimsoll',
  also: [],
  severity: 'info',
  group: 'start',
  title: 'A static program has data of time zones',
  why: 'An image made from scratch knows no time zone but UTC: times of others cannot be worked out. Data inside the program itself (Go’s time/tzdata) cannot be seen here.',
  fix: 'If it works with time zones: COPY --from=build /usr/share/zoneinfo /usr/share/zoneinfo, or build the data into the program (go build -tags timetzdata).',
  check(image) {
    return verdictOnStatic(image, ({ subject, where }) => {
      if (hasTimeZones(image)) return [];
      const zone = variableOf(image.image.config, 'TZ');
      const asks = zone && !/^(?:UTC|Etc\/UTC|GMT)$/.test(zone) ? ` TZ asks for ${shown(zone)}.` : '';
      const message = `${subject} is linked statically, and the image has no data of time zones: if it works with others than UTC, it needs them, unless they are part of it.${asks}`;
      return [{ message, ...where }];
    });
  },
};
