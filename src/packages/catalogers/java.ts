import { isZip } from '../../archive/zip-reader.ts';
import { nothing, type Cataloger } from '../cataloger.ts';
import { JarWalk } from '../java/jar-walk.ts';

/** Other things end like that too: archives of RAR, songs. */
const isSurelyJava = /\.(?:jar|war|ear)$/i;

/** Archives of Java, with those in them: by Maven's pom.properties, else by guess from manifests and names. */
export const java: Cataloger = {
  id: 'java-archive',
  title: 'Java archive',
  endings: ['.jar', '.war', '.ear', '.sar', '.par', '.nar', '.hpi', '.jpi', '.rar', '.lpkg', '.kar'],
  selects: () => true,
  // Its list of entries lies at its end, so that it has to be there whole. Two workers hold one each, and what is unpacked of it
  // (`jarLimits.held`, twice): 330 MB, of the 500 that the page may take.
  mostBytes: 100_000_000,
  read({ path, bytes }) {
    if (bytes.length === 0 || (!isZip(bytes) && !isSurelyJava.test(path))) return nothing;
    return new JarWalk(bytes.length).read(path, bytes);
  },
};
