import type { View } from '../app/view.ts';
import { failedChecks } from './hardening/check-rows.ts';

/** In the order of the rail. */
export const views: readonly View[] = [
  { id: 'overview', title: 'Overview', needs: 'anything', load: () => import('./overview/OverviewView.svelte') },
  { id: 'layers', title: 'Layers & files', needs: 'image', load: () => import('./layers/LayersView.svelte') },
  { id: 'waste', title: 'Waste', needs: 'image', load: () => import('./waste/WasteView.svelte') },
  {
    id: 'secrets',
    title: 'Secrets',
    needs: 'image or dockerfile',
    count: ({ secretCount }) => secretCount,
    load: () => import('./secrets/SecretsView.svelte'),
  },
  {
    id: 'hardening',
    title: 'Hardening',
    needs: 'image',
    count: ({ image }) => (image?.hardening ? failedChecks(image.hardening.results) : null),
    load: () => import('./hardening/HardeningView.svelte'),
  },
  {
    id: 'dockerfile',
    title: 'Dockerfile',
    needs: 'dockerfile',
    count: ({ dockerfile }) => dockerfile?.audit?.findings.length ?? null,
    load: () => import('./dockerfile/DockerfileView.svelte'),
  },
  { id: 'context', title: 'Context', needs: 'context', load: () => import('./context/ContextView.svelte') },
  { id: 'rebuild', title: 'Rebuild', needs: 'context', load: () => import('./rebuild/RebuildView.svelte') },
  {
    id: 'better',
    title: 'Better Dockerfile',
    needs: 'dockerfile',
    count: ({ dockerfile }) => dockerfile?.review?.proposal?.changes.length ?? null,
    load: () => import('./better/BetterView.svelte'),
  },
  { id: 'export', title: 'Export', needs: 'anything', load: () => import('./export/ExportView.svelte') },
];
