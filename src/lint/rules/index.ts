export { maintainer } from './dl4000-maintainer.ts';
