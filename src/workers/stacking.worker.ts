import { stackingHandlers } from './handlers/stacking.ts';
import { rehearseStacking } from './rehearse-stacking.ts';
import { rehearse } from './rehearse.ts';
import { serve } from './serve.ts';

void rehearse(self, serve(self, stackingHandlers), rehearseStacking);
