import { pulseUrl } from '../security/trusted-urls.ts';

/**
 * A worker inside of this one that says again and again that it is there. It ends with the one around it, and goes on while
 * that one computes without a pause. Null where a worker can't start another one (Node).
 */
export function startPulse(): MessagePort | null {
  if (typeof Worker === 'undefined') return null;
  const { port1, port2 } = new MessageChannel();
  new Worker(pulseUrl()).postMessage(null, [port1]);
  return port2;
}
