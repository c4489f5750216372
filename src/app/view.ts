import type { Component } from 'svelte';
import type { Workspace } from './workspace.svelte.ts';

/** What the keyboard does, as the help lists it. */
export interface KeyHelp {
  readonly keys: readonly string[];
  readonly does: string;
}

/** A view of the workspace: an entry in the rail, loaded when it is first opened or the page is idle. */
export interface View {
  /** Its part of the address: `#/layers`. */
  readonly id: string;
  readonly title: string;
  /** The heading that it stands under in the rail; none for the first. */
  readonly group?: 'Image' | 'Build' | 'Take away';
  /** The digit that goes to it, where one does. */
  readonly key?: string;
  /** What has to be dropped before it has anything to show; `nothing`: it is there on the start page, too. */
  readonly needs: 'image' | 'dockerfile' | 'image or dockerfile' | 'context' | 'anything' | 'nothing';
  /** What the keyboard does in it, beside what it does everywhere. */
  readonly keys?: readonly KeyHelp[];
  /** The count beside its name; null for none. `unknown`: what could not be read may hold some. */
  count?(workspace: Workspace): number | 'unknown' | null;
  load(): Promise<{ default: Component<{ workspace: Workspace; place: string }> }>;
}
