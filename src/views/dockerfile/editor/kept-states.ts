import type { DockerfileSession } from '../../../app/dockerfile-session.svelte.ts';
import { newState, type EditorHandlers, type KeptState } from './editor.ts';

/** By session: what was typed is undone after another view as well. */
const states = new WeakMap<DockerfileSession, KeptState>();

export function keptState(session: DockerfileSession, handlers: EditorHandlers): KeptState {
  const known = states.get(session);
  if (known) {
    known.handlers = handlers;
    return known;
  }
  // What another view wrote since is then one step, to be undone here.
  const made = newState(session.original, handlers);
  states.set(session, made);
  return made;
}
