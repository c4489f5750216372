import { shellCheckHandlers } from './handlers/shellcheck.ts';
import { serve } from './serve.ts';
import { loadProgram } from './shellcheck-program.ts';

serve(self, shellCheckHandlers(loadProgram));
