import { lookUpAll } from '../../analysis/vulnerabilities/look-up-all.ts';
import type { FetchFile } from '../../analysis/vulnerabilities/load-database.ts';
import type { Handlers } from '../protocol.ts';

/** Files of the site's own. One that is not there, or cannot be had, is none. */
const fetchFrom =
  (site: string | null): FetchFile =>
  async (name) => {
    if (site === null) return null;
    try {
      const answer = await fetch(new URL(name, site), { credentials: 'omit' });
      // A server may send its page for what it does not have.
      if (!answer.ok || /^text\/html\b/.test(answer.headers.get('content-type') ?? '')) return null;
      return new Uint8Array(await answer.arrayBuffer());
    } catch {
      return null;
    }
  };

export const advisoriesHandlers: Handlers<'look-up-vulnerabilities'> = {
  'look-up-vulnerabilities': async ({ site, packages, system, dropped }) => ({
    output: await lookUpAll({ packages, system, dropped, fetchFile: fetchFrom(site) }),
  }),
};
