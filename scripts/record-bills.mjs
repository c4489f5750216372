// npm run peers:bills: writes the bills of the images that tests/peers/bills.ts names, of the packages that the page's own
// catalogers find, lets the readers that are here read them, and records what they read in tests/peers/bills/answers.json.
// PLIMSOLL_BILLS_PYTHON names a Python with cyclonedx-python-lib[validation] and spdx-tools, PLIMSOLL_SYFT a Syft.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadSource } from '../tests/bench/source.mjs';
import { images } from './lib/shared-fixtures.mjs';

const { answersFile, answersOf, askReaders, billedImages } = await loadSource('tests/peers/bills.ts');
const { billsOfFile } = await loadSource('tests/support/image-bills.ts');
const python = process.env.PLIMSOLL_BILLS_PYTHON ?? null;
const syft = process.env.PLIMSOLL_SYFT ?? null;
if (!python || !syft) throw new Error('PLIMSOLL_BILLS_PYTHON and PLIMSOLL_SYFT have to name the readers');

const answers = [];
for (const image of billedImages) {
  const bills = await billsOfFile(join(images, image));
  const own = answersOf(image, askReaders(bills, { python, syft }));
  for (const { format, reader, read, purls, wrong } of own)
    console.log(
      `${image}, ${format}: ${reader} read ${read} packages, ${purls} different ones; wrong: ${wrong.length}`,
    );
  answers.push(...own);
}
writeFileSync(answersFile, `${JSON.stringify(answers, null, 1)}\n`);
