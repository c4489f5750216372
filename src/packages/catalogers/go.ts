import { elfCataloger } from '../binaries/elf-cataloger.ts';
import { openGoProgram } from '../binaries/go-program.ts';

/** Programs and libraries of Go, also stripped ones. */
export const go = elfCataloger('go-build-info', 'build information of Go programs', openGoProgram);
