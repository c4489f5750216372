/** The first `count` messages that a port brings, in their order; then the port is closed. */
export async function* messagesOf<T>(port: MessagePort, count: number): AsyncGenerator<T> {
  const waiting: T[] = [];
  let wake = (): void => undefined;
  port.onmessage = ({ data }: MessageEvent<T>) => {
    waiting.push(data);
    wake();
  };
  try {
    for (let given = 0; given < count; given++) {
      if (waiting.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      yield waiting.shift() as T;
    }
  } finally {
    port.close();
  }
}
