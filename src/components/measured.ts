export { measuredIn, type Measured } from '../app/measured.ts';
