const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/**
 * Runs named steps in their order, stops at the first that throws, and prints a summary. What a step returns is its
 * note there.
 * @param {{ name: string, run: () => unknown }[]} steps
 * @returns {Promise<boolean>} whether all went well
 */
export async function runSteps(steps) {
  const rows = [];
  const start = performance.now();
  for (const { name, run } of steps) {
    console.log(`\n── ${name}`);
    const since = performance.now();
    try {
      const note = await run();
      rows.push([name, 'ok', seconds(since), typeof note === 'string' ? note : '']);
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
      rows.push([name, 'FAILED', seconds(since), '']);
      break;
    }
  }
  for (const { name } of steps.slice(rows.length)) rows.push([name, 'not run', '', '']);
  console.log('\n── Summary');
  for (const [name, result, time, note] of rows) {
    console.log(`${result.padEnd(8)}${time.padStart(9)}  ${name}${note ? `: ${note}` : ''}`);
  }
  const good = rows.every(([, result]) => result === 'ok');
  console.log(`${good ? 'All good' : 'Failed'} after ${seconds(start)}`);
  return good;
}
