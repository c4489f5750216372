// The changes of a subject, switched on one after the other, each with those before it: what it was said to save, and what it saves.
import { measure } from './measure.mjs';

/** As the page shows them: those that are on by themselves in their order, then those of the smallest profile. */
function orderOf(reviewOf) {
  const idsOf = (profile) =>
    reviewOf({ profile })
      .changes.filter(({ on }) => on)
      .map(({ id }) => id);
  const own = idsOf('balanced');
  return [...own, ...idsOf('smallest').filter((id) => !own.includes(id))];
}

/**
 * `reviewOf` gives the review by profile and by what is off. `tell` gets what is measured so far, and how many steps there are.
 * What one step built is there for the next.
 */
export async function walk(review, subject, reviewOf, before, tell) {
  const all = reviewOf({ profile: 'smallest' }).changes.map(({ id }) => id);
  const order = orderOf(reviewOf);
  const rows = [];
  const on = [];
  let last = { ...before, text: subject.text, dockerignore: null };
  for (const [index, id] of order.entries()) {
    on.push(id);
    const given = reviewOf({ profile: 'smallest', off: all.filter((one) => !on.includes(one)) });
    const { title, saves, range } = given.changes.find((change) => change.id === id) ?? {};
    console.error(`${subject.name}: ${index + 1} of ${order.length}, ${id}`);
    const files = { text: given.text, dockerignore: on.includes('dockerignore') ? given.dockerignore : null };
    // One that finds nothing left to do.
    const isSame = files.text === last.text && files.dockerignore === last.dockerignore;
    const built = isSame ? last : await measure(review, subject, files, { cached: true });
    const real = built.failed ? null : { files: last.files - built.files, bytes: last.bytes - built.bytes };
    rows.push({ ...built, id, title, saves: saves ?? null, range: range ?? null, real });
    // What was not built says nothing of those behind it.
    if (built.failed) on.pop();
    else last = { ...built, ...files };
    tell({ rows, of: order.length });
  }
}
