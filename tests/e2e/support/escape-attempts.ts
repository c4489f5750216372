/** Ways out that reach another place from a page and from a worker; each asks for a path of its own name. */
export const connecting = ['fetch', 'no-cors', 'xhr', 'websocket', 'eventsource', 'import', 'worker'];
/** The same, where there is a document. */
export const connectingPages = ['beacon', 'img', 'script', 'stylesheet', 'iframe'];
/** Ways to run text as code. */
export const evaluating = ['eval', 'Function'];

/**
 * Tries every way from inside (a page or a worker evaluates this function, so it uses nothing from outside of it), and
 * gives those that ran text as code. Which connections got through, only the other server's record can say: a refused
 * beacon or frame looks to its caller as if it had worked.
 */
export async function tryToEscape(other: string): Promise<string[]> {
  // What the debugger calls may evaluate text whatever the policy says; what a timer calls may not.
  await new Promise((resolve) => setTimeout(resolve));

  const answered = (target: EventTarget) =>
    new Promise<void>((resolve) => {
      for (const type of ['load', 'open', 'message', 'error']) target.addEventListener(type, () => resolve());
      setTimeout(resolve, 2000);
    });
  const element = (tag: string, properties: object) => {
    const made = Object.assign(document.createElement(tag), properties);
    document.body.append(made);
    return answered(made).finally(() => made.remove());
  };

  const ways: Record<string, () => unknown> = {
    fetch: () => fetch(`${other}fetch`),
    'no-cors': () => fetch(`${other}no-cors`, { mode: 'no-cors', method: 'POST', body: 'image' }),
    xhr: () => {
      const request = new XMLHttpRequest();
      request.open('GET', `${other}xhr`);
      request.send();
      return answered(request);
    },
    websocket: () => answered(new WebSocket(`${other.replace('http', 'ws')}websocket`)),
    eventsource: () => answered(new EventSource(`${other}eventsource`)),
    import: () => import(/* @vite-ignore */ `${other}import`),
    worker: () => {
      const source = new Blob([`import '${other}worker'; postMessage(1)`], { type: 'text/javascript' });
      return answered(new Worker(URL.createObjectURL(source), { type: 'module' }));
    },
  };
  const pageWays: Record<string, () => unknown> = {
    beacon: () => navigator.sendBeacon(`${other}beacon`, 'image'),
    img: () => element('img', { src: `${other}img` }),
    script: () => element('script', { src: `${other}script` }),
    stylesheet: () => element('link', { rel: 'stylesheet', href: `${other}stylesheet` }),
    iframe: () => element('iframe', { src: `${other}iframe` }),
  };
  if (typeof document !== 'undefined') Object.assign(ways, pageWays);
  for (const way of Object.values(ways)) {
    try {
      await way();
    } catch {
      // Refused at once.
    }
  }

  const evaluated: string[] = [];
  for (const name of ['eval', 'Function'] as const) {
    try {
      globalThis[name]('1 + 1');
      evaluated.push(name);
    } catch {
      // Refused at once.
    }
  }
  return evaluated;
}
