import { expect, test } from 'vitest';
import { messagesOf } from '../../src/workers/messages.ts';

async function collect(count: number, send: (port: MessagePort) => Promise<void> | void): Promise<number[]> {
  const { port1, port2 } = new MessageChannel();
  const sent = send(port1);
  const got: number[] = [];
  for await (const value of messagesOf<number>(port2, count)) got.push(value);
  await sent;
  return got;
}

test('messages that were there before anybody asked', async () => {
  expect(await collect(3, (port) => [1, 2, 3].forEach((value) => port.postMessage(value)))).toEqual([1, 2, 3]);
});

test('messages that come one by one', async () => {
  const send = async (port: MessagePort): Promise<void> => {
    for (const value of [1, 2, 3]) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      port.postMessage(value);
    }
  };
  expect(await collect(3, send)).toEqual([1, 2, 3]);
});

test('what comes after the last one is left alone', async () => {
  expect(await collect(1, (port) => [1, 2].forEach((value) => port.postMessage(value)))).toEqual([1]);
});

test('no messages', async () => {
  expect(await collect(0, () => undefined)).toEqual([]);
});
