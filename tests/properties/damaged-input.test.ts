// Any bytes, and any real archive with damage, give a report whose numbers agree or a Fault of a known kind.
import fc from 'fast-check';
import { auditArchive, auditLayer } from './support/audit.ts';
import { realArchives } from './support/archives.ts';
import { damage, damaged, mendChecksums } from './support/damage.ts';
import { hostileTar } from './support/hostile-tar.ts';
import { property } from './support/property.ts';

property('any bytes are read as an archive and as a layer', 0.06, fc.uint8Array({ maxLength: 3000 }), async (bytes) => {
  await auditArchive(new Blob([Uint8Array.from(bytes)]));
  await auditLayer(bytes);
});

property('a tar made to harm is read as a layer', 0.2, hostileTar, auditLayer);

property('a tar made to harm is read as an archive', 0.04, hostileTar, (tar) => auditArchive(new Blob([tar])));

const archives = await realArchives();

property(
  'a damaged archive is read as far as it goes',
  0.2,
  fc.tuple(
    fc.constantFrom(...archives.map(({ name }) => name)),
    fc.array(damage, { minLength: 1, maxLength: 4 }),
    fc.boolean(),
  ),
  async ([name, changes, mend]) => {
    const { bytes } = archives.find((archive) => archive.name === name)!;
    const broken = changes.reduce(damaged, bytes);
    await auditArchive(new Blob([mend ? mendChecksums(broken) : broken]));
  },
);
